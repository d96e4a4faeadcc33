import type { FollowUpQuery } from '@torv/shared/decisions';
import { erasedPerson } from '@torv/shared/kernel';
import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';
import { runByReader } from './chain.sql';

const ofReader = `f.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')`;
const overdue = `f.state = 'owed' AND f.due < places_today(f.network_id)`;

const notesJson = `coalesce((SELECT json_agg(json_build_object('id', n.id, 'kind', n.kind, 'text', n.text, 'link', n.link, 'dueFrom', n.due_from,
    'dueTo', n.due_to, 'by', CASE WHEN n.noted_by IS NULL THEN NULL ELSE coalesce(np.name, '${erasedPerson}') END, 'at', n.noted_at) ORDER BY n.id)
  FROM decisions_follow_up_note n LEFT JOIN identity_person np ON np.id = n.noted_by
  WHERE n.network_id = f.network_id AND n.follow_up_id = f.id), '[]')`;

/** A follow-up whole (`FollowUpView`), over `f`, its decision `d` and the joins below. */
export const followUpJson = `json_build_object('id', f.id, 'version', f.version, 'task', f.task, 'due', f.due, 'overdue', ${overdue}, 'state', f.state,
  'doneNote', f.done_note, 'doneLink', f.done_link, 'organisation', ${organisationJson('fo')},
  'person', CASE WHEN f.person_id IS NULL THEN NULL ELSE json_build_object('id', f.person_id, 'name', coalesce(fp.name, '${erasedPerson}')) END,
  'decision', json_build_object('number', d.number, 'title', d.title), 'notes', ${notesJson},
  'mayFinish', ${ofReader} OR ${runByReader}, 'mayPutOff', ${runByReader}, 'ours', ${ofReader})`;
export const followUpJoins = `JOIN organisations_organisation fo ON fo.network_id = f.network_id AND fo.id = f.organisation_id
  LEFT JOIN identity_person fp ON fp.id = f.person_id`;
const withDecision = 'JOIN decisions_decision d ON d.network_id = f.network_id AND d.id = f.decision_id';

export const followUpById = (networkId: string, id: string): Query => ({
  name: 'follow-up-by-id',
  text: `SELECT f.version, ${followUpJson}::text AS json FROM decisions_follow_up f ${withDecision} ${followUpJoins}
         WHERE f.network_id = $1 AND f.id = $2`,
  values: [networkId, id],
});

/** What is due first, first; each filter narrows. */
export function followUpsOf(networkId: string, query: FollowUpQuery, after: (string | number)[] | null): Query {
  const values: unknown[] = [networkId, query.limit + 1];
  const given = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    after && `(f.due, f.id) > (${given(after[0])}::date, ${given(after[1])}::uuid)`,
    query.organisation &&
      `f.organisation_id = (SELECT o.id FROM organisations_organisation o WHERE o.network_id = $1 AND o.key = ${given(query.organisation)})`,
    query.body &&
      `d.body_id = (SELECT b.id FROM bodies_body b WHERE b.network_id = $1 AND b.key = ${given(query.body)})`,
    query.state && `f.state = ${given(query.state)}`,
    query.overdue && `(${overdue})`,
    query.mine && `(f.person_id = platform_actor() OR f.person_id IS NULL AND ${ofReader})`,
  ].filter(Boolean);
  return {
    text: `SELECT f.id, f.due::text AS due, ${followUpJson}::text AS json FROM decisions_follow_up f ${withDecision} ${followUpJoins}
           WHERE f.network_id = $1 ${conditions.map((one) => `AND ${one}`).join(' ')} ORDER BY f.due, f.id LIMIT $2`,
    values,
  };
}

/** What the rules of changing a follow-up look at. */
export interface StoredFollowUp {
  version: number;
  state: 'owed' | 'done';
  organisation_id: string;
  decision_id: string;
  body_id: string;
  visibility: 'public' | 'network' | 'body' | 'closed';
  due: string;
  conflicted: boolean;
}

export const storedFollowUp = (networkId: string, number: string, id: string): Query => ({
  text: `SELECT f.version, f.state, f.organisation_id, f.decision_id, f.due::text AS due, d.body_id, d.visibility,
           d.id IN (SELECT x.subject_id FROM platform_exclusion x) AS conflicted FROM decisions_follow_up f ${withDecision}
         WHERE f.network_id = $1 AND d.number = $2 AND f.id = $3`,
  values: [networkId, number, id],
});

/** Who is to follow up: an organisation, and the person when they act for it. */
export const whoFollowsUp = (networkId: string, organisation: string, person: string | null): Query => ({
  name: 'who-follows-up',
  text: `SELECT ${organisationJson('o')} AS organisation, p.name AS person FROM organisations_organisation o
         LEFT JOIN identity_person p ON p.id = $3 AND EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = o.network_id
           AND a.person_id = p.id AND a.organisation_id = o.id AND a.valid_from <= now() AND a.valid_until > now())
         WHERE o.network_id = $1 AND o.key = $2`,
  values: [networkId, organisation, person],
});
