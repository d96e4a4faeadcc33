import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bodyRunByActor, forceRowSecurity, visibleToActor } from './row-security';

export class MeetingsCreateAgendas1763942400007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE meetings_meeting (
        network_id  uuid NOT NULL,
        id          uuid NOT NULL DEFAULT uuidv7(),
        version     integer NOT NULL DEFAULT 1,
        body_id     uuid NOT NULL,
        title       text NOT NULL,
        state       text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'called', 'open', 'closed', 'cancelled')),
        starts_at   timestamptz NOT NULL,
        ends_at     timestamptz NOT NULL,
        place       text,
        online_link text,
        visibility  text NOT NULL CHECK (visibility IN ('public', 'network', 'body', 'closed')),
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        CHECK (ends_at > starts_at)
      );
      CREATE INDEX meetings_meeting_in_time ON meetings_meeting (network_id, starts_at, id);
      CREATE INDEX meetings_meeting_of_body ON meetings_meeting (network_id, body_id, starts_at);
      ${forceRowSecurity('meetings_meeting')}
      CREATE POLICY meetings_meeting_visible ON meetings_meeting FOR SELECT TO torv_app USING ${visibleToActor};
      CREATE POLICY meetings_meeting_call ON meetings_meeting FOR INSERT TO torv_app WITH CHECK (${bodyRunByActor});
      CREATE POLICY meetings_meeting_run ON meetings_meeting FOR UPDATE TO torv_app USING (${bodyRunByActor}) WITH CHECK (${bodyRunByActor});
      GRANT SELECT, INSERT ON meetings_meeting TO torv_app;
      GRANT UPDATE (version, title, state, starts_at, ends_at, place, online_link) ON meetings_meeting TO torv_app;

      -- subject: what stands on the item, by kind and id; this room does not know what it is.
      CREATE TABLE meetings_item (
        network_id   uuid NOT NULL,
        id           uuid NOT NULL DEFAULT uuidv7(),
        meeting_id   uuid NOT NULL,
        position     integer NOT NULL,
        title        text NOT NULL,
        kind         text NOT NULL CHECK (kind IN ('information', 'discussion', 'decision')),
        minutes      integer NOT NULL CHECK (minutes BETWEEN 1 AND 480),
        text         text,
        subject_kind text,
        subject_id   uuid,
        visibility   text NOT NULL CHECK (visibility IN ('public', 'network', 'body', 'closed')),
        body_id      uuid NOT NULL,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, meeting_id, position) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (network_id, meeting_id) REFERENCES meetings_meeting (network_id, id),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        CHECK ((subject_kind IS NULL) = (subject_id IS NULL))
      );
      CREATE UNIQUE INDEX meetings_item_of_subject ON meetings_item (network_id, subject_id) WHERE subject_id IS NOT NULL;
      ${forceRowSecurity('meetings_item')}
      -- An item is seen when both it and its meeting may be seen.
      CREATE POLICY meetings_item_visible ON meetings_item FOR SELECT TO torv_app
        USING (${visibleToActor} AND meeting_id IN (SELECT m.id FROM meetings_meeting m));
      CREATE POLICY meetings_item_run ON meetings_item TO torv_app USING (${bodyRunByActor}) WITH CHECK (${bodyRunByActor});
      GRANT SELECT, INSERT, UPDATE, DELETE ON meetings_item TO torv_app;

      CREATE TABLE meetings_attendance (
        network_id uuid NOT NULL,
        meeting_id uuid NOT NULL,
        seat_id    uuid NOT NULL,
        presence   text NOT NULL CHECK (presence IN ('room', 'online', 'absent')),
        PRIMARY KEY (network_id, meeting_id, seat_id),
        FOREIGN KEY (network_id, meeting_id) REFERENCES meetings_meeting (network_id, id),
        FOREIGN KEY (network_id, seat_id) REFERENCES bodies_seat (network_id, id)
      );
      ${forceRowSecurity('meetings_attendance')}
      CREATE POLICY meetings_attendance_visible ON meetings_attendance FOR SELECT TO torv_app
        USING (meeting_id IN (SELECT m.id FROM meetings_meeting m));
      CREATE POLICY meetings_attendance_run ON meetings_attendance TO torv_app
        USING (meeting_id IN (SELECT m.id FROM meetings_meeting m WHERE m.${bodyRunByActor}))
        WITH CHECK (meeting_id IN (SELECT m.id FROM meetings_meeting m WHERE m.${bodyRunByActor} AND m.state = 'open'));
      GRANT SELECT, INSERT, UPDATE ON meetings_attendance TO torv_app;

      -- An agenda stands still when its meeting is over, and an item belongs to its meeting's body.
      CREATE FUNCTION meetings_guard_item() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        m meetings_meeting;
        it meetings_item := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
      BEGIN
        SELECT * INTO m FROM meetings_meeting WHERE network_id = it.network_id AND id = it.meeting_id;
        IF m.state IN ('closed', 'cancelled') THEN
          RAISE EXCEPTION 'MEETINGS.OVER' USING ERRCODE = 'restrict_violation';
        END IF;
        IF m.body_id IS DISTINCT FROM it.body_id THEN
          RAISE EXCEPTION 'MEETINGS.OTHER_BODY' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN it;
      END $$;
      CREATE TRIGGER meetings_item_guard BEFORE INSERT OR UPDATE OR DELETE ON meetings_item FOR EACH ROW EXECUTE FUNCTION meetings_guard_item();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
