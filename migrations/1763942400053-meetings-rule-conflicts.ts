import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bodyRunByActor, forceRowSecurity } from './row-security';

/**
 * Declarations of conflict and the body's rulings on them, by item and person; and the persons named for a closed
 * item. What follows from them (who sees and hears what) is kept in the platform's two tables.
 */
export class MeetingsRuleConflicts1763942400053 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const inBody = `body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'body')`;
    const itemSeen = (table: string) =>
      `(SELECT true FROM meetings_item parent WHERE parent.network_id = ${table}.network_id AND parent.id = ${table}.item_id)`;
    await runner.query(`
      -- A person's, never an organisation's. ruling null: declared, and not ruled on yet.
      CREATE TABLE meetings_conflict (
        network_id  uuid NOT NULL,
        id          uuid NOT NULL DEFAULT uuidv7(),
        meeting_id  uuid NOT NULL,
        item_id     uuid NOT NULL,
        body_id     uuid NOT NULL,
        person_id   uuid NOT NULL REFERENCES identity_person (id),
        ground      text NOT NULL CHECK (length(ground) BETWEEN 1 AND 500),
        recorded_by uuid NOT NULL REFERENCES identity_person (id),
        recorded_at timestamptz NOT NULL DEFAULT now(),
        ruling      text CHECK (ruling IN ('conflicted', 'not-conflicted')),
        may_read    boolean NOT NULL DEFAULT false,
        ruled_by    uuid REFERENCES identity_person (id),
        ruled_at    timestamptz,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, item_id, person_id),
        FOREIGN KEY (network_id, meeting_id) REFERENCES meetings_meeting (network_id, id),
        FOREIGN KEY (network_id, item_id) REFERENCES meetings_item (network_id, id) ON DELETE CASCADE,
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        CHECK (num_nulls(ruling, ruled_by, ruled_at) IN (0, 3)),
        CHECK (ruling = 'conflicted' OR NOT may_read)
      );
      CREATE INDEX meetings_conflict_of_meeting ON meetings_conflict (network_id, meeting_id);
      ${forceRowSecurity('meetings_conflict')}
      -- A ground is told among those who sit together, and to the person whom it is about.
      CREATE POLICY meetings_conflict_visible ON meetings_conflict FOR SELECT TO torv_app
        USING (person_id = platform_actor() OR (${inBody} AND ${itemSeen('meetings_conflict')}));
      -- Anyone in the body declares for oneself; who runs it records what others declare or object.
      CREATE POLICY meetings_conflict_declare ON meetings_conflict FOR INSERT TO torv_app
        WITH CHECK (recorded_by = platform_actor() AND ${inBody} AND ${itemSeen('meetings_conflict')}
          AND (person_id = platform_actor() OR ${bodyRunByActor}) AND (ruling IS NULL OR (ruled_by = platform_actor() AND person_id <> platform_actor())));
      -- Nobody rules on oneself.
      CREATE POLICY meetings_conflict_rule ON meetings_conflict FOR UPDATE TO torv_app
        USING (${bodyRunByActor} AND person_id <> platform_actor() AND ${itemSeen('meetings_conflict')})
        WITH CHECK (${bodyRunByActor} AND person_id <> platform_actor() AND (ruling IS NULL OR ruled_by = platform_actor()));
      GRANT SELECT, INSERT ON meetings_conflict TO torv_app;
      GRANT UPDATE (ruling, may_read, ruled_by, ruled_at) ON meetings_conflict TO torv_app;

      CREATE TABLE meetings_participant (
        network_id uuid NOT NULL,
        id         uuid NOT NULL DEFAULT uuidv7(),
        item_id    uuid NOT NULL,
        body_id    uuid NOT NULL,
        person_id  uuid NOT NULL REFERENCES identity_person (id),
        named_by   uuid NOT NULL REFERENCES identity_person (id),
        named_at   timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, item_id, person_id),
        FOREIGN KEY (network_id, item_id) REFERENCES meetings_item (network_id, id) ON DELETE CASCADE,
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id)
      );
      ${forceRowSecurity('meetings_participant')}
      CREATE POLICY meetings_participant_visible ON meetings_participant FOR SELECT TO torv_app
        USING (${itemSeen('meetings_participant')});
      CREATE POLICY meetings_participant_name ON meetings_participant FOR INSERT TO torv_app
        WITH CHECK (named_by = platform_actor() AND ${bodyRunByActor} AND ${itemSeen('meetings_participant')}
          AND person_id IN (SELECT a.person_id FROM organisations_affiliation a WHERE a.valid_from <= now() AND a.valid_until > now()));
      CREATE POLICY meetings_participant_unname ON meetings_participant FOR DELETE TO torv_app
        USING (${bodyRunByActor} AND ${itemSeen('meetings_participant')});
      GRANT SELECT, INSERT, DELETE ON meetings_participant TO torv_app;

      -- Both stand on an item of the meeting and the body that they name, and stand still when the meeting is over.
      CREATE FUNCTION meetings_guard_conflict() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          held record;
        BEGIN
          SELECT i.meeting_id, i.body_id, i.visibility, m.state INTO held FROM meetings_item i
            JOIN meetings_meeting m ON m.network_id = i.network_id AND m.id = i.meeting_id
            WHERE i.network_id = NEW.network_id AND i.id = NEW.item_id;
          IF held.state IN ('closed', 'cancelled') THEN
            RAISE EXCEPTION 'MEETINGS.OVER' USING ERRCODE = 'restrict_violation';
          END IF;
          IF held.body_id IS DISTINCT FROM NEW.body_id THEN
            RAISE EXCEPTION 'MEETINGS.OTHER_BODY' USING ERRCODE = 'restrict_violation';
          END IF;
          IF TG_TABLE_NAME = 'meetings_participant' THEN
            IF held.visibility <> 'closed' THEN
              RAISE EXCEPTION 'MEETINGS.NOT_CLOSED' USING ERRCODE = 'restrict_violation';
            END IF;
          ELSIF held.meeting_id IS DISTINCT FROM NEW.meeting_id THEN
            RAISE EXCEPTION 'MEETINGS.OTHER_BODY' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER meetings_conflict_guard BEFORE INSERT OR UPDATE ON meetings_conflict FOR EACH ROW EXECUTE FUNCTION meetings_guard_conflict();
      CREATE TRIGGER meetings_participant_guard BEFORE INSERT ON meetings_participant FOR EACH ROW EXECUTE FUNCTION meetings_guard_conflict();

      -- What follows from the rulings and names of one item: itself, and what stands on it.
      CREATE FUNCTION meetings_keep_item_access(network uuid, item uuid) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM platform_exclusion x USING meetings_conflict c WHERE c.network_id = network AND c.item_id = item
            AND x.network_id = network AND x.source_id = c.id;
          INSERT INTO platform_exclusion (network_id, person_id, subject_id, source_id, may_read)
            SELECT c.network_id, c.person_id, s.id, c.id, c.may_read FROM meetings_conflict c
            CROSS JOIN (SELECT item AS id UNION SELECT i.subject_id FROM meetings_item i WHERE i.network_id = network AND i.id = item) s
            WHERE c.network_id = network AND c.item_id = item AND c.ruling = 'conflicted' AND s.id IS NOT NULL;
          DELETE FROM platform_participant x USING meetings_participant p WHERE p.network_id = network AND p.item_id = item
            AND x.network_id = network AND x.source_id = p.id;
          INSERT INTO platform_participant (network_id, person_id, subject_id, source_id)
            SELECT p.network_id, p.person_id, s.id, p.id FROM meetings_participant p
            CROSS JOIN (SELECT item AS id UNION SELECT i.subject_id FROM meetings_item i WHERE i.network_id = network AND i.id = item) s
            WHERE p.network_id = network AND p.item_id = item AND s.id IS NOT NULL;
        $$;
      REVOKE ALL ON FUNCTION meetings_keep_item_access FROM PUBLIC;

      CREATE FUNCTION meetings_keep_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF TG_TABLE_NAME = 'meetings_item' THEN
            PERFORM meetings_keep_item_access(NEW.network_id, NEW.id);
          ELSIF TG_OP = 'DELETE' THEN
            DELETE FROM platform_exclusion WHERE network_id = OLD.network_id AND source_id = OLD.id;
            DELETE FROM platform_participant WHERE network_id = OLD.network_id AND source_id = OLD.id;
          ELSE
            PERFORM meetings_keep_item_access(NEW.network_id, NEW.item_id);
            -- Each is a change of the meeting, also when someone who does not run it declares.
            UPDATE meetings_meeting m SET version = m.version + 1 FROM meetings_item i
              WHERE i.network_id = NEW.network_id AND i.id = NEW.item_id AND m.network_id = i.network_id AND m.id = i.meeting_id;
          END IF;
          RETURN NULL;
        END $$;
      CREATE TRIGGER meetings_conflict_access AFTER INSERT OR UPDATE OR DELETE ON meetings_conflict FOR EACH ROW EXECUTE FUNCTION meetings_keep_access();
      CREATE TRIGGER meetings_participant_access AFTER INSERT OR DELETE ON meetings_participant FOR EACH ROW EXECUTE FUNCTION meetings_keep_access();
      CREATE TRIGGER meetings_item_access AFTER UPDATE OF subject_id ON meetings_item FOR EACH ROW EXECUTE FUNCTION meetings_keep_access();

      -- A ruling or a name that comes after the item was decided reaches the decision too.
      CREATE FUNCTION decisions_follow_ruling() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          INSERT INTO platform_exclusion (network_id, person_id, subject_id, source_id, may_read)
            SELECT x.network_id, x.person_id, d.id, x.source_id, x.may_read FROM platform_exclusion x
            JOIN decisions_decision d ON d.network_id = x.network_id AND d.item_id = x.subject_id
            WHERE x.network_id = NEW.network_id AND x.subject_id = NEW.item_id ON CONFLICT DO NOTHING;
          INSERT INTO platform_participant (network_id, person_id, subject_id, source_id)
            SELECT p.network_id, p.person_id, d.id, p.source_id FROM platform_participant p
            JOIN decisions_decision d ON d.network_id = p.network_id AND d.item_id = p.subject_id
            WHERE p.network_id = NEW.network_id AND p.subject_id = NEW.item_id ON CONFLICT DO NOTHING;
          RETURN NULL;
        END $$;
      CREATE TRIGGER meetings_conflict_access_to_decision AFTER INSERT OR UPDATE ON meetings_conflict
        FOR EACH ROW EXECUTE FUNCTION decisions_follow_ruling();
      CREATE TRIGGER meetings_participant_access_to_decision AFTER INSERT ON meetings_participant
        FOR EACH ROW EXECUTE FUNCTION decisions_follow_ruling();

      -- The place after the last, counting items that are withheld from the one who asks.
      CREATE FUNCTION meetings_next_position(network uuid, meeting uuid) RETURNS integer
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT coalesce(max(i.position), 0) + 1 FROM meetings_item i WHERE i.network_id = network AND i.meeting_id = meeting
            AND EXISTS (SELECT FROM platform_grant g WHERE g.network_id = network AND g.person_id = platform_actor() AND g.scope = 'run'
              AND g.scope_id = i.body_id AND g.valid_from <= now() AND g.valid_until > now())
        $$;
      REVOKE ALL ON FUNCTION meetings_next_position FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION meetings_next_position TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
