import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As in 1763942400015: the row of the parent that the actor may see, by its key. */
const seen = (child: string, more: string): string =>
  `(SELECT true FROM proposals_proposal parent WHERE parent.network_id = ${child}.network_id AND parent.id = ${child}.proposal_id${more})`;
const runsBody = `parent.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')`;
const unsettled = `parent.state IN ('draft', 'open', 'on-agenda', 'referred')`;
const edits = ` AND ${unsettled} AND (parent.author_id = platform_actor() OR ${runsBody})`;
const asksForWords = ` AND parent.state IN ('open', 'on-agenda')`;
const mayStateFor = `organisation_id IN (SELECT b.organisation_id FROM organisations_authority_of_actor b WHERE b.subject = 'positions')`;

/**
 * A proposal is open for positions before it is on an agenda, and after it was taken off one: written positions are
 * asked for by a day; what was postponed is taken up again; what was referred comes back.
 */
export class ProposalsOpenBeforeAMeeting1763942400060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE proposals_proposal DROP CONSTRAINT proposals_proposal_state_check, DROP CONSTRAINT proposals_proposal_check,
        ADD COLUMN asked_by date;
      UPDATE proposals_proposal SET state = 'on-agenda' WHERE state = 'open';
      ALTER TABLE proposals_proposal
        ADD CONSTRAINT proposals_proposal_state_check CHECK (state IN ('draft', 'open', 'on-agenda', 'decided', 'referred', 'withdrawn')),
        ADD CONSTRAINT proposals_proposal_placed CHECK (state <> 'on-agenda' OR meeting_id IS NOT NULL);
      GRANT UPDATE (asked_by) ON proposals_proposal TO torv_app;
      DROP INDEX proposals_proposal_unsettled;
      CREATE INDEX proposals_proposal_unsettled ON proposals_proposal (network_id, state) WHERE state IN ('draft', 'open', 'on-agenda', 'referred');

      -- The steps that there are, as in the transition table that the screens go by.
      CREATE FUNCTION proposals_guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NOT (OLD.state, NEW.state) IN (('draft', 'open'), ('draft', 'on-agenda'), ('draft', 'withdrawn'),
            ('open', 'on-agenda'), ('open', 'decided'), ('open', 'referred'), ('open', 'withdrawn'),
            ('on-agenda', 'open'), ('on-agenda', 'decided'), ('on-agenda', 'referred'), ('on-agenda', 'withdrawn'),
            ('referred', 'open'), ('referred', 'withdrawn'), ('withdrawn', 'draft')) THEN
            RAISE EXCEPTION 'PROPOSALS.NO_SUCH_STEP' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_proposal_step BEFORE UPDATE ON proposals_proposal
        FOR EACH ROW WHEN (NEW.state <> OLD.state AND OLD.state <> 'decided') EXECUTE FUNCTION proposals_guard_step();

      -- What is withdrawn leaves the agenda that it stood on, unless it was dealt with there.
      CREATE FUNCTION proposals_leave_agenda() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          DELETE FROM meetings_item i USING meetings_meeting m WHERE i.network_id = OLD.network_id AND i.id = OLD.item_id
            AND m.network_id = i.network_id AND m.id = i.meeting_id AND m.state NOT IN ('closed', 'cancelled')
            AND NOT EXISTS (SELECT FROM decisions_decision d WHERE d.network_id = i.network_id AND d.item_id = i.id);
          IF FOUND THEN
            UPDATE meetings_meeting SET version = version + 1 WHERE network_id = OLD.network_id AND id = OLD.meeting_id;
          END IF;
          RETURN NULL;
        END $$;
      CREATE TRIGGER proposals_proposal_leaves_agenda AFTER UPDATE ON proposals_proposal
        FOR EACH ROW WHEN (NEW.state = 'withdrawn' AND OLD.item_id IS NOT NULL) EXECUTE FUNCTION proposals_leave_agenda();

      ALTER POLICY proposals_goal_change ON proposals_goal USING (${seen('proposals_goal', edits)}) WITH CHECK (${seen('proposals_goal', edits)});
      ALTER POLICY proposals_pending_state ON proposals_pending
        WITH CHECK (stated_by = platform_actor() AND ${mayStateFor} AND ${seen('proposals_pending', asksForWords)});
      ALTER POLICY proposals_position_state ON proposals_position
        WITH CHECK (stated_by = platform_actor() AND authority_id IS NOT NULL AND ${seen('proposals_position', asksForWords)} AND (
          (pending_id IS NULL AND organisation_id IN (SELECT b.organisation_id FROM organisations_bound_by_actor b WHERE b.subject = 'positions'))
          OR (pending_id IN (SELECT w.id FROM proposals_pending w WHERE w.stated_by <> platform_actor()) AND ${mayStateFor})));

      CREATE OR REPLACE FUNCTION decisions_guard_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          held record;
        BEGIN
          SELECT m.visibility AS meeting_seen_by, i.visibility AS item_seen_by, i.title,
            (SELECT p.id FROM proposals_proposal p WHERE p.network_id = i.network_id AND p.item_id = i.id AND p.state = 'on-agenda') AS proposal
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
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
