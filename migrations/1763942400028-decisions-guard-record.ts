import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A decision says what was so: its number, its item's title, the positions as they stand, what it asks of whom. And a
 * leaf of a decision stands in the log only with its decision, seen by those who see the decision.
 */
export class DecisionsGuardRecord1763942400028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX proposals_proposal_of_item ON proposals_proposal (network_id, item_id) WHERE item_id IS NOT NULL;

      CREATE OR REPLACE FUNCTION decisions_guard_record() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          held record;
        BEGIN
          SELECT m.visibility AS meeting_seen_by, i.visibility AS item_seen_by, i.title, b.key AS body,
            (SELECT p.id FROM proposals_proposal p WHERE p.network_id = i.network_id AND p.item_id = i.id AND p.state = 'open') AS proposal
          INTO held
          FROM meetings_meeting m JOIN meetings_item i ON i.network_id = m.network_id AND i.meeting_id = m.id
          JOIN bodies_body b ON b.network_id = m.network_id AND b.id = m.body_id
          WHERE m.network_id = NEW.network_id AND m.id = NEW.meeting_id AND m.body_id = NEW.body_id AND i.id = NEW.item_id AND m.state = 'open';
          IF NOT FOUND THEN
            RAISE EXCEPTION 'DECISIONS.MEETING_NOT_OPEN' USING ERRCODE = 'restrict_violation';
          END IF;
          -- What was said behind closed doors stays there.
          IF 'closed' IN (held.meeting_seen_by, held.item_seen_by) AND NEW.visibility <> 'closed' THEN
            RAISE EXCEPTION 'DECISIONS.MORE_VISIBLE_THAN_MEETING' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.title <> held.title OR NEW.proposal_id IS DISTINCT FROM held.proposal
            OR NEW.recorded_as IS DISTINCT FROM (SELECT p.name FROM identity_person p WHERE p.id = NEW.recorded_by)
            OR NOT EXISTS (SELECT FROM decisions_series s WHERE s.network_id = NEW.network_id AND s.body_id = NEW.body_id
              AND NEW.number = held.body || '-' || s.year || '-' || s.last)
            OR NEW.due IS DISTINCT FROM (NEW.follow_up->>'due')::date
            OR NEW.follow_up->>'organisation' IS DISTINCT FROM
              (SELECT o.key FROM organisations_organisation o WHERE o.network_id = NEW.network_id AND o.id = NEW.responsible_id)
          THEN
            RAISE EXCEPTION 'DECISIONS.RECORD_DIFFERS' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.reservations <> (SELECT count(*) FROM jsonb_array_elements(NEW.positions) p WHERE p->>'stance' = 'reserve') OR EXISTS (
            WITH standing AS (
              SELECT jsonb_build_object('organisation', jsonb_build_object('id', o.id, 'key', o.key, 'name', o.name, 'sector', o.sector,
                'swatch', o.swatch), 'stance', x.stance, 'text', x.text) AS position
              FROM (SELECT DISTINCT ON (s.organisation_id) s.* FROM proposals_position s
                WHERE s.network_id = NEW.network_id AND s.proposal_id = NEW.proposal_id ORDER BY s.organisation_id, s.revision DESC) x
              JOIN organisations_organisation o ON o.network_id = x.network_id AND o.id = x.organisation_id),
            given AS (SELECT p AS position FROM jsonb_array_elements(NEW.positions) p)
            (SELECT position FROM standing EXCEPT ALL SELECT position FROM given)
            UNION ALL (SELECT position FROM given EXCEPT ALL SELECT position FROM standing)
          ) THEN
            RAISE EXCEPTION 'DECISIONS.POSITIONS_DIFFER' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;

      CREATE FUNCTION decisions_guard_leaf_has_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM decisions_decision d JOIN log_opening o ON o.network_id = d.network_id AND o.idx = NEW.idx
            WHERE d.network_id = NEW.network_id AND d.id = NEW.subject_id AND o.visibility = d.visibility AND o.body_id = d.body_id) THEN
            RAISE EXCEPTION 'DECISIONS.NOT_RECORDED' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER decisions_leaf_has_record AFTER INSERT ON log_leaf
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'decision') EXECUTE FUNCTION decisions_guard_leaf_has_record();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
