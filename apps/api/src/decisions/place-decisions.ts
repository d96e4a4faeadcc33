import type { DecisionRecord, Outcome, RatificationAnswer } from '@torv/shared/decisions';
import { commitFields, leafText, type LeafKind } from '@torv/shared/log';
import type { ClientBase } from 'pg';
import { proposalOnItem, returnProposal, settleProposal, type ProposalOnItem } from '../proposals/proposals.sql';
import { askedJson } from './ask-ratification';
import { recordOfNewDecision } from './decisions.sql';
import { recordOfAnswer } from './ratifications.sql';
import {
  itemForDeciding,
  keepDecision,
  keepFollowUp,
  organisationByKey,
  takeNumber,
  type ItemForDeciding,
} from './keep-decision.sql';
import { ruleOnRecord, sittingIn } from './tally-of-item';

/** A decision as a file tells it; days as `YYYY-MM-DD`, what it changes by that decision's key in the file. */
export interface FiledDecision {
  outcome: Outcome;
  text: string | null;
  rationale: string;
  summary: string;
  visibility: string | null;
  follow_up: { organisation: string; task: string; due: string; done: string | null } | null;
  review_on: string | null;
  /** Key of the body that it was referred to. */
  refer_to: string | null;
  ratification: FiledRatification[];
  changes: { kind: string; decision: string } | null;
  /** Why another outcome was recorded than the mandate's rule gives. */
  departure?: string | null;
}

/** Whom a decision asks to adopt it for themselves, and what they said since. */
export interface FiledRatification {
  organisation: string;
  instance: string | null;
  by: string;
  answer: { answer: RatificationAnswer; text: string | null; on: string; personId: string } | null;
}

/** Where and by whom it was made; times as SQL reads them. */
export interface MadeAt {
  networkId: string;
  meetingId: string;
  itemId: string;
  /** RFC 3339, UTC, milliseconds. */
  decidedAt: string;
  year: number;
  visibility: string;
  recordedBy: { id: string; name: string };
}

/** How the body sat on the item, for the owner of the tables, who plays a course. */
const sittingThen = ({ networkId, meetingId, itemId }: MadeAt) => ({
  text: 'SELECT s.sitting FROM decisions_sitting_of_item($1, $2, $3) AS s (sitting) WHERE s.sitting IS NOT NULL',
  values: [networkId, meetingId, itemId],
});

/**
 * Places a decision of the past by the very statements that record one today, guards and all, and seals it.
 *
 * @param numberOf the number of an earlier decision of the course, by its key
 * @returns its number
 */
export async function placeDecision(
  client: ClientBase,
  at: MadeAt,
  decision: FiledDecision,
  numberOf: (key: string) => string,
): Promise<string> {
  const { networkId } = at;
  const item = (await client.query<ItemForDeciding>(itemForDeciding(networkId, at.meetingId, at.itemId))).rows[0]!;
  const proposal = (await client.query(proposalOnItem(networkId, at.itemId))).rows[0] as ProposalOnItem | undefined;
  const followUp = decision.follow_up && {
    organisation: decision.follow_up.organisation,
    task: decision.follow_up.task,
    due: decision.follow_up.due,
  };
  const responsible = followUp
    ? (
        (await client.query(organisationByKey(networkId, followUp.organisation))).rows[0] as {
          organisation: { id: string };
        }
      ).organisation.id
    : null;
  const asked = await askedThen(client, networkId, decision.ratification);
  const sitting = item.kind === 'decision' ? sittingIn((await client.query(sittingThen(at))).rows) : null;
  const record: DecisionRecord = {
    ...ruleOnRecord(sitting, proposal?.positions ?? [], {
      outcome: decision.outcome,
      departure: decision.departure ?? undefined,
    }),
    number: '',
    body: item.body.key,
    meeting: at.meetingId,
    item: at.itemId,
    proposal: proposal?.id ?? null,
    title: item.title,
    outcome: decision.outcome,
    text: decision.text ?? proposal?.text ?? '',
    rationale: decision.rationale,
    summary: decision.summary,
    visibility: decision.visibility ?? at.visibility,
    decidedAt: at.decidedAt,
    recordedBy: at.recordedBy.name,
    positions: proposal?.positions ?? [],
    followUp,
    procedure: null,
    reviewOn: decision.review_on,
    changes: decision.changes && { kind: decision.changes.kind, number: numberOf(decision.changes.decision) },
    referredTo: decision.refer_to,
    ratification: asked,
  };
  const then = { ...item, year: at.year };
  await client.query(takeNumber(networkId, then));
  const kept = await client.query<{ number: string }>(
    keepDecision({ networkId, personId: at.recordedBy.id }, then, record, responsible),
  );
  if (followUp) {
    const { rows } = await client.query<{ id: string }>(keepFollowUp(networkId, item.id, responsible!, followUp));
    if (decision.follow_up!.done)
      await client.query(
        `UPDATE decisions_follow_up SET state = 'done', done_note = $3, done_by = $4, done_at = now(), version = version + 1
         WHERE network_id = $1 AND id = $2`,
        [networkId, rows[0]!.id, decision.follow_up!.done, at.recordedBy.id],
      );
  }
  if (proposal && decision.refer_to === null)
    await client.query((decision.outcome === 'postponed' ? returnProposal : settleProposal)(networkId, proposal.id));
  const sealed = await client.query<{ record: Record<string, unknown> }>(recordOfNewDecision(networkId, item.id));
  await sealPlaced(client, networkId, {
    kind: 'decision',
    subjectId: item.id,
    at: at.decidedAt,
    record: sealed.rows[0]!.record,
    visibility: record.visibility,
    bodyId: item.body.id,
  });
  await placeAnswers(client, networkId, item.id, decision.ratification, record.visibility, item.body.id);
  return kept.rows[0]!.number;
}

