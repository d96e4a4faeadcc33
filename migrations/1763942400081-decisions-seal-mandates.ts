import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a body may do is an entry of the log too, from the decision on that adopts it: who was allowed to decide what,
 * by which rule, cannot be rewritten afterwards.
 */
export class DecisionsSealMandates1763942400081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION log_append(network uuid, leaves jsonb) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF EXISTS (SELECT FROM jsonb_array_elements(leaves) l WHERE l->>'kind' NOT IN ('decision', 'ratification', 'mandate', 'minutes')) THEN
            RAISE EXCEPTION 'no record of this kind is sealed' USING ERRCODE = 'insufficient_privilege';
          END IF;
          RETURN log_append_leaves(network, leaves);
        END $$;

      -- An adopted mandate is in the log.
      CREATE FUNCTION decisions_guard_mandate_in_log() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM log_leaf l WHERE l.network_id = NEW.network_id AND l.kind = 'mandate' AND l.subject_id = NEW.id) THEN
            RAISE EXCEPTION 'DECISIONS.MANDATE_NOT_IN_LOG' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER bodies_mandate_in_log AFTER UPDATE ON bodies_mandate DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.adopted_by IS NOT NULL AND OLD.adopted_by IS NULL) EXECUTE FUNCTION decisions_guard_mandate_in_log();

      -- And no leaf says that one was adopted which was not; a mandate is for the whole network to read.
      CREATE FUNCTION decisions_guard_leaf_has_mandate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM bodies_mandate m JOIN log_opening o ON o.network_id = m.network_id AND o.idx = NEW.idx
            WHERE m.network_id = NEW.network_id AND m.id = NEW.subject_id AND m.adopted_by IS NOT NULL
              AND o.visibility = 'network' AND o.body_id = m.body_id) THEN
            RAISE EXCEPTION 'DECISIONS.NOT_RECORDED' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER decisions_leaf_has_mandate AFTER INSERT ON log_leaf
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'mandate') EXECUTE FUNCTION decisions_guard_leaf_has_mandate();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
