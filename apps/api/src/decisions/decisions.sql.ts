import { erasedPerson, erasedWords } from '@torv/shared/kernel';
import { bodyJson } from '../bodies/body-json';
import { organisationJson } from '../organisations/organisation-json';
import { answerRecordJson } from './ratifications.sql';
import { mandateRecordJson } from './mandates-of-decisions.sql';
import { runByReader, changedByJson, changesJson, endedJson, reviewJson } from './chain.sql';
import { followUpJson, followUpJoins } from './follow-ups.sql';
import type { Query } from '../platform/database/query';

/** A decision as a row of a list (`DecisionRow`), over `d` and the joins below. */
export const decisionRowJson = `json_build_object('id', d.id, 'number', d.number, 'title', d.title, 'outcome', d.outcome, 'summary', coalesce(d.summary, '${erasedWords}'),
  'decidedAt', d.decided_at, 'visibility', d.visibility, 'body', ${bodyJson('b')}, 'itemId', d.item_id,
  'responsible', CASE WHEN o.id IS NULL THEN NULL ELSE ${organisationJson('o')} END, 'due', d.due, 'reservations', d.reservations, 'ended', ${endedJson}, 'remit', d.tally->>'remit')`;
export const decisionRowJoins = `JOIN bodies_body b ON b.network_id = d.network_id AND b.id = d.body_id
         LEFT JOIN organisations_organisation o ON o.network_id = d.network_id AND o.id = d.responsible_id`;

/** The hot list without filters: newest first, keyset on time and id. */
export const decisionsOfNetwork = (networkId: string, after: (string | number)[] | null, limit: number): Query => ({
  name: after ? 'decisions-after' : 'decisions-newest',
  text: `SELECT d.id, d.decided_at::text AS decided, ${decisionRowJson}::text AS json
         FROM decisions_decision d ${decisionRowJoins}
         WHERE d.network_id = $1 ${after ? 'AND (d.decided_at, d.id) < ($3::timestamptz, $4::uuid)' : ''}
         ORDER BY d.decided_at DESC, d.id DESC LIMIT $2`,
  values: after ? [networkId, limit + 1, ...after] : [networkId, limit + 1],
});

/** One decision whole (`DecisionView`). */
const decisionWhere = (
  condition: string,
): string => `SELECT json_build_object('id', d.id, 'number', d.number, 'title', d.title, 'outcome', d.outcome, 'summary', coalesce(d.summary, '${erasedWords}'),
           'decidedAt', d.decided_at, 'visibility', d.visibility, 'body', ${bodyJson('b')}, 'text', coalesce(d.text, '${erasedWords}'), 'rationale', coalesce(d.rationale, '${erasedWords}'),
           'proposalId', d.proposal_id, 'meeting', CASE WHEN d.meeting_id IS NULL THEN NULL ELSE json_build_object('id', d.meeting_id, 'title', coalesce(m.title, '')) END,
           'recordedBy', coalesce(d.recorded_as, '${erasedPerson}'), 'positions', d.positions,
           'binds', coalesce((SELECT json_agg(json_build_object('organisation', coalesce(p.word->'organisation', ${organisationJson('bo')}::jsonb), 'reservation',
               CASE WHEN w.standing = 'ratified-reserved' THEN (SELECT a.text FROM decisions_ratification_answer a WHERE a.network_id = w.network_id
                 AND a.decision_id = w.decision_id AND a.organisation_id = w.organisation_id ORDER BY a.revision DESC LIMIT 1)
                 WHEN p.word->>'stance' = 'reserve' THEN p.word->>'text' END) ORDER BY p.n, bo.key)
             FROM decisions_bound w JOIN organisations_organisation bo ON bo.network_id = w.network_id AND bo.id = w.organisation_id
             LEFT JOIN LATERAL jsonb_array_elements(d.positions) WITH ORDINALITY p (word, n) ON p.word->'organisation'->>'id' = w.organisation_id::text
             WHERE w.network_id = d.network_id AND w.decision_id = d.id AND w.binding), '[]'),
           'followUps', coalesce((SELECT json_agg(${followUpJson} ORDER BY f.due, f.id) FROM decisions_follow_up f ${followUpJoins}
             WHERE f.network_id = d.network_id AND f.decision_id = d.id), '[]'),
           'mayFollowUp', ${runByReader}, 'changes', ${changesJson}, 'changedBy', ${changedByJson}, 'review', ${reviewJson},
           'remit', d.tally->>'remit', 'rule', d.rule, 'tally', d.tally, 'byRule', d.by_rule, 'departure', d.departure, 'procedureId', d.procedure_id,
           'referredTo', (SELECT ${bodyJson('rb')} FROM bodies_body rb WHERE rb.network_id = d.network_id AND rb.id = d.referred_to), 'logIndex', l.idx)::text AS json
         FROM decisions_decision d JOIN bodies_body b ON b.network_id = d.network_id AND b.id = d.body_id
         JOIN log_leaf l ON l.network_id = d.network_id AND l.kind = 'decision' AND l.subject_id = d.id
         LEFT JOIN meetings_meeting m ON m.network_id = d.network_id AND m.id = d.meeting_id
         WHERE d.network_id = $1 AND ${condition}`;

