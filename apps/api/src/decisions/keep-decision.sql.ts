import type { BodyRef } from '@torv/shared/bodies';
import type { DecisionRecord } from '@torv/shared/decisions';
import type { Actor, Language } from '@torv/shared/kernel';
import { bodyJson } from '../bodies/body-json';
import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';

/** An item as the rules of recording look at it, and what its decision will be made with. */
export interface ItemForDeciding {
  version: number;
  state: string;
  body: BodyRef;
  meeting_title: string;
  title: string;
  text: string | null;
  kind: string;
  decided: boolean;
  /** The meeting or the item itself is closed. */
  closed: boolean;
  /** The actor has been ruled conflicted on it. */
  conflicted: boolean;
  year: number;
  /** In the network's zone. */
  today: string;
  /** The decision's, if there will be one. */
  id: string;
  my_name: string;
  /** The network's first. */
  language: Language;
}

export const itemForDeciding = (networkId: string, meetingId: string, itemId: string): Query => ({
  name: 'item-for-deciding',
  text: `SELECT m.version, m.state, ${bodyJson('b')} AS body, m.title AS meeting_title, i.title, i.text, i.kind,
           'closed' IN (m.visibility, i.visibility) AS closed, i.id IN (SELECT x.subject_id FROM platform_exclusion x) AS conflicted,
           EXISTS (SELECT FROM decisions_decision d WHERE d.network_id = i.network_id AND d.item_id = i.id) AS decided,
           extract(year FROM now() AT TIME ZONE n.timezone)::int AS year, (now() AT TIME ZONE n.timezone)::date::text AS today, uuidv7() AS id, coalesce(n.languages[1], 'da') AS language,
           (SELECT p.name FROM identity_person p WHERE p.id = platform_actor()) AS my_name
         FROM meetings_item i JOIN meetings_meeting m ON m.network_id = i.network_id AND m.id = i.meeting_id
         JOIN bodies_body b ON b.network_id = m.network_id AND b.id = m.body_id JOIN places_network n ON n.id = m.network_id
         WHERE i.network_id = $1 AND i.meeting_id = $2 AND i.id = $3`,
  values: [networkId, meetingId, itemId],
});

export const organisationByKey = (networkId: string, key: string): Query => ({
  name: 'organisation-that-follows-up',
  text: `SELECT ${organisationJson('o')} AS organisation FROM organisations_organisation o WHERE o.network_id = $1 AND o.key = $2`,
  values: [networkId, key],
});

/** Takes the next number of the body's year, and locks it until the work is done. */
export const takeNumber = (networkId: string, { body, year }: ItemForDeciding): Query => ({
  name: 'take-number',
  text: `INSERT INTO decisions_series (network_id, body_id, year, last) VALUES ($1, $2, $3, 1)
         ON CONFLICT (network_id, body_id, year) DO UPDATE SET last = decisions_series.last + 1`,
  values: [networkId, body.id, year],
});

/** The decision under the number that was taken just before. */
export const keepDecision = (
  { networkId, personId }: Pick<Actor, 'networkId' | 'personId'>,
  { id, body, year }: ItemForDeciding,
  record: DecisionRecord,
  responsibleId: string | null,
): Query => ({
  name: 'keep-decision',
  text: `INSERT INTO decisions_decision (network_id, id, number, body_id, meeting_id, item_id, proposal_id, title, outcome, text, rationale,
           summary, visibility, positions, reservations, follow_up, responsible_id, due, decided_at, recorded_by, recorded_as, procedure_id, rule, tally,
           by_rule, departure, review_on, changes_kind, changes_id, changes_number, referred_to, ratification)
         VALUES ($1, $2, (SELECT $3::text || '-' || s.year || '-' || s.last FROM decisions_series s
             WHERE s.network_id = $1 AND s.body_id = $5 AND s.year = $4), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
           $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, (SELECT e.id FROM decisions_decision e WHERE e.network_id = $1 AND e.number = $30), $30,
           (SELECT t.id FROM bodies_body t WHERE t.network_id = $1 AND t.key = $31), coalesce($32::jsonb, '[]'))
         RETURNING number, to_json(decided_at) #>> '{}' AS decided`,
  values: [
    networkId,
    id,
    body.key,
    year,
    body.id,
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
    record.positions.filter((position) => position.stance === 'reserve').length,
    record.followUp ? JSON.stringify(record.followUp) : null,
    responsibleId,
    record.followUp?.due ?? null,
    record.decidedAt,
    personId,
    record.recordedBy,
    record.procedure,
    record.rule,
    record.tally && JSON.stringify(record.tally),
    record.byRule,
    record.departure,
    record.reviewOn,
    record.changes?.kind ?? null,
    record.changes?.number ?? null,
    record.referredTo,
    record.ratification && JSON.stringify(record.ratification),
  ],
});

export const keepFollowUp = (
  networkId: string,
  decisionId: string,
  organisationId: string,
  followUp: { task: string; due: string; person?: string | undefined },
): Query => ({
  name: 'keep-follow-up',
  text: `INSERT INTO decisions_follow_up (network_id, decision_id, organisation_id, task, due, person_id) VALUES ($1, $2, $3, $4, $5, $6)
         RETURNING id, due < places_today(network_id) AS overdue,
           organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation') AS ours`,
  values: [networkId, decisionId, organisationId, followUp.task, followUp.due, followUp.person ?? null],
});

/** The number of a decision that was just kept, for its leaf; `$1` is the network and `$3` the decision. */
export const numberOfDecision = 'SELECT d.number FROM decisions_decision d WHERE d.network_id = $1 AND d.id = $3';
