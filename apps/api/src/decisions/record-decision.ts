import { Injectable } from '@nestjs/common';
import { settles, type DecisionRecord, type DecisionView, type NewDecision } from '@torv/shared/decisions';
import type { QuorumView } from '@torv/shared/meetings';
import type { QueryResultRow } from 'pg';
import { VerifiableLog } from '../log/verifiable-log';
import { conflicted } from '../meetings/meetings.refusals';
import { quorumForItem } from '../meetings/meetings.sql';
import type { Query } from '../platform/database/query';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { proposalOnItem, returnProposal, settleProposal, type ProposalOnItem } from '../proposals/proposals.sql';
import { asksOfCarrying, carriedOut, chainAsMade, followUpAsMade, tellOfEarlier } from './carry-out-decision';
import { mayRecord } from './decisions.policy';
import {
  alreadyDecided,
  mayNotRecord,
  meetingNotOpen,
  moreVisible,
  notForDecision,
  quorumMissing,
  textMissing,
} from './decisions.refusals';
import { itemForDeciding, keepDecision, keepFollowUp, takeNumber, type ItemForDeciding } from './keep-decision.sql';
import { askedByRecord, whomToAsk } from './ask-ratification';
import { enterDecision } from './enter-decision';
import { bodyReferredTo, considerationOnItem, referredBody, tellReferral, tellReturn } from './refer-decision';
import { ruleOnRecord, sittingIn, sittingOnItem } from './tally-of-item';
import { keepWordsOfPresence, reasonsOf, wordsOfRecord } from './take-no-objections';

/**
 * Records a body's decision for good: the row, its follow-up, its leaf in the log and the event, in one unit of work.
 * What the rules look at is asked for with the work's opening; what they allow is written in one packet with the
 * commit, so that the locks on the body's number and the network's counter are held for no one's thinking.
 */
@Injectable()
export class RecordDecision {
  constructor(private readonly log: VerifiableLog) {}

  /** What the rules look at, for `record`. */
  asks(networkId: string, decision: NewDecision): Query[] {
    const { meetingId, itemId, referTo } = decision;
    return [
      itemForDeciding(networkId, meetingId, itemId),
      quorumForItem(networkId, meetingId, itemId),
      proposalOnItem(networkId, itemId),
      sittingOnItem(networkId, meetingId, itemId),
      considerationOnItem(networkId, itemId),
      whomToAsk(networkId, decision),
      ...asksOfCarrying(networkId, decision),
      ...(referTo ? [bodyReferredTo(networkId, referTo)] : []),
    ];
  }

  /**
   * @param version the meeting's version that the chair has read
   * @param take given the decision, as its page shows it, once it is recorded
   * @returns the decision's id; its number is `<body>-<year>-<n>`, without gaps in a body's year
   */
  async record(
    work: Work,
    version: number,
    decision: NewDecision,
    take: (view: DecisionView) => void,
  ): Promise<string> {
    const { networkId } = work;
    const [items, quorums, proposals, sittings, considered, toAsk, ...found] = work.opened;
    const item = itemThatMayBeDecided(work, version, decision, items!, quorums!);
    const proposal = proposals![0] as ProposalOnItem | undefined;
    const own = decision.noObjections ? (item.text ?? item.title) : undefined;
    const text = decision.text ?? proposal?.text ?? own;
    if (text === undefined)
      throw new Refusal(textMissing, [
        { path: 'text', message: { da: 'Hvad der er besluttet.', en: 'What was decided.' } },
      ]);
    const referredTo = referredBody(decision, item.body, work.opened.at(-1));
    const carrying = carriedOut(found, decision, item);
    const [first] = carrying.followUps;
    const sitting = item.kind === 'decision' ? sittingIn(sittings!) : null;
    const positions = wordsOfRecord(decision, sitting, proposal?.positions ?? []);
    const record: DecisionRecord = {
      ...ruleOnRecord(sitting, positions, decision),
      number: '',
      body: item.body.key,
      meeting: decision.meetingId,
      item: decision.itemId,
      proposal: proposal?.id ?? null,
      title: item.title,
      outcome: decision.outcome,
      text,
      ...reasonsOf(decision, text, item.language),
      visibility: decision.visibility,
      decidedAt: new Date().toISOString(),
      recordedBy: item.my_name,
      positions,
      followUp: first ? { organisation: first.organisation, task: first.task, due: first.due } : null,
      procedure: null,
      reviewOn: carrying.reviewOn,
      changes: carrying.changes && { kind: carrying.changes.kind, number: carrying.changes.number },
      referredTo: referredTo?.key ?? null,
      ratification: askedByRecord(decision, toAsk!),
    };
    const { id } = item;
    const view = { ...viewOf(record, item), ...chainAsMade(carrying, item), referredTo };
    work.atTheEnd(takeNumber(networkId, item));
    if (decision.noObjections && proposal)
      work.atTheEnd(keepWordsOfPresence(networkId, decision.meetingId, decision.itemId));
    work.atTheEnd(keepDecision(work.actor, item, record, first?.responsible.id ?? null), (row) => {
      view.number = row['number'] as string;
      view.decidedAt = row['decided'] as string;
    });
    for (const followUp of carrying.followUps)
      work.atTheEnd(keepFollowUp(networkId, id, followUp.responsible.id, followUp), (row) =>
        view.followUps.push(followUpAsMade(view, row, followUp)),
      );
    // What is referred to a body of the network is settled by no one yet; what is postponed is open again.
    if (proposal && !referredTo)
      work.atTheEnd((decision.outcome === 'postponed' ? returnProposal : settleProposal)(networkId, proposal.id));
    tellReferral(work, proposal, referredTo);
    tellReturn(work, considered!, decision.outcome);
    enterDecision(work, this.log, { id, bodyId: item.body.id }, record, (index) => take({ ...view, logIndex: index }));
    tellOfEarlier(work, carrying);
    return id;
  }
}

