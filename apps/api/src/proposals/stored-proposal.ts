import type { Visibility } from '@torv/shared/kernel';
import type { ProposalState } from '@torv/shared/proposals';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';

/** A proposal as rules look at it. */
export interface StoredProposal {
  id: string;
  version: number;
  text_version: number;
  body_id: string;
  title: string;
  text: string;
  state: ProposalState;
  visibility: Visibility;
  author_id: string;
  meeting_id: string | null;
  item_id: string | null;
  /** The actor has been ruled conflicted on it. */
  conflicted: boolean;
}

export const proposalColumns = `id, version, text_version, body_id, title, text, state, visibility, author_id, meeting_id, item_id,
  id IN (SELECT x.subject_id FROM platform_exclusion x) AS conflicted`;

/** @throws Refusal PLATFORM.NOT_FOUND when there is none that the actor may see */
export async function findProposal(work: Work, id: string): Promise<StoredProposal> {
  const found = await work.row<StoredProposal & Record<string, unknown>>({
    text: `SELECT ${proposalColumns} FROM proposals_proposal WHERE network_id = $1 AND id = $2`,
    values: [work.networkId, id],
  });
  if (!found) throw new Refusal(notFound);
  return found;
}
