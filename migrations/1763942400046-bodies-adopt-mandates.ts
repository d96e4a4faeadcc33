import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bodyRunByActor } from './row-security';

const drafts = `(network_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'facilitate') OR ${bodyRunByActor})`;

/**
 * A mandate is drafted, and a decision gives it force. The first of a body is in force as provisional, for without one
 * nobody could decide; each later one waits for its decision. What a decision has adopted is never edited.
 */
export class BodiesAdoptMandates1763942400046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bodies_mandate
        ADD COLUMN revision integer NOT NULL DEFAULT 1,
        ADD COLUMN cadence_per_year integer CHECK (cadence_per_year BETWEEN 1 AND 52),
        ADD COLUMN term_months integer CHECK (term_months BETWEEN 1 AND 120),
        ADD COLUMN drafted_by uuid REFERENCES identity_person (id),
        ADD COLUMN drafted_at timestamptz NOT NULL DEFAULT now(),
        -- Null: a draft. In force and not adopted: provisional.
        ADD COLUMN in_force_from timestamptz,
        ADD COLUMN adopted_by uuid,
        ADD COLUMN adopted_at timestamptz,
        ADD FOREIGN KEY (network_id, adopted_by) REFERENCES decisions_decision (network_id, id),
        ADD CHECK ((adopted_by IS NULL) = (adopted_at IS NULL)),
        ADD CHECK (adopted_at IS NULL OR in_force_from IS NOT NULL);
      UPDATE bodies_mandate SET in_force_from = now();
      CREATE UNIQUE INDEX bodies_mandate_one_draft ON bodies_mandate (network_id, body_id) WHERE in_force_from IS NULL;
      CREATE INDEX bodies_mandate_of_decision ON bodies_mandate (network_id, adopted_by) WHERE adopted_by IS NOT NULL;

      CREATE POLICY bodies_mandate_draft ON bodies_mandate FOR INSERT TO torv_app
        WITH CHECK (drafted_by = platform_actor() AND adopted_by IS NULL AND ${drafts});
      CREATE POLICY bodies_mandate_mend ON bodies_mandate FOR UPDATE TO torv_app
        USING (${drafts}) WITH CHECK (drafted_by = platform_actor() AND ${drafts});
      CREATE POLICY bodies_mandate_drop ON bodies_mandate FOR DELETE TO torv_app USING (in_force_from IS NULL AND ${drafts});
      GRANT INSERT (network_id, body_id, remit, rule, quorum, required_sectors, cadence_per_year, term_months, text, drafted_by) ON bodies_mandate TO torv_app;
      GRANT UPDATE (remit, rule, quorum, required_sectors, cadence_per_year, term_months, text, revision, drafted_by, drafted_at) ON bodies_mandate TO torv_app;
      GRANT DELETE ON bodies_mandate TO torv_app;

      CREATE FUNCTION bodies_number_mandate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        NEW.version := coalesce(NEW.version,
          (SELECT max(m.version) FROM bodies_mandate m WHERE m.network_id = NEW.network_id AND m.body_id = NEW.body_id) + 1, 1);
        IF NEW.version = 1 THEN
          NEW.in_force_from := coalesce(NEW.in_force_from, now());
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER bodies_mandate_number BEFORE INSERT ON bodies_mandate FOR EACH ROW EXECUTE FUNCTION bodies_number_mandate();

      CREATE FUNCTION bodies_guard_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.adopted_by IS NOT NULL THEN
          RAISE EXCEPTION 'BODIES.MANDATE_ADOPTED' USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN
          RETURN OLD;
        END IF;
        IF (OLD.network_id, OLD.id, OLD.body_id, OLD.version) IS DISTINCT FROM (NEW.network_id, NEW.id, NEW.body_id, NEW.version)
          OR (NEW.adopted_by IS NOT NULL AND
            (OLD.remit, OLD.rule, OLD.quorum, OLD.required_sectors, OLD.cadence_per_year, OLD.term_months, OLD.text) IS DISTINCT FROM
            (NEW.remit, NEW.rule, NEW.quorum, NEW.required_sectors, NEW.cadence_per_year, NEW.term_months, NEW.text))
        THEN
          RAISE EXCEPTION 'BODIES.MANDATE_ADOPTED' USING ERRCODE = 'restrict_violation';
        END IF;
        -- What is in force already is mended by who set the body up, until a decision adopts it; the others draft the next.
        IF current_setting('role') = 'torv_app' AND OLD.in_force_from IS NOT NULL AND (OLD.demonstration OR NOT EXISTS (
          SELECT FROM platform_grant g WHERE g.person_id = platform_actor() AND g.scope = 'facilitate' AND g.scope_id = OLD.network_id))
          AND NEW.adopted_by IS NULL
        THEN
          RAISE EXCEPTION 'BODIES.MANDATE_IN_FORCE' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER bodies_mandate_guard BEFORE UPDATE OR DELETE ON bodies_mandate FOR EACH ROW EXECUTE FUNCTION bodies_guard_mandate();

      -- By which decision, asked of every role: an adopted one, of the body itself or of one that it reports to, and not
      -- older than what it is said to adopt (the provisional one may have been agreed before it was written down here).
      CREATE FUNCTION decisions_guard_adoption() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        d decisions_decision;
      BEGIN
        SELECT * INTO d FROM decisions_decision WHERE network_id = NEW.network_id AND id = NEW.adopted_by;
        IF d.outcome <> 'adopted' THEN
          RAISE EXCEPTION 'DECISIONS.ADOPTS_NOTHING' USING ERRCODE = 'restrict_violation';
        END IF;
        IF d.body_id <> NEW.body_id AND NOT EXISTS (SELECT FROM bodies_link l WHERE l.network_id = NEW.network_id
          AND l.body_id = NEW.body_id AND l.kind = 'reports-to' AND l.other_body_id = d.body_id) THEN
          RAISE EXCEPTION 'DECISIONS.MANDATE_OF_OTHERS' USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.version > 1 AND d.decided_at < NEW.drafted_at THEN
          RAISE EXCEPTION 'DECISIONS.OLDER_THAN_MANDATE' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER bodies_mandate_by_decision BEFORE INSERT OR UPDATE ON bodies_mandate
        FOR EACH ROW WHEN (NEW.adopted_by IS NOT NULL) EXECUTE FUNCTION decisions_guard_adoption();

      -- Whoever chairs the body that decided says which mandate it adopted. What was read is what is adopted.
      CREATE FUNCTION decisions_adopt_mandate(network uuid, decision uuid, mandate uuid, read_revision integer) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF current_setting('role') = 'torv_app' AND NOT EXISTS (
          SELECT FROM decisions_decision d JOIN platform_grant g ON g.network_id = d.network_id AND g.scope_id = d.body_id
          WHERE d.network_id = network AND d.id = decision AND g.person_id = platform_actor() AND g.scope = 'chair'
            AND g.valid_from <= now() AND g.valid_until > now()) THEN
          RAISE EXCEPTION 'not the chair of the body that decided' USING ERRCODE = 'insufficient_privilege';
        END IF;
        UPDATE bodies_mandate SET adopted_by = decision, adopted_at = now(), in_force_from = coalesce(in_force_from, now()),
          revision = revision + 1 WHERE network_id = network AND id = mandate AND revision = read_revision;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'PLATFORM.VERSION_STALE' USING ERRCODE = 'restrict_violation';
        END IF;
      END $$;
      REVOKE ALL ON FUNCTION decisions_adopt_mandate FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION decisions_adopt_mandate TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
