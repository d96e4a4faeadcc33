import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Room in a decision's record for all that a course of decisions needs: made in a meeting or in a written procedure,
 * what the mandate's rule gave, which earlier decision it changes, to whom it was referred, who must adopt it for
 * themselves, when it is looked at again. What guards the record stands in three triggers, one for each of its
 * questions: where it was made, what it says, and whose word it holds.
 */
export class DecisionsWidenRecord1763942400056 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- tally: what was counted and whom the rule counted. by_rule: what it gave; departure: why the chair recorded another.
      -- changes_number: the earlier one's number stands in the record, also for whoever may not see that one.
      -- ratification: whom the record asks to adopt it for themselves, as it was asked.
      ALTER TABLE decisions_decision
        ALTER COLUMN meeting_id DROP NOT NULL,
        ALTER COLUMN item_id DROP NOT NULL,
        ADD COLUMN procedure_id uuid,
        ADD COLUMN rule text,
        ADD COLUMN tally jsonb,
        ADD COLUMN by_rule text CHECK (by_rule IN ('adopted', 'rejected')),
        ADD COLUMN departure text,
        ADD COLUMN review_on date,
        ADD COLUMN changes_kind text CHECK (changes_kind IN ('supersedes', 'amends', 'revokes', 'confirms')),
        ADD COLUMN changes_id uuid,
        ADD COLUMN changes_number text,
        ADD COLUMN referred_to uuid,
        ADD COLUMN ratification jsonb NOT NULL DEFAULT '[]',
        ADD FOREIGN KEY (network_id, changes_id) REFERENCES decisions_decision (network_id, id),
        ADD FOREIGN KEY (network_id, referred_to) REFERENCES bodies_body (network_id, id),
        ADD UNIQUE (network_id, procedure_id),
        ADD CHECK (num_nulls(meeting_id, item_id) IN (0, 2)),
        ADD CHECK (num_nonnulls(item_id, procedure_id) = 1),
        ADD CHECK (num_nulls(changes_kind, changes_id, changes_number) IN (0, 3)),
        ADD CHECK (referred_to IS NULL OR outcome = 'referred');
      CREATE INDEX decisions_decision_that_change ON decisions_decision (network_id, changes_id) WHERE changes_id IS NOT NULL;
      CREATE INDEX decisions_decision_to_review ON decisions_decision (network_id, review_on) WHERE review_on IS NOT NULL;

      DROP TRIGGER decisions_decision_guard ON decisions_decision;
      DROP FUNCTION decisions_guard_record();

      -- Where: in an open meeting of the body, on an item of that meeting. What was said behind closed doors stays there.
      CREATE FUNCTION decisions_guard_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          held record;
        BEGIN
          SELECT m.visibility AS meeting_seen_by, i.visibility AS item_seen_by, i.title,
            (SELECT p.id FROM proposals_proposal p WHERE p.network_id = i.network_id AND p.item_id = i.id AND p.state = 'open') AS proposal
          INTO held
          FROM meetings_meeting m JOIN meetings_item i ON i.network_id = m.network_id AND i.meeting_id = m.id
          WHERE m.network_id = NEW.network_id AND m.id = NEW.meeting_id AND m.body_id = NEW.body_id AND i.id = NEW.item_id AND m.state = 'open';
          IF NOT FOUND THEN
            RAISE EXCEPTION 'DECISIONS.MEETING_NOT_OPEN' USING ERRCODE = 'restrict_violation';
          END IF;
          IF 'closed' IN (held.meeting_seen_by, held.item_seen_by) AND NEW.visibility <> 'closed' THEN
            RAISE EXCEPTION 'DECISIONS.MORE_VISIBLE_THAN_MEETING' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.title <> held.title OR NEW.proposal_id IS DISTINCT FROM held.proposal THEN
            RAISE EXCEPTION 'DECISIONS.RECORD_DIFFERS' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER decisions_decision_guard_place BEFORE INSERT ON decisions_decision FOR EACH ROW EXECUTE FUNCTION decisions_guard_place();

      -- What: its number, who recorded it, what it asks of whom by when.
      CREATE FUNCTION decisions_guard_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NEW.recorded_as IS DISTINCT FROM (SELECT p.name FROM identity_person p WHERE p.id = NEW.recorded_by)
            OR NOT EXISTS (SELECT FROM decisions_series s JOIN bodies_body b ON b.network_id = s.network_id AND b.id = s.body_id
              WHERE s.network_id = NEW.network_id AND s.body_id = NEW.body_id AND NEW.number = b.key || '-' || s.year || '-' || s.last)
            OR NEW.due IS DISTINCT FROM (NEW.follow_up->>'due')::date
            OR NEW.follow_up->>'organisation' IS DISTINCT FROM
              (SELECT o.key FROM organisations_organisation o WHERE o.network_id = NEW.network_id AND o.id = NEW.responsible_id)
            OR NEW.changes_number IS DISTINCT FROM
              (SELECT d.number FROM decisions_decision d WHERE d.network_id = NEW.network_id AND d.id = NEW.changes_id)
          THEN
            RAISE EXCEPTION 'DECISIONS.RECORD_DIFFERS' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER decisions_decision_guard_words BEFORE INSERT ON decisions_decision FOR EACH ROW EXECUTE FUNCTION decisions_guard_words();

      -- Whose word: each organisation's, as it stands.
      CREATE FUNCTION decisions_guard_positions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
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
      CREATE TRIGGER decisions_decision_guard_positions BEFORE INSERT ON decisions_decision FOR EACH ROW EXECUTE FUNCTION decisions_guard_positions();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
