import { erasedPerson } from '@torv/shared/kernel';
import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';

/** An answer as the log commits to it, over an alias of `decisions_ratification_answer`. It names no person. */
export const answerRecordJson = (a: string) => `json_build_object(
  'decision', (SELECT n.number FROM decisions_decision n WHERE n.network_id = ${a}.network_id AND n.id = ${a}.decision_id),
  'organisation', (SELECT g.key FROM organisations_organisation g WHERE g.network_id = ${a}.network_id AND g.id = ${a}.organisation_id),
  'revision', ${a}.revision, 'answer', ${a}.answer, 'text', ${a}.text,
  'instance', CASE WHEN ${a}.instance_name IS NULL THEN NULL ELSE json_build_object('name', ${a}.instance_name, 'kind', ${a}.instance_kind) END,
  'decidedOn', ${a}.decided_on, 'terms', ${a}.terms,
  'statedAt', to_char(${a}.stated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

export const recordOfAnswer = (networkId: string, id: string): Query => ({
  text: `SELECT ${answerRecordJson('a')} AS record FROM decisions_ratification_answer a WHERE a.network_id = $1 AND a.id = $2`,
  values: [networkId, id],
});

const runByActor = `d.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')
             AND d.id NOT IN (SELECT x.subject_id FROM platform_exclusion x)`;

const ratificationJson = `json_build_object('id', r.id, 'version', r.version,
  'instance', CASE WHEN i.id IS NULL THEN NULL ELSE json_build_object('id', i.id, 'name', i.name, 'kind', i.kind) END,
  'by', r.due, 'overdue', r.answer IS NULL AND r.due < (now() AT TIME ZONE n.timezone)::date, 'askedAt', r.asked_at,
  'answers', coalesce((SELECT json_agg(json_build_object('answer', a.answer, 'text', a.text, 'instance', CASE WHEN a.instance_name IS NULL THEN NULL
      ELSE json_build_object('name', a.instance_name, 'kind', a.instance_kind) END, 'decidedOn', a.decided_on, 'statedBy', coalesce(p.name, '${erasedPerson}'),
      'statedAt', a.stated_at, 'logIndex', l.idx) ORDER BY a.revision DESC)
    FROM decisions_ratification_answer a JOIN log_leaf l ON l.network_id = a.network_id AND l.kind = 'ratification' AND l.subject_id = a.id
    LEFT JOIN identity_person p ON p.id = a.stated_by WHERE a.network_id = r.network_id AND a.ratification_id = r.id), '[]'),
  'mayAnswer', m.may, 'instances', CASE WHEN m.may THEN coalesce((SELECT json_agg(json_build_object('id', y.id, 'name', y.name, 'kind', y.kind) ORDER BY y.name)
    FROM organisations_instance y WHERE y.network_id = r.network_id AND y.organisation_id = r.organisation_id AND y.dissolved_at IS NULL), '[]') ELSE '[]' END)`;

/** Those that came back and were not taken up: latest answers that decline or reserve. Over the decision `d`. */
const comesBack = `FROM decisions_ratification r
  JOIN LATERAL (SELECT a.id FROM decisions_ratification_answer a WHERE a.network_id = r.network_id AND a.ratification_id = r.id ORDER BY a.revision DESC LIMIT 1) a ON true
  JOIN organisations_organisation o ON o.network_id = r.network_id AND o.id = r.organisation_id
  WHERE r.network_id = d.network_id AND r.decision_id = d.id AND r.answer IN ('declines', 'reserves')
    AND NOT EXISTS (SELECT FROM decisions_taken_up t WHERE t.network_id = r.network_id AND t.answer_id = a.id)`;

/** Who is bound by a decision (`WhoIsBound`). */
export const whoIsBound = (networkId: string, number: string): Query => ({
  name: 'who-is-bound',
  text: `SELECT json_build_object('decision', json_build_object('id', d.id, 'number', d.number, 'title', d.title, 'outcome', d.outcome),
           'parties', coalesce((SELECT json_agg(json_build_object('organisation', ${organisationJson('o')}, 'standing', w.standing,
               'stance', p.word->>'stance', 'text', p.word->>'text', 'ratification', CASE WHEN r.id IS NULL THEN NULL ELSE ${ratificationJson} END)
               ORDER BY w.binding DESC, o.name)
             FROM decisions_bound w JOIN organisations_organisation o ON o.network_id = w.network_id AND o.id = w.organisation_id
             LEFT JOIN LATERAL (SELECT x AS word FROM jsonb_array_elements(d.positions) x WHERE x->'organisation'->>'id' = w.organisation_id::text) p ON true
             LEFT JOIN decisions_ratification r ON r.network_id = w.network_id AND r.decision_id = w.decision_id AND r.organisation_id = w.organisation_id
             LEFT JOIN organisations_instance i ON i.network_id = r.network_id AND i.id = r.instance_id
             CROSS JOIN LATERAL (SELECT w.organisation_id IN (SELECT b.organisation_id FROM organisations_bound_by_actor b WHERE b.subject = 'ratifications')
               AND d.id NOT IN (SELECT x.subject_id FROM platform_exclusion x) AS may) m
             WHERE w.network_id = d.network_id AND w.decision_id = d.id), '[]'),
           'mayAsk', d.outcome = 'adopted' AND ${runByActor},
           'goesBack', coalesce((SELECT json_agg(${organisationJson('o')} ORDER BY o.name) ${comesBack}), '[]'),
           'mayTakeUp', ${runByActor},
           'takenUp', coalesce((SELECT json_agg(x.json ORDER BY x.at DESC) FROM (
             SELECT t.taken_up_at AS at, json_build_object('at', t.taken_up_at, 'again', t.proposal_id IS NOT NULL,
               'proposal', CASE WHEN q.id IS NULL THEN NULL ELSE json_build_object('id', q.id, 'title', q.title) END,
               'organisations', json_agg(${organisationJson('o')} ORDER BY o.name)) AS json
             FROM decisions_taken_up t JOIN decisions_ratification_answer a ON a.network_id = t.network_id AND a.id = t.answer_id
             JOIN organisations_organisation o ON o.network_id = a.network_id AND o.id = a.organisation_id
             LEFT JOIN proposals_proposal q ON q.network_id = t.network_id AND q.id = t.proposal_id
             WHERE t.network_id = d.network_id AND t.decision_id = d.id GROUP BY t.taken_up_at, t.proposal_id, q.id, q.title) x), '[]'))::text AS json
         FROM decisions_decision d JOIN places_network n ON n.id = d.network_id WHERE d.network_id = $1 AND d.number = $2`,
  values: [networkId, number],
});

/** What came back of a decision, with each organisation's word, for who takes it up. */
export const whatComesBack = (networkId: string, decisionId: string): Query => ({
  text: `SELECT a.id AS answer_id, o.name, r.answer, (SELECT z.text FROM decisions_ratification_answer z WHERE z.network_id = r.network_id AND z.id = a.id) AS text
         ${comesBack.replace('FROM decisions_ratification r', 'FROM decisions_decision d JOIN decisions_ratification r ON true')} AND d.network_id = $1 AND d.id = $2 ORDER BY o.name`,
  values: [networkId, decisionId],
});
