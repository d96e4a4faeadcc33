import type { Stance } from '@torv/shared/proposals';
import type { ClientBase } from 'pg';

/** A proposal as a file tells it; days as `YYYY-MM-DD`, body and goals by key. */
export interface FiledProposal {
  body: string;
  title: string;
  drafted: string;
  text: string;
  background: string | null;
  visibility: string;
  goals: string[];
}

/** An organisation's word as a file tells it. */
export interface FiledPosition {
  organisation: string;
  stance: Stance;
  text: string | null;
  stated: string;
}

/** Drafts a proposal as it was drafted then, and links the goals that it serves. @returns its id */
export async function placeProposal(
  client: ClientBase,
  networkId: string,
  proposal: FiledProposal,
  authorId: string,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO proposals_proposal (network_id, body_id, title, text, background, visibility, author_id, created_at)
     SELECT $1, b.id, $3, $4, $5, $6, $7, $8::date FROM bodies_body b WHERE b.network_id = $1 AND b.key = $2 RETURNING id`,
    [
      networkId,
      proposal.body,
      proposal.title,
      proposal.text,
      proposal.background,
      proposal.visibility,
      authorId,
      proposal.drafted,
    ],
  );
  const { id } = rows[0]!;
  await client.query(
    `INSERT INTO proposals_goal (network_id, proposal_id, goal_id) SELECT $1, $2, g.id FROM strategies_goal g
     WHERE g.network_id = $1 AND g.key = ANY ($3)`,
    [networkId, id, proposal.goals],
  );
  return id;
}

/** Places it on an agenda, as its item stands there. */
export async function placeOnAgenda(
  client: ClientBase,
  networkId: string,
  id: string,
  at: { meetingId: string; itemId: string },
): Promise<void> {
  await client.query(
    `UPDATE proposals_proposal SET state = 'on-agenda', meeting_id = $3, item_id = $4, version = version + 1 WHERE network_id = $1 AND id = $2`,
    [networkId, id, at.meetingId, at.itemId],
  );
}

/** A referral of the past was made when it was decided. */
export async function dateReferral(client: ClientBase, networkId: string, id: string, at: string): Promise<void> {
  await client.query(
    "UPDATE proposals_consideration SET asked_at = $3 WHERE network_id = $1 AND proposal_id = $2 AND state = 'waiting'",
    [networkId, id, at],
  );
}

/** Places one that was referred on an agenda of the body that has it. */
export async function placeBeforeOthers(
  client: ClientBase,
  networkId: string,
  id: string,
  at: { meetingId: string; itemId: string; bodyId: string },
): Promise<void> {
  await client.query(
    `UPDATE proposals_consideration SET state = 'on-agenda', meeting_id = $4, item_id = $5, version = version + 1
     WHERE network_id = $1 AND proposal_id = $2 AND body_id = $3 AND state = 'waiting'`,
    [networkId, id, at.bodyId, at.meetingId, at.itemId],
  );
}

/** What an organisation said then. */
export async function placePosition(
  client: ClientBase,
  networkId: string,
  proposalId: string,
  position: FiledPosition & { personId: string },
): Promise<void> {
  await client.query(
    `INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, text, on_version, stated_by, stated_at)
     SELECT $1, $2, o.id, 1 + (SELECT count(*) FROM proposals_position x WHERE x.network_id = $1 AND x.proposal_id = $2 AND x.organisation_id = o.id),
       $4, $5, (SELECT version FROM proposals_proposal WHERE network_id = $1 AND id = $2), $6, $7::date + time '12:00'
     FROM organisations_organisation o WHERE o.network_id = $1 AND o.key = $3`,
    [networkId, proposalId, position.organisation, position.stance, position.text, position.personId, position.stated],
  );
}
