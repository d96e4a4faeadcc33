import type { BodyRef } from '@torv/shared/bodies';
import type { NewDecision } from '@torv/shared/decisions';
import type { QueryResultRow } from 'pg';
import { bodyJson } from '../bodies/body-json';
import type { Query } from '../platform/database/query';
import type { Work } from '../platform/database/unit-of-work';
import { invalidInput, notFound, Refusal } from '../platform/errors/refusal';
import type { ProposalOnItem } from '../proposals/proposals.sql';
import { referredToItself } from './decisions.refusals';

export const bodyReferredTo = (networkId: string, key: string): Query => ({
  name: 'body-referred-to',
  text: `SELECT ${bodyJson('b')} AS body FROM bodies_body b WHERE b.network_id = $1 AND b.key = $2`,
  values: [networkId, key],
});

/**
 * The body to which the decision refers what it is about, or null. The database asks that body, in the same work.
 *
 * @param found what `bodyReferredTo` found
 * @throws Refusal PLATFORM.INVALID_INPUT when nothing is referred, PLATFORM.NOT_FOUND, DECISIONS.REFERRED_TO_ITSELF
 */
export function referredBody(
  { outcome, referTo }: NewDecision,
  body: BodyRef,
  found: QueryResultRow[] | undefined,
): BodyRef | null {
  if (referTo === undefined) return null;
  if (outcome !== 'referred')
    throw new Refusal(invalidInput, [
      {
        path: 'referTo',
        message: { da: 'Kun det, der oversendes, har en modtager.', en: 'Only what is referred has a receiver.' },
      },
    ]);
  const to = found?.[0]?.['body'] as BodyRef | undefined;
  if (!to)
    throw new Refusal(notFound, [
      {
        path: 'referTo',
        message: { da: `Der er intet forum »${referTo}« her.`, en: `There is no body "${referTo}" here.` },
      },
    ]);
  if (to.id === body.id) throw new Refusal(referredToItself, [{ path: 'referTo', message: referTo }]);
  return to;
}

/** Tells the body that a proposal was referred to it. */
export function tellReferral(work: Work, proposal: ProposalOnItem | undefined, to: BodyRef | null): void {
  if (!proposal || !to) return;
  work.tell({
    kind: 'proposals.referred',
    subjectKind: 'proposal',
    subjectId: proposal.id,
    visibility: proposal.visibility,
    bodyId: to.id,
    word: 'referred',
  });
}

/** The request of another body that stands on an item, whose proposal is then that body's. */
export const considerationOnItem = (networkId: string, itemId: string): Query => ({
  name: 'consideration-on-item',
  text: `SELECT proposal_id, asked_by, visibility FROM proposals_consideration
         WHERE network_id = $1 AND item_id = $2 AND state = 'on-agenda'`,
  values: [networkId, itemId],
});

/**
 * Tells the body that had asked what came of it.
 *
 * @param found what `considerationOnItem` found
 */
export function tellReturn(work: Work, found: QueryResultRow[], outcome: NewDecision['outcome']): void {
  const asked = found[0] as
    { proposal_id: string; asked_by: string; visibility: ProposalOnItem['visibility'] } | undefined;
  if (!asked || outcome === 'postponed') return;
  work.tell({
    kind: 'proposals.returned',
    subjectKind: 'proposal',
    subjectId: asked.proposal_id,
    visibility: asked.visibility,
    bodyId: asked.asked_by,
    word: outcome,
  });
}