/** Whom the record asks, as organisations and instances are called; null when nobody. */
async function askedThen(
  client: ClientBase,
  networkId: string,
  filed: FiledRatification[],
): Promise<Record<string, unknown>[] | null> {
  if (filed.length === 0) return null;
  const { rows } = await client.query<{ asked: Record<string, unknown>[] }>(
    `SELECT jsonb_agg(${askedJson("x.asked->>'by'")} ORDER BY x.n) AS asked
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY x (asked, n)
     JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.asked->>'organisation'
     LEFT JOIN organisations_instance i ON i.network_id = o.network_id AND i.organisation_id = o.id AND i.name = x.asked->>'instance'`,
    [networkId, JSON.stringify(filed)],
  );
  return rows[0]!.asked;
}

/** What those who were asked have answered since, each an entry of the log. */
async function placeAnswers(
  client: ClientBase,
  networkId: string,
  decisionId: string,
  filed: FiledRatification[],
  visibility: string,
  bodyId: string,
): Promise<void> {
  for (const { organisation, answer } of filed) {
    if (!answer) continue;
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO decisions_ratification_answer (network_id, ratification_id, decision_id, organisation_id, answer, text, decided_on, stated_by, stated_at)
       SELECT r.network_id, r.id, r.decision_id, r.organisation_id, $4, $5, $6::date, $7, $6::date + time '18:00'
       FROM decisions_ratification r JOIN organisations_organisation o ON o.network_id = r.network_id AND o.id = r.organisation_id
       WHERE r.network_id = $1 AND r.decision_id = $2 AND o.key = $3 RETURNING id`,
      [networkId, decisionId, organisation, answer.answer, answer.text, answer.on, answer.personId],
    );
    const { id } = rows[0]!;
    const sealed = await client.query<{ record: Record<string, unknown> }>(recordOfAnswer(networkId, id));
    const { record } = sealed.rows[0]!;
    const at = record['statedAt'] as string;
    await sealPlaced(client, networkId, { kind: 'ratification', subjectId: id, at, record, visibility, bodyId });
  }
}

/** Appends the leaf of a record that was placed from a file. */
export async function sealPlaced(
  client: ClientBase,
  networkId: string,
  it: {
    kind: LeafKind;
    subjectId: string;
    at: string;
    record: Readonly<Record<string, unknown>>;
    visibility: string;
    bodyId: string;
  },
): Promise<void> {
  const { fields, salts } = commitFields(it.record);
  const leaf = leafText({ v: 1, kind: it.kind, subject: it.subjectId, at: it.at, fields });
  const { kind, subjectId, visibility, bodyId } = it;
  await client.query('SELECT log_append($1, $2)', [
    networkId,
    JSON.stringify([{ kind, subjectId, leaf, salts, visibility, bodyId }]),
  ]);
}
