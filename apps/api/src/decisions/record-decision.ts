import { Injectable } from '@nestjs/common';
import {
  decisionRecordFields,
  type DecisionRecord,
  type NewDecision,
  type StandingPosition,
} from '@torv/shared/decisions';
import { sitsAs } from '@torv/shared/kernel';
import type { QuorumView } from '@torv/shared/meetings';
import { VerifiableLog } from '../log/verifiable-log';
import { quorumOfMeeting } from '../meetings/meetings.sql';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { Proposals } from '../proposals/proposals';
import { standingPositions } from '../proposals/proposals.sql';
import {
  alreadyDecided,
  mayNotRecord,
  meetingNotOpen,
  moreVisible,
  notForDecision,
  quorumMissing,
  textMissing,
} from './decisions.refusals';

interface ItemOfMeeting {
  version: number;
  state: string;
  body_id: string;
  body_key: string;
  title: string;
  kind: string;
  decided: boolean;
  /** The meeting or the item itself is closed. */
  closed: boolean;
  year: number;
}

/** Outcomes that settle something, and so need an item for decision and a quorum. */
const settling = ['adopted', 'rejected'];

/** Records a body's decision for good: the row, its follow-up, its leaf in the log and the event, in one unit of work. */
@Injectable()
export class RecordDecision {
  constructor(
    private readonly proposals: Proposals,
    private readonly log: VerifiableLog,
  ) {}

  /**
   * @param version the meeting's version that the chair has read
   * @returns the decision's number, `<body>-<year>-<n>`, without gaps in a body's year
   */
  async record(work: Work, version: number, decision: NewDecision): Promise<string> {
    const { networkId } = work;
    const item = await this.itemForDeciding(work, version, decision);
    const proposal = await this.proposals.onItem(work, decision.itemId);
    const text = decision.text ?? proposal?.text;
    if (text === undefined) throw new Refusal(textMissing, [{ path: 'text', message: 'What was decided.' }]);
    const responsible = decision.followUp ? await this.organisation(work, decision.followUp.organisation) : null;
    const [standing, series, me] = await work.together(
      proposal ? standingPositions(networkId, proposal.id) : { text: 'SELECT 1 WHERE false' },
      {
        name: 'take-number',
        text: `INSERT INTO decisions_series (network_id, body_id, year, last) VALUES ($1, $2, $3, 1)
               ON CONFLICT (network_id, body_id, year) DO UPDATE SET last = decisions_series.last + 1 RETURNING last`,
        values: [networkId, item.body_id, item.year],
      },
      { name: 'my-name', text: 'SELECT name, uuidv7() AS id FROM identity_person WHERE id = platform_actor()' },
    );
    const positions = (standing ?? []).map((row) => row['position'] as StandingPosition);
    const id = me![0]!['id'] as string;
    const record: DecisionRecord = {
      number: `${item.body_key}-${item.year}-${series![0]!['last'] as number}`,
      body: item.body_key,
      meeting: decision.meetingId,
      item: decision.itemId,
      proposal: proposal?.id ?? null,
      title: item.title,
      outcome: decision.outcome,
      text,
      rationale: decision.rationale,
      summary: decision.summary,
      visibility: decision.visibility,
      decidedAt: new Date().toISOString(),
      recordedBy: me![0]!['name'] as string,
      positions,
      followUp: decision.followUp ?? null,
    };
    await this.keep(work, id, item.body_id, record, responsible);
    if (proposal && decision.outcome !== 'postponed') await this.proposals.settle(work, proposal.id);
    this.log.seal(work, {
      kind: 'decision',
      subjectId: id,
      at: record.decidedAt,
      record: Object.fromEntries(decisionRecordFields.map((field) => [field, record[field]])),
      visibility: decision.visibility,
      bodyId: item.body_id,
    });
    work.tell({
      kind: 'decisions.recorded',
      subjectKind: 'decision',
      subjectId: id,
      word: decision.outcome,
      visibility: decision.visibility,
      bodyId: item.body_id,
    });
    return record.number;
  }

