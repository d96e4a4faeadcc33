import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, visibleToActor } from './row-security';

/**
 * A closed meeting leaves its protocol: where and when, which organisations were there, and what was on the agenda.
 * It is an entry of the log, made as the meeting closes. It names organisations and no persons, for it cannot be erased;
 * what each item came to is the decision's own entry.
 */
export class MeetingsSealMinutes1763942400082 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE meetings_minutes (
        network_id uuid NOT NULL,
        id         uuid NOT NULL DEFAULT uuidv7(),
        meeting_id uuid NOT NULL,
        body_id    uuid NOT NULL,
        visibility text NOT NULL CHECK (visibility IN ('public', 'network', 'body', 'closed')),
        record     jsonb NOT NULL,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, meeting_id),
        FOREIGN KEY (network_id, meeting_id) REFERENCES meetings_meeting (network_id, id),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id)
      );
      ${forceRowSecurity('meetings_minutes')}
      CREATE POLICY meetings_minutes_visible ON meetings_minutes FOR SELECT TO torv_app USING ${visibleToActor};
      GRANT SELECT ON meetings_minutes TO torv_app;
      CREATE TRIGGER meetings_minutes_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON meetings_minutes
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();

      -- What the meeting was, as its rows say now. An item that fewer may see than the meeting, or that is withheld from
      -- who was ruled conflicted on it, is only counted.
      CREATE FUNCTION meetings_minutes_of(network uuid, meeting uuid) RETURNS jsonb
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          WITH width (visibility, rank) AS (VALUES ('public', 0), ('network', 1), ('body', 2), ('closed', 3))
          SELECT jsonb_build_object('body', b.key, 'meeting', m.id, 'title', m.title,
            'startsAt', to_char(m.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'endsAt', to_char(m.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'place', m.place,
            'present', coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('organisation', o.key, 'name', o.name, 'role', s.role, 'voting', s.voting, 'presence', a.presence))
              FROM meetings_attendance a JOIN bodies_seat s ON s.network_id = a.network_id AND s.id = a.seat_id
              JOIN organisations_organisation o ON o.network_id = s.network_id AND o.id = s.organisation_id
              WHERE a.network_id = m.network_id AND a.meeting_id = m.id AND a.presence IN ('room', 'online')), '[]'),
            'items', coalesce((SELECT jsonb_agg(CASE WHEN iw.rank > mw.rank OR EXISTS (SELECT FROM meetings_conflict c
                  WHERE c.network_id = i.network_id AND c.item_id = i.id AND c.ruling = 'conflicted' AND NOT c.may_read) THEN jsonb_build_object('position', i.position, 'withheld', true)
                ELSE jsonb_build_object('position', i.position, 'item', i.id, 'title', i.title, 'kind', i.kind,
                  'recused', (SELECT count(*) FROM meetings_conflict c WHERE c.network_id = i.network_id AND c.item_id = i.id AND c.ruling = 'conflicted')) END
                ORDER BY i.position)
              FROM meetings_item i JOIN width iw ON iw.visibility = i.visibility WHERE i.network_id = m.network_id AND i.meeting_id = m.id), '[]'))
          FROM meetings_meeting m JOIN bodies_body b ON b.network_id = m.network_id AND b.id = m.body_id JOIN width mw ON mw.visibility = m.visibility
          WHERE m.network_id = network AND m.id = meeting
        $$;
      REVOKE ALL ON FUNCTION meetings_minutes_of FROM PUBLIC;

      -- Writes the protocol as the meeting closes; whoever runs the body.
      CREATE FUNCTION meetings_keep_minutes(network uuid, meeting uuid) RETURNS TABLE (id uuid, record jsonb)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM meetings_meeting m JOIN platform_grant g ON g.network_id = m.network_id AND g.scope_id = m.body_id
            WHERE m.network_id = network AND m.id = meeting AND m.state = 'closed' AND g.person_id = platform_actor() AND g.scope = 'run'
              AND g.valid_from <= now() AND g.valid_until > now()) THEN
            RAISE EXCEPTION 'not a closed meeting that the actor runs' USING ERRCODE = 'insufficient_privilege';
          END IF;
          RETURN QUERY INSERT INTO meetings_minutes AS k (network_id, meeting_id, body_id, visibility, record)
            SELECT m.network_id, m.id, m.body_id, m.visibility, meetings_minutes_of(network, meeting)
            FROM meetings_meeting m WHERE m.network_id = network AND m.id = meeting RETURNING k.id, k.record;
        END $$;
      REVOKE ALL ON FUNCTION meetings_keep_minutes FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION meetings_keep_minutes TO torv_app;

      -- A meeting that was closed is in the log, and the log holds the protocol of no other.
      CREATE FUNCTION meetings_guard_minutes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM meetings_minutes k JOIN log_leaf l ON l.network_id = k.network_id AND l.kind = 'minutes' AND l.subject_id = k.id
            WHERE k.network_id = NEW.network_id AND k.meeting_id = NEW.id) THEN
            RAISE EXCEPTION 'MEETINGS.MINUTES_NOT_IN_LOG' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER meetings_meeting_minuted AFTER UPDATE ON meetings_meeting DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.state = 'closed' AND OLD.state <> 'closed') EXECUTE FUNCTION meetings_guard_minutes();

      CREATE FUNCTION meetings_guard_leaf_has_minutes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM meetings_minutes k JOIN log_opening o ON o.network_id = k.network_id AND o.idx = NEW.idx
            WHERE k.network_id = NEW.network_id AND k.id = NEW.subject_id AND o.visibility = k.visibility AND o.body_id = k.body_id) THEN
            RAISE EXCEPTION 'MEETINGS.NOT_MINUTED' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER meetings_leaf_has_minutes AFTER INSERT ON log_leaf
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'minutes') EXECUTE FUNCTION meetings_guard_leaf_has_minutes();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
