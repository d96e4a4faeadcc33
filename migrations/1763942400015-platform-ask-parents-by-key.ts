import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The row of this parent that the actor may see, asked for by its key. As a hashed sub-plan (`parent_id IN (SELECT id
 * FROM parent)`) the whole parent table was read for every query that names a child, and it grew with the years: one
 * decision's page read every decision. Grants stay hashed sub-plans, for they are few and the same for every row.
 */
const seen = (child: string, column: string, parent: string, more = ''): string =>
  `(SELECT true FROM ${parent} parent WHERE parent.network_id = ${child}.network_id AND parent.id = ${child}.${column}${more})`;

const runsBody = `parent.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')`;
const editsProposal = ` AND parent.state IN ('draft', 'open') AND (parent.author_id = platform_actor() OR ${runsBody})`;

export class PlatformAskParentsByKey1763942400015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const item = seen('meetings_item', 'meeting_id', 'meetings_meeting');
    const attendance = (more = '') => seen('meetings_attendance', 'meeting_id', 'meetings_meeting', more);
    const goal = (more = '') => seen('proposals_goal', 'proposal_id', 'proposals_proposal', more);
    const position = (more = '') => seen('proposals_position', 'proposal_id', 'proposals_proposal', more);
    const followUp = (more = '') => seen('decisions_follow_up', 'decision_id', 'decisions_decision', more);
    await runner.query(`
      ALTER POLICY meetings_item_visible ON meetings_item USING (
        (visibility = 'public'
          OR (visibility = 'network' AND network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'network'))
          OR (visibility = 'body' AND body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'body'))
          OR (visibility = 'closed' AND body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'closed')))
        AND ${item});
      ALTER POLICY meetings_attendance_visible ON meetings_attendance USING (${attendance()});
      ALTER POLICY meetings_attendance_run ON meetings_attendance
        USING (${attendance(` AND ${runsBody}`)}) WITH CHECK (${attendance(` AND ${runsBody} AND parent.state = 'open'`)});

      ALTER POLICY proposals_goal_visible ON proposals_goal USING (${goal()});
      ALTER POLICY proposals_goal_change ON proposals_goal USING (${goal(editsProposal)}) WITH CHECK (${goal(editsProposal)});
      ALTER POLICY proposals_position_visible ON proposals_position USING (${position()});
      ALTER POLICY proposals_position_state ON proposals_position WITH CHECK (stated_by = platform_actor()
        AND organisation_id IN (SELECT b.organisation_id FROM organisations_bound_by_actor b WHERE b.subject = 'positions')
        AND ${position(" AND parent.state = 'open'")});

      ALTER POLICY decisions_follow_up_visible ON decisions_follow_up USING (${followUp()});
      ALTER POLICY decisions_follow_up_record ON decisions_follow_up WITH CHECK (state = 'owed' AND ${followUp(' AND parent.recorded_by = platform_actor()')});
      ALTER POLICY decisions_follow_up_finish ON decisions_follow_up USING (
        organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation') OR ${followUp(` AND ${runsBody}`)});

      ALTER POLICY initiatives_proposal_visible ON initiatives_proposal USING (${seen('initiatives_proposal', 'proposal_id', 'proposals_proposal')});

      -- What is ahead, and what is not settled yet, is little beside what is past.
      CREATE INDEX meetings_meeting_ahead ON meetings_meeting (network_id, starts_at, id) WHERE state IN ('planned', 'called', 'open');
      CREATE INDEX proposals_proposal_unsettled ON proposals_proposal (network_id, state) WHERE state IN ('draft', 'open');
      CREATE INDEX meetings_item_of_meeting ON meetings_item (network_id, meeting_id, position);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