  private async itemForDeciding(work: Work, version: number, decision: NewDecision): Promise<ItemOfMeeting> {
    const item = await work.row<ItemOfMeeting>({
      name: 'item-for-deciding',
      text: `SELECT m.version, m.state, m.body_id, b.key AS body_key, i.title, i.kind, 'closed' IN (m.visibility, i.visibility) AS closed,
               EXISTS (SELECT FROM decisions_decision d WHERE d.network_id = i.network_id AND d.item_id = i.id) AS decided,
               extract(year FROM now() AT TIME ZONE n.timezone)::int AS year
             FROM meetings_item i JOIN meetings_meeting m ON m.network_id = i.network_id AND m.id = i.meeting_id
             JOIN bodies_body b ON b.network_id = m.network_id AND b.id = m.body_id JOIN places_network n ON n.id = m.network_id
             WHERE i.network_id = $1 AND i.meeting_id = $2 AND i.id = $3`,
      values: [work.networkId, decision.meetingId, decision.itemId],
    });
    if (!item) throw new Refusal(notFound, [{ path: 'itemId', message: 'There is no such item on that meeting.' }]);
    if (!sitsAs(work.actor, item.body_id, 'chair', 'vice-chair')) throw new Refusal(mayNotRecord);
    if (item.state !== 'open') throw new Refusal(meetingNotOpen);
    if (item.decided) throw new Refusal(alreadyDecided);
    if (item.version !== version) throw new Refusal(versionStale);
    if (item.closed && decision.visibility !== 'closed')
      throw new Refusal(moreVisible, [{ path: 'visibility', message: 'closed' }]);
    if (!settling.includes(decision.outcome)) return item;
    if (item.kind !== 'decision')
      throw new Refusal(notForDecision, [{ path: 'outcome', message: 'discussed or noted' }]);
    const { quorum } = (await work.row<{ quorum: QuorumView }>(quorumOfMeeting(work.networkId, decision.meetingId)))!;
    if (!quorum.met) {
      const sectors = quorum.missingSectors.length > 0 ? `; missing: ${quorum.missingSectors.join(', ')}` : '';
      throw new Refusal(quorumMissing, [
        { path: 'meetingId', message: `${quorum.present} of ${quorum.needed} organisations present${sectors}` },
      ]);
    }
    return item;
  }

  private async keep(
    work: Work,
    id: string,
    bodyId: string,
    record: DecisionRecord,
    responsibleId: string | null,
  ): Promise<void> {
    const { networkId } = work;
    const reservations = record.positions.filter((position) => position.stance === 'reserve').length;
    const row = {
      name: 'keep-decision',
      text: `INSERT INTO decisions_decision (network_id, id, number, body_id, meeting_id, item_id, proposal_id, title, outcome, text, rationale,
               summary, visibility, positions, reservations, follow_up, responsible_id, due, decided_at, recorded_by, recorded_as)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
      values: [
        networkId,
        id,
        record.number,
        bodyId,
        record.meeting,
        record.item,
        record.proposal,
        record.title,
        record.outcome,
        record.text,
        record.rationale,
        record.summary,
        record.visibility,
        JSON.stringify(record.positions),
        reservations,
        record.followUp ? JSON.stringify(record.followUp) : null,
        responsibleId,
        record.followUp?.due ?? null,
        record.decidedAt,
        work.actor.personId,
        record.recordedBy,
      ],
    };
    const followUp = record.followUp && {
      name: 'keep-follow-up',
      text: 'INSERT INTO decisions_follow_up (network_id, decision_id, organisation_id, task, due) VALUES ($1, $2, $3, $4, $5)',
      values: [networkId, id, responsibleId, record.followUp.task, record.followUp.due],
    };
    await work.together(row, ...(followUp ? [followUp] : []));
  }

  private async organisation(work: Work, key: string): Promise<string> {
    const found = await work.row<{ id: string }>({
      text: 'SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = $2',
      values: [work.networkId, key],
    });
    if (!found)
      throw new Refusal(notFound, [
        { path: 'followUp.organisation', message: `There is no organisation "${key}" here.` },
      ]);
    return found.id;
  }
}
