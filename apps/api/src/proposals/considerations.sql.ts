import type { ConsiderationQuery } from '@torv/shared/proposals';
import { bodyJson } from '../bodies/body-json';
import type { Query } from '../platform/database/query';

const runByActor = (column: string) =>
  `${column} IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run') AND c.proposal_id NOT IN (SELECT x.subject_id FROM platform_exclusion x)`;

/** One consideration (`ConsiderationView`), over the aliases of `joins`. */
const json = `json_build_object('id', c.id, 'version', c.version, 'kind', c.kind, 'state', c.state,
  'proposal', json_build_object('id', p.id, 'title', p.title, 'state', p.state), 'body', ${bodyJson('b')}, 'askedBy', ${bodyJson('h')},
  'askedAt', c.asked_at, 'askedByPerson', coalesce(ap.name, ''), 'question', c.question, 'due', c.due,
  'meeting', CASE WHEN m.id IS NULL THEN NULL ELSE json_build_object('id', m.id, 'title', m.title, 'startsAt', m.starts_at) END,
  'decision', CASE WHEN d.id IS NULL THEN NULL ELSE json_build_object('number', d.number, 'outcome', d.outcome, 'summary', d.summary) END,
  'advice', c.advice, 'answeredBy', CASE WHEN c.answered_by IS NULL THEN NULL ELSE coalesce(rp.name, '') END, 'answeredAt', c.answered_at,
  'may', CASE WHEN c.state NOT IN ('waiting', 'on-agenda') THEN '[]' ELSE (SELECT coalesce(json_agg(w.word), '[]') FROM (VALUES
      ('proposals.answer', ${runByActor('c.body_id')}), ('proposals.take-back', ${runByActor('c.asked_by')})) AS w (word, given) WHERE w.given) END)`;
const joins = `FROM proposals_consideration c JOIN proposals_proposal p ON p.network_id = c.network_id AND p.id = c.proposal_id
  JOIN bodies_body b ON b.network_id = c.network_id AND b.id = c.body_id JOIN bodies_body h ON h.network_id = c.network_id AND h.id = c.asked_by
  LEFT JOIN identity_person ap ON ap.id = c.asked_by_person LEFT JOIN identity_person rp ON rp.id = c.answered_by
  LEFT JOIN meetings_meeting m ON m.network_id = c.network_id AND m.id = c.meeting_id
  LEFT JOIN decisions_decision d ON d.network_id = c.network_id AND d.id = c.decision_id`;

/** Those that wait first, the one to be answered soonest before them; then the newest. */
export const considerationsOfNetwork = (networkId: string, query: ConsiderationQuery): Query => ({
  name: 'considerations-of-network',
  text: `SELECT json_build_object('items', coalesce(json_agg(x.json), '[]'))::text AS json FROM (
           SELECT ${json} AS json ${joins}
           WHERE c.network_id = $1 AND ($2::uuid IS NULL OR c.proposal_id = $2) AND ($3::text IS NULL OR b.key = $3)
             AND ($4::uuid IS NULL OR c.decision_id = $4) AND (NOT $5::boolean OR c.state IN ('waiting', 'on-agenda'))
           ORDER BY c.state IN ('waiting', 'on-agenda') DESC, CASE WHEN c.state IN ('waiting', 'on-agenda') THEN c.due END NULLS LAST, c.asked_at DESC, c.id
           LIMIT 100) x`,
  values: [networkId, query.proposal ?? null, query.body ?? null, query.decision ?? null, query.open === 'true'],
});

/** One whole, with its version. */
export const considerationById = (networkId: string, id: string): Query => ({
  name: 'consideration-by-id',
  text: `SELECT c.version, ${json}::text AS json ${joins} WHERE c.network_id = $1 AND c.id = $2`,
  values: [networkId, id],
});
