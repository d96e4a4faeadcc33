import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A later decision supersedes, amends, revokes or confirms an earlier one: one that was adopted and still stands, of the
 * same body or of one that reports to it. And what is to be looked at again stands on an agenda as itself.
 */
export class DecisionsChangeEarlier1763942400070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION decisions_guard_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          earlier record;
        BEGIN
          IF NEW.review_on IS NOT NULL AND (NEW.outcome <> 'adopted'
            OR NEW.review_on <= (SELECT (NEW.decided_at AT TIME ZONE n.timezone)::date FROM places_network n WHERE n.id = NEW.network_id)) THEN
            RAISE EXCEPTION 'DECISIONS.REVIEW_TOO_EARLY' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.changes_id IS NULL THEN
            RETURN NEW;
          END IF;
          -- Locked, so that two decisions cannot both put an end to it.
          SELECT d.id, d.body_id, d.outcome, d.decided_at INTO earlier FROM decisions_decision d
            WHERE d.network_id = NEW.network_id AND d.id = NEW.changes_id FOR UPDATE;
          IF NEW.outcome <> 'adopted' OR earlier.outcome IS DISTINCT FROM 'adopted' OR earlier.decided_at >= NEW.decided_at THEN
            RAISE EXCEPTION 'DECISIONS.CHANGES_WHAT_WAS_NOT_ADOPTED' USING ERRCODE = 'restrict_violation';
          END IF;
          IF earlier.body_id <> NEW.body_id AND NOT EXISTS (SELECT FROM bodies_link l WHERE l.network_id = NEW.network_id
            AND l.kind = 'reports-to' AND l.body_id = earlier.body_id AND l.other_body_id = NEW.body_id) THEN
            RAISE EXCEPTION 'DECISIONS.CHANGES_OF_OTHERS' USING ERRCODE = 'restrict_violation';
          END IF;
          IF EXISTS (SELECT FROM decisions_decision c WHERE c.network_id = NEW.network_id AND c.changes_id = NEW.changes_id
            AND c.changes_kind IN ('supersedes', 'revokes')) THEN
            RAISE EXCEPTION 'DECISIONS.NO_LONGER_STANDS' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      REVOKE ALL ON FUNCTION decisions_guard_changes FROM PUBLIC;
      CREATE TRIGGER decisions_decision_guard_changes BEFORE INSERT ON decisions_decision FOR EACH ROW
        WHEN (NEW.changes_id IS NOT NULL OR NEW.review_on IS NOT NULL) EXECUTE FUNCTION decisions_guard_changes();

      -- Whoever a decision is withheld from does not see it on an agenda either; whoever was named for it does.
      CREATE FUNCTION decisions_review_follows_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          INSERT INTO platform_exclusion (network_id, person_id, subject_id, source_id, may_read)
            SELECT x.network_id, x.person_id, NEW.id, x.source_id, x.may_read FROM platform_exclusion x
            WHERE x.network_id = NEW.network_id AND x.subject_id = NEW.subject_id ON CONFLICT DO NOTHING;
          INSERT INTO platform_participant (network_id, person_id, subject_id, source_id)
            SELECT p.network_id, p.person_id, NEW.id, p.source_id FROM platform_participant p
            WHERE p.network_id = NEW.network_id AND p.subject_id = NEW.subject_id ON CONFLICT DO NOTHING;
          RETURN NULL;
        END $$;
      REVOKE ALL ON FUNCTION decisions_review_follows_decision FROM PUBLIC;
      CREATE TRIGGER meetings_item_follows_decision AFTER INSERT ON meetings_item FOR EACH ROW
        WHEN (NEW.subject_kind = 'decision') EXECUTE FUNCTION decisions_review_follows_decision();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
