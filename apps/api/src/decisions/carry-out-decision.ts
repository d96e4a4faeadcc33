import type { ChainLink, DecisionView, NewDecision, NewFollowUp } from '@torv/shared/decisions';
import type { OrganisationRef } from '@torv/shared/organisations';
import type { QueryResultRow } from 'pg';
import type { Query } from '../platform/database/query';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { daysAhead, earlierDecision, type EarlierDecision } from './chain.sql';
import {
  changesOfOthers,
  changesWhatWasNotAdopted,
  noLongerStands,
  notOfOrganisation,
  reviewTooEarly,
} from './decisions.refusals';
import { whoFollowsUp } from './follow-ups.sql';
import type { ItemForDeciding } from './keep-decision.sql';

/** A follow-up with whom its keys stand for. */
export interface AgreedFollowUp extends NewFollowUp {
  responsible: OrganisationRef;
  name: string | null;
}

/** What follows from a decision: who does what, when it is looked at again, which earlier one it changes. */
export interface Carrying {
  followUps: AgreedFollowUp[];
  reviewOn: string | null;
  changes: (ChainLink & { earlier: EarlierDecision }) | null;
}

const followUpsIn = ({ followUp, followUps }: NewDecision): NewFollowUp[] => [
  ...(followUp ? [followUp] : []),
  ...(followUps ?? []),
];

/** What `carriedOut` looks at, in its order. */
export function asksOfCarrying(networkId: string, decision: NewDecision): Query[] {
  const { changes, meetingId } = decision;
  return [
    ...followUpsIn(decision).map((one) => whoFollowsUp(networkId, one.organisation, one.person ?? null)),
    ...(changes ? [earlierDecision(networkId, changes.number, meetingId)] : []),
  ];
}

/**
 * @param found what `asksOfCarrying` found
 * @throws Refusal PLATFORM.NOT_FOUND naming the organisation or the earlier decision, DECISIONS.NOT_OF_ORGANISATION,
 * DECISIONS.REVIEW_TOO_EARLY, DECISIONS.CHANGES_WHAT_WAS_NOT_ADOPTED, DECISIONS.CHANGES_OF_OTHERS, DECISIONS.NO_LONGER_STANDS
 */
export function carriedOut(found: QueryResultRow[][], decision: NewDecision, item: ItemForDeciding): Carrying {
  const asked = followUpsIn(decision);
  const followUps = asked.map((one, n) => {
    const path = decision.followUp ? (n === 0 ? 'followUp' : `followUps.${n - 1}`) : `followUps.${n}`;
    return agreed(found[n]![0], one, `${path}.`);
  });
  const { changes, reviewOn } = decision;
  if (reviewOn !== undefined && (decision.outcome !== 'adopted' || reviewOn <= item.today))
    throw new Refusal(reviewTooEarly, [
      { path: 'reviewOn', message: { da: 'En dag efter i dag.', en: 'A day after today.' } },
    ]);
  return {
    followUps,
    reviewOn: reviewOn ?? null,
    changes: changes ? changed(found[asked.length]![0] as EarlierDecision | undefined, decision) : null,
  };
}

/** @throws Refusal PLATFORM.NOT_FOUND, DECISIONS.NOT_OF_ORGANISATION */
export function agreed(row: QueryResultRow | undefined, asked: NewFollowUp, under = ''): AgreedFollowUp {
  const responsible = row?.['organisation'] as OrganisationRef | undefined;
  const key = asked.organisation;
  if (!responsible)
    throw new Refusal(notFound, [
      {
        path: `${under}organisation`,
        message: { da: `Der er ingen organisation »${key}« her.`, en: `There is no organisation "${key}" here.` },
      },
    ]);
  const name = (row!['person'] as string | null) ?? null;
  if (asked.person !== undefined && name === null)
    throw new Refusal(notOfOrganisation, [{ path: `${under}person`, message: notOfOrganisation.sentence }]);
  return { ...asked, responsible, name };
}

function changed(
  earlier: EarlierDecision | undefined,
  { changes, outcome }: NewDecision,
): NonNullable<Carrying['changes']> {
  const at = (refusal: typeof notFound) =>
    new Refusal(refusal, [{ path: 'changes.number', message: refusal.sentence }]);
  if (!earlier) throw at(notFound);
  if (outcome !== 'adopted' || earlier.outcome !== 'adopted') throw at(changesWhatWasNotAdopted);
  if (!earlier.ours) throw at(changesOfOthers);
  if (earlier.ended) throw at(noLongerStands);
  return {
    kind: changes!.kind,
    number: earlier.number,
    title: earlier.title,
    decidedAt: earlier.decided_at,
    earlier,
  };
}

/** Tells of the earlier decision what became of it. */
export function tellOfEarlier(work: Work, { changes }: Carrying): void {
  if (!changes) return;
  const { kind, earlier } = changes;
  work.tell({
    kind: kind === 'confirms' ? 'decisions.reviewed' : 'decisions.superseded',
    subjectKind: 'decision',
    subjectId: earlier.id,
    word: kind,
    visibility: earlier.visibility,
    bodyId: earlier.body_id,
  });
}

/** The decisions around one that was just made, and its review, as its page shows them. */
export function chainAsMade({ changes, reviewOn }: Carrying, item: ItemForDeciding) {
  const soon = reviewOn !== null && Date.parse(reviewOn) - Date.parse(item.today) <= daysAhead * 86_400_000;
  return {
    mayFollowUp: true,
    changes: changes && {
      kind: changes.kind,
      number: changes.number,
      title: changes.title,
      decidedAt: changes.decidedAt,
    },
    changedBy: [],
    review: reviewOn === null ? null : { on: reviewOn, waiting: true, soon, placed: null, mayPlace: true },
  };
}

/** A follow-up as its decision's page shows it to the chair who has just recorded it. */
export function followUpAsMade(
  { number, title }: DecisionView,
  row: QueryResultRow,
  { task, due, responsible: organisation, person, name }: AgreedFollowUp,
): DecisionView['followUps'][number] {
  return {
    id: row['id'] as string,
    version: 1,
    task,
    due,
    overdue: row['overdue'] as boolean,
    state: 'owed',
    doneNote: null,
    doneLink: null,
    organisation,
    person: person === undefined || name === null ? null : { id: person, name },
    decision: { number, title },
    notes: [],
    mayFinish: true,
    mayPutOff: true,
    ours: row['ours'] as boolean,
  };
}
