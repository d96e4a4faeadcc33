import type { ProcedureQuery } from '@torv/shared/proposals';
import { bodyJson } from '../bodies/body-json';
import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';

const voting = `SELECT DISTINCT s.organisation_id FROM bodies_seat s WHERE s.network_id = x.network_id AND s.body_id = x.body_id
  AND s.voting AND s.valid_from <= now() AND s.valid_until > now()`;
const answered = `SELECT w.organisation_id FROM proposals_position w WHERE w.network_id = x.network_id AND w.proposal_id = x.proposal_id`;
const silent = `(${voting} EXCEPT ${answered})`;
/** Organisations that `ids` selects, as a JSON array. */
const organisations = (ids: string) =>
  `coalesce((SELECT json_agg(${organisationJson('o')} ORDER BY o.name) FROM organisations_organisation o WHERE o.network_id = x.network_id AND o.id IN ${ids}), '[]')`;
const takesPart = 'x.proposal_id NOT IN (SELECT e.subject_id FROM platform_exclusion e)';
const chairedByActor = `x.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'chair') AND ${takesPart}`;

/** True when the chair may conclude: nobody is left to answer, or the time to answer is over. */
export const isDue = `(x.deadline < places_today(x.network_id) OR NOT EXISTS ${silent})`;

const json = `json_build_object('id', x.id, 'version', x.version, 'proposal', json_build_object('id', p.id, 'title', p.title, 'state', p.state), 'body', ${bodyJson('b')},
  'question', x.question, 'deadline', x.deadline, 'openedBy', coalesce(ip.name, ''), 'openedAt', x.opened_at,
  'asked', (SELECT count(*) FROM (${voting}) v), 'silent', ${organisations(silent)}, 'due', x.ended_at IS NULL AND ${isDue},
  'ended', CASE WHEN x.ended_at IS NULL THEN NULL ELSE json_build_object('at', x.ended_at, 'why', x.ended_why, 'by', coalesce(ep.name, ''),
    'organisation', CASE WHEN eo.id IS NULL THEN NULL ELSE ${organisationJson('eo')} END) END,
  'decision', CASE WHEN d.id IS NULL THEN NULL ELSE json_build_object('number', d.number, 'outcome', d.outcome) END,
  'may', CASE WHEN x.ended_at IS NULL AND ${chairedByActor} THEN CASE WHEN ${isDue} THEN '["proposals.stop","decisions.record"]' ELSE '["proposals.stop"]' END ELSE '[]' END::json,
  'mayTakeToMeetingFor', CASE WHEN x.ended_at IS NULL AND ${takesPart} THEN ${organisations(
    `(SELECT a.organisation_id FROM organisations_authority_of_actor a WHERE a.subject = 'positions' INTERSECT ${voting})`,
  )} ELSE '[]' END)`;
const joins = `FROM proposals_procedure x JOIN proposals_proposal p ON p.network_id = x.network_id AND p.id = x.proposal_id
  JOIN bodies_body b ON b.network_id = x.network_id AND b.id = x.body_id
  LEFT JOIN identity_person ip ON ip.id = x.opened_by LEFT JOIN identity_person ep ON ep.id = x.ended_by
  LEFT JOIN organisations_organisation eo ON eo.network_id = x.network_id AND eo.id = x.ended_for
  LEFT JOIN decisions_decision d ON d.network_id = x.network_id AND d.procedure_id = x.id`;

/** Those that run first, then the newest. */
export const proceduresOfNetwork = (networkId: string, query: ProcedureQuery): Query => ({
  name: 'procedures-of-network',
  text: `SELECT json_build_object('items', coalesce(json_agg(r.json), '[]'))::text AS json FROM (
           SELECT ${json} AS json ${joins}
           WHERE x.network_id = $1 AND ($2::uuid IS NULL OR x.proposal_id = $2) AND (NOT $3::boolean OR x.ended_at IS NULL)
           ORDER BY x.ended_at IS NULL DESC, x.opened_at DESC, x.id LIMIT 100) r`,
  values: [networkId, query.proposal ?? null, query.open === 'true'],
});

/** One whole, with its version. */
export const procedureById = (networkId: string, id: string): Query => ({
  name: 'procedure-by-id',
  text: `SELECT x.version, ${json}::text AS json ${joins} WHERE x.network_id = $1 AND x.id = $2`,
  values: [networkId, id],
});