export const decisionByNumber = (networkId: string, number: string): Query => ({
  name: 'decision-by-number',
  text: decisionWhere('d.number = $2'),
  values: [networkId, number],
});

/** Decisions whole, as far as the reader may see them, by id. */
export const decisionsByIds = (networkId: string, ids: readonly string[]): Query => ({
  name: 'decisions-by-ids',
  text: decisionWhere('d.id = ANY ($2::uuid[])'),
  values: [networkId, ids],
});

export const decisionById = (networkId: string, id: string): Query => ({
  name: 'decision-by-id',
  text: decisionWhere('d.id = $2'),
  values: [networkId, id],
});

const recordJson = `json_build_object('number', d.number, 'body', b.key, 'meeting', d.meeting_id, 'item', d.item_id, 'proposal', d.proposal_id,
  'title', d.title, 'outcome', d.outcome, 'text', d.text, 'rationale', d.rationale, 'summary', d.summary, 'visibility', d.visibility,
  'decidedAt', to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'recordedBy', d.recorded_as,
  'positions', d.positions, 'followUp', d.follow_up, 'procedure', d.procedure_id, 'rule', d.rule, 'tally', d.tally, 'byRule', d.by_rule,
  'departure', d.departure, 'reviewOn', d.review_on, 'changes', CASE WHEN d.changes_id IS NULL THEN NULL ELSE json_build_object('kind', d.changes_kind, 'number', d.changes_number) END,
  'referredTo', (SELECT t.key FROM bodies_body t WHERE t.network_id = d.network_id AND t.id = d.referred_to), 'ratification', nullif(d.ratification, '[]'))`;

/** The record of a decision as the tables say it now (`DecisionRecord`), with its leaf and what opens it. */
export const recordOfDecision = (networkId: string, number: string): Query => ({
  name: 'record-of-decision',
  text: `SELECT l.idx, l.leaf, s.salts, ${recordJson} AS record
         FROM decisions_decision d JOIN bodies_body b ON b.network_id = d.network_id AND b.id = d.body_id
         JOIN log_leaf l ON l.network_id = d.network_id AND l.kind = 'decision' AND l.subject_id = d.id
         JOIN log_opening s ON s.network_id = l.network_id AND s.idx = l.idx
         WHERE d.network_id = $1 AND d.number = $2`,
  values: [networkId, number],
});

/** The record of a decision that has no leaf yet. */
export const recordOfNewDecision = (networkId: string, id: string): Query => ({
  text: `SELECT ${recordJson} AS record FROM decisions_decision d JOIN bodies_body b ON b.network_id = d.network_id AND b.id = d.body_id
         WHERE d.network_id = $1 AND d.id = $2`,
  values: [networkId, id],
});

/** A leaf with its record and salts where the reader may see what it is of. */
const openedLeaf = `SELECT l.idx, l.leaf, l.leaf_hash, s.salts, s.visibility, CASE WHEN d.id IS NOT NULL THEN to_jsonb(${recordJson}) WHEN k.id IS NOT NULL THEN k.record
           WHEN ra.id IS NOT NULL THEN to_jsonb(${answerRecordJson('ra')}) WHEN md.id IS NOT NULL THEN to_jsonb(${mandateRecordJson('md', 'mdb.key')}) END AS record
         FROM log_leaf l LEFT JOIN log_opening s ON s.network_id = l.network_id AND s.idx = l.idx
         LEFT JOIN decisions_decision d ON d.network_id = l.network_id AND d.id = l.subject_id AND l.kind = 'decision'
         LEFT JOIN bodies_body b ON b.network_id = d.network_id AND b.id = d.body_id
         LEFT JOIN meetings_minutes k ON k.network_id = l.network_id AND k.id = l.subject_id AND l.kind = 'minutes'
         LEFT JOIN decisions_ratification_answer ra ON ra.network_id = l.network_id AND ra.id = l.subject_id AND l.kind = 'ratification'
         LEFT JOIN bodies_mandate md ON md.network_id = l.network_id AND md.id = l.subject_id AND l.kind = 'mandate'
         LEFT JOIN bodies_body mdb ON mdb.network_id = md.network_id AND mdb.id = md.body_id
         WHERE l.network_id = $1`;

/** Every leaf of the log. */
export const wholeLog = (networkId: string): Query => ({
  text: `${openedLeaf} ORDER BY l.idx`,
  values: [networkId],
});

/** One leaf, of whatever kind. */
export const entryOfLog = (networkId: string, index: number): Query => ({
  text: `${openedLeaf} AND l.idx = $2`,
  values: [networkId, index],
});