function itemThatMayBeDecided(
  work: Work,
  version: number,
  decision: NewDecision,
  items: QueryResultRow[],
  quorums: QueryResultRow[],
): ItemForDeciding {
  const item = items[0] as ItemForDeciding | undefined;
  if (!item) throw new Refusal(notFound, [{ path: 'itemId', message: 'There is no such item on that meeting.' }]);
  if (!mayRecord(work.actor, item.body.id)) throw new Refusal(mayNotRecord);
  if (item.conflicted) throw new Refusal(conflicted);
  if (item.state !== 'open') throw new Refusal(meetingNotOpen);
  if (item.decided) throw new Refusal(alreadyDecided);
  if (item.version !== version) throw new Refusal(versionStale);
  if (item.closed && decision.visibility !== 'closed')
    throw new Refusal(moreVisible, [{ path: 'visibility', message: { da: 'Vælg »Lukket«.', en: 'Choose “Closed”.' } }]);
  if (!settles(decision.outcome)) return item;
  if (item.kind !== 'decision')
    throw new Refusal(notForDecision, [
      { path: 'outcome', message: { da: 'Drøftet eller taget til efterretning.', en: 'Discussed or noted.' } },
    ]);
  const { quorum } = quorums[0] as { quorum: QuorumView };
  if (!quorum.met) {
    const sectors = quorum.missingSectors.length > 0 ? `; missing: ${quorum.missingSectors.join(', ')}` : '';
    throw new Refusal(quorumMissing, [
      { path: 'meetingId', message: `${quorum.present} of ${quorum.needed} organisations present${sectors}` },
    ]);
  }
  return item;
}

/** What was written, as `decisionByNumber` would read it; what only the database knows is filled in as it comes. */
function viewOf(
  record: DecisionRecord,
  item: ItemForDeciding,
): Omit<DecisionView, keyof ReturnType<typeof chainAsMade>> {
  const binding = record.outcome === 'adopted' ? ['endorse', 'reserve'] : [];
  const awaited = new Set(record.ratification?.map((one) => one['organisation']));
  return {
    id: item.id,
    number: '',
    title: record.title,
    outcome: record.outcome as DecisionView['outcome'],
    summary: record.summary,
    decidedAt: record.decidedAt,
    visibility: record.visibility as DecisionView['visibility'],
    body: item.body,
    text: record.text,
    rationale: record.rationale,
    proposalId: record.proposal,
    meeting: record.meeting === null ? null : { id: record.meeting, title: item.meeting_title },
    recordedBy: record.recordedBy,
    positions: record.positions,
    binds: record.positions
      .filter(({ organisation, stance }) => binding.includes(stance) && !awaited.has(organisation.key))
      .map(({ organisation, stance, text }) => ({ organisation, reservation: stance === 'reserve' ? text : null })),
    followUps: [],
    remit: record.tally?.remit ?? null,
    rule: record.rule as DecisionView['rule'],
    tally: record.tally,
    byRule: record.byRule as DecisionView['byRule'],
    departure: record.departure,
    procedureId: null,
    referredTo: null,
    logIndex: 0,
  };
}
