import type { MigrationInterface, QueryRunner } from 'typeorm';
import { conflictsOfActor, forceRowSecurity } from './row-security';

/** A decision as the actor sees it, asked for by its key. */
const decision = (child: string, more = ''): string =>
  `(SELECT true FROM decisions_decision parent WHERE parent.network_id = ${child}.network_id AND parent.id = ${child}.decision_id${more})`;

const runsBody = `parent.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')`;

/**
 * What a decision asks of someone, carried out: by an organisation and, if it likes, one of its people, noted on the
 * way, put off with a reason, done with what shows it. What happened to a follow-up is written by the database itself
 * and never taken back, so that a date that was moved stays seen.
 */
export class DecisionsCarryOut1763942400069 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- added_by: who added it after the decision; null for one that was decided with it.
      -- why: the reason of a change that is under way; it goes into the notes with the change.
      ALTER TABLE decisions_follow_up
        ADD COLUMN person_id uuid REFERENCES identity_person (id),
        ADD COLUMN added_by uuid REFERENCES identity_person (id),
        ADD COLUMN done_link text CHECK (done_link ~ '^https?://[^[:space:]]+$'),
        ADD COLUMN why text;
      GRANT UPDATE (due, person_id, done_link, why) ON decisions_follow_up TO torv_app;
      CREATE INDEX decisions_follow_up_by_due ON decisions_follow_up (network_id, due, id);
      CREATE INDEX decisions_follow_up_owed_by_due ON decisions_follow_up (network_id, due, id) WHERE state = 'owed';
      CREATE INDEX decisions_follow_up_of_person ON decisions_follow_up (network_id, person_id, due) WHERE person_id IS NOT NULL;

      CREATE TABLE decisions_follow_up_note (
        network_id   uuid NOT NULL,
        id           uuid NOT NULL DEFAULT uuidv7(),
        follow_up_id uuid NOT NULL,
        decision_id  uuid NOT NULL,
        kind         text NOT NULL CHECK (kind IN ('progress', 'due', 'person', 'done', 'reopened')),
        text         text,
        link         text CHECK (link ~ '^https?://[^[:space:]]+$'),
        due_from     date,
        due_to       date,
        noted_by     uuid REFERENCES identity_person (id),
        noted_at     timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, follow_up_id) REFERENCES decisions_follow_up (network_id, id),
        FOREIGN KEY (network_id, decision_id) REFERENCES decisions_decision (network_id, id),
        CHECK (num_nulls(due_from, due_to) IN (0, 2) AND (kind = 'due') = (due_to IS NOT NULL)),
        CHECK (kind <> 'progress' OR text IS NOT NULL)
      );
      CREATE INDEX decisions_follow_up_note_of_follow_up ON decisions_follow_up_note (network_id, follow_up_id, id);
      ${forceRowSecurity('decisions_follow_up_note')}
      CREATE POLICY decisions_follow_up_note_visible ON decisions_follow_up_note FOR SELECT TO torv_app
        USING (${decision('decisions_follow_up_note')});
      -- People say how it goes; that it was moved, done or taken up again is written with the change itself.
      CREATE POLICY decisions_follow_up_note_write ON decisions_follow_up_note FOR INSERT TO torv_app
        WITH CHECK (kind = 'progress' AND noted_by = platform_actor() AND (SELECT true FROM decisions_follow_up f
          WHERE f.network_id = decisions_follow_up_note.network_id AND f.id = decisions_follow_up_note.follow_up_id AND f.decision_id = decisions_follow_up_note.decision_id
            AND (f.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')
              OR ${decision('f', ` AND ${runsBody}`)})));
      CREATE POLICY decisions_follow_up_note_takes_no_part ON decisions_follow_up_note AS RESTRICTIVE FOR INSERT TO torv_app
        WITH CHECK (decision_id NOT IN ${conflictsOfActor});
      GRANT SELECT, INSERT (network_id, id, follow_up_id, decision_id, kind, text, link, noted_by) ON decisions_follow_up_note TO torv_app;
      CREATE TRIGGER decisions_follow_up_note_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions_follow_up_note
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();

      -- Added later, by who runs the body.
      CREATE POLICY decisions_follow_up_add ON decisions_follow_up FOR INSERT TO torv_app
        WITH CHECK (state = 'owed' AND added_by = platform_actor() AND ${decision('decisions_follow_up', ` AND ${runsBody}`)});
      CREATE POLICY decisions_follow_up_added_by_no_conflicted ON decisions_follow_up AS RESTRICTIVE FOR INSERT TO torv_app
        WITH CHECK (decision_id NOT IN ${conflictsOfActor});
      CREATE POLICY decisions_follow_up_takes_no_part ON decisions_follow_up AS RESTRICTIVE FOR UPDATE TO torv_app
        USING (decision_id NOT IN ${conflictsOfActor});

      CREATE FUNCTION decisions_guard_follow_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NEW.person_id IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.person_id IS DISTINCT FROM OLD.person_id)
            AND NOT EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = NEW.network_id AND a.person_id = NEW.person_id
              AND a.organisation_id = NEW.organisation_id AND a.valid_from <= now() AND a.valid_until > now()) THEN
            RAISE EXCEPTION 'DECISIONS.NOT_OF_ORGANISATION' USING ERRCODE = 'restrict_violation';
          END IF;
          IF TG_OP = 'INSERT' THEN
            RETURN NEW;
          END IF;
          IF NEW.due <> OLD.due THEN
            IF current_setting('role') = 'torv_app' AND NOT EXISTS (SELECT FROM platform_grant g
              JOIN decisions_decision d ON d.network_id = NEW.network_id AND d.id = NEW.decision_id
              WHERE g.network_id = NEW.network_id AND g.person_id = platform_actor() AND g.scope = 'run' AND g.scope_id = d.body_id
                AND g.valid_from <= now() AND g.valid_until > now()) THEN
              RAISE EXCEPTION 'DECISIONS.MAY_NOT_PUT_OFF' USING ERRCODE = 'restrict_violation';
            END IF;
            IF OLD.state = 'done' THEN
              RAISE EXCEPTION 'DECISIONS.FOLLOW_UP_DONE' USING ERRCODE = 'restrict_violation';
            END IF;
            INSERT INTO decisions_follow_up_note (network_id, follow_up_id, decision_id, kind, text, due_from, due_to, noted_by)
              VALUES (NEW.network_id, NEW.id, NEW.decision_id, 'due', NEW.why, OLD.due, NEW.due, platform_actor());
          END IF;
          IF NEW.person_id IS DISTINCT FROM OLD.person_id THEN
            INSERT INTO decisions_follow_up_note (network_id, follow_up_id, decision_id, kind, noted_by)
              VALUES (NEW.network_id, NEW.id, NEW.decision_id, 'person', platform_actor());
          END IF;
          IF NEW.state <> OLD.state THEN
            INSERT INTO decisions_follow_up_note (network_id, follow_up_id, decision_id, kind, text, link, noted_by)
              VALUES (NEW.network_id, NEW.id, NEW.decision_id, CASE NEW.state WHEN 'done' THEN 'done' ELSE 'reopened' END,
                CASE NEW.state WHEN 'done' THEN NEW.done_note ELSE NEW.why END, NEW.done_link, coalesce(platform_actor(), NEW.done_by));
          END IF;
          NEW.why := NULL;
          RETURN NEW;
        END $$;
      REVOKE ALL ON FUNCTION decisions_guard_follow_up FROM PUBLIC;
      CREATE TRIGGER decisions_follow_up_guard BEFORE INSERT OR UPDATE ON decisions_follow_up
        FOR EACH ROW EXECUTE FUNCTION decisions_guard_follow_up();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
