import { initiativeTransitions } from '@torv/shared/initiatives';
import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';
import { goalJson } from '../strategies/goal-json';

const goals = `coalesce((SELECT json_agg(${goalJson('g')} ORDER BY g.name) FROM initiatives_goal ig
  JOIN strategies_goal g ON g.network_id = ig.network_id AND g.id = ig.goal_id
  WHERE ig.network_id = i.network_id AND ig.initiative_id = i.id), '[]')`;
const inForce = `c.withdrawn_at IS NULL AND c.valid_until >= places_today(c.network_id)`;
/** `active` only as long as the partner rule holds; what a midnight ended and nothing has paused yet is shown as paused. */
export const stateNow = 'initiatives_state_now(i)';
const base = `'id', i.id, 'key', i.key, 'name', i.name, 'kind', i.kind, 'state', ${stateNow}, 'lead', ${organisationJson('l')}, 'goals', ${goals}`;

export const initiativesOfNetwork = (
  networkId: string,
  filter: { state?: string | undefined; goal?: string | undefined; proposal?: string | undefined },
  after: (string | number)[] | null,
  limit: number,
): Query => ({
  name: 'initiatives-of-network',
  text: `SELECT i.name, i.id, json_build_object(${base},
           'named', (SELECT count(*) FROM initiatives_partner p WHERE p.network_id = i.network_id AND p.initiative_id = i.id),
           'committed', (SELECT count(DISTINCT c.organisation_id) FROM initiatives_commitment c
             WHERE c.network_id = i.network_id AND c.initiative_id = i.id AND ${inForce}))::text AS json
         FROM initiatives_initiative i JOIN organisations_organisation l ON l.network_id = i.network_id AND l.id = i.lead_id
         WHERE i.network_id = $1 AND ($2::text IS NULL OR ${stateNow} = $2)
           AND ($3::text IS NULL OR i.id IN (SELECT ig.initiative_id FROM initiatives_goal ig
             JOIN strategies_goal g ON g.network_id = ig.network_id AND g.id = ig.goal_id WHERE ig.network_id = $1 AND g.key = $3))
           AND ($4::uuid IS NULL OR i.id IN (SELECT ip.initiative_id FROM initiatives_proposal ip
             JOIN proposals_proposal p ON p.network_id = ip.network_id AND p.id = ip.proposal_id WHERE ip.network_id = $1 AND p.id = $4))
           AND ($5::text IS NULL OR (i.name, i.id) > ($5, $6::uuid))
         ORDER BY i.name, i.id LIMIT $7`,
  values: [
    networkId,
    filter.state ?? null,
    filter.goal ?? null,
    filter.proposal ?? null,
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit + 1,
  ],
});

/** One initiative whole (`InitiativeView`), with its version, why it cannot be active, and what may follow. */
export const initiativeByKey = (networkId: string, key: string): Query => ({
  name: 'initiative-by-key',
  text: `SELECT i.version, json_build_object(${base}, 'version', i.version, 'example', i.example, 'facility', f.name, 'recommendations', i.recommendations,
           'partners', coalesce((SELECT json_agg(json_build_object('organisation', ${organisationJson('o')}, 'coreTaskOwner', coalesce(p.core_task_owner, false),
               'committed', x.committed) ORDER BY o.name)
             FROM (SELECT organisation_id, bool_or(committed) AS committed FROM (
                 SELECT p.organisation_id, false AS committed FROM initiatives_partner p WHERE p.network_id = i.network_id AND p.initiative_id = i.id
                 UNION ALL SELECT c.organisation_id, ${inForce} FROM initiatives_commitment c WHERE c.network_id = i.network_id AND c.initiative_id = i.id) u
               GROUP BY organisation_id) x
             JOIN organisations_organisation o ON o.network_id = i.network_id AND o.id = x.organisation_id
             LEFT JOIN initiatives_partner p ON p.network_id = i.network_id AND p.initiative_id = i.id AND p.organisation_id = x.organisation_id), '[]'),
           'commitments', coalesce((SELECT json_agg(json_build_object('id', c.id, 'organisation', ${organisationJson('o')}, 'kind', c.kind, 'amount', c.amount,
               'note', c.note, 'from', c.valid_from, 'until', c.valid_until, 'givenBy', coalesce(w.name, ''), 'givenAt', c.given_at,
               'withdrawn', CASE WHEN c.withdrawn_at IS NULL THEN NULL ELSE json_build_object('at', c.withdrawn_at, 'reason', c.withdrawn_reason) END) ORDER BY c.given_at)
             FROM initiatives_commitment c JOIN organisations_organisation o ON o.network_id = c.network_id AND o.id = c.organisation_id
             LEFT JOIN identity_person w ON w.id = c.given_by
             WHERE c.network_id = i.network_id AND c.initiative_id = i.id), '[]'),
           'proposals', coalesce((SELECT json_agg(json_build_object('id', p.id, 'title', p.title, 'state', p.state) ORDER BY p.created_at)
             FROM initiatives_proposal ip JOIN proposals_proposal p ON p.network_id = ip.network_id AND p.id = ip.proposal_id
             WHERE ip.network_id = i.network_id AND ip.initiative_id = i.id), '[]'),
           'hindrance', CASE
             WHEN i.kind = 'own' OR initiatives_has_partner(i.network_id, i.id) THEN NULL
             WHEN EXISTS (SELECT FROM initiatives_commitment c WHERE c.network_id = i.network_id AND c.initiative_id = i.id AND ${inForce}) THEN 'only-own-family-committed'
             WHEN EXISTS (SELECT FROM initiatives_partner p WHERE p.network_id = i.network_id AND p.initiative_id = i.id) THEN 'no-partner-committed'
             ELSE 'no-partner-named' END,
           'next', $3::jsonb -> ${stateNow},
           'mayCommitFor', coalesce((SELECT json_agg(o.key ORDER BY o.name) FROM organisations_organisation o
             WHERE o.network_id = i.network_id AND o.id IN (SELECT x.organisation_id FROM organisations_bound_by_actor x WHERE x.subject = 'commitments')), '[]'),
           'may', CASE WHEN i.lead_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')
               OR i.network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'run') THEN '["initiatives.lead"]'::json ELSE '[]'::json END)::text AS json
         FROM initiatives_initiative i JOIN organisations_organisation l ON l.network_id = i.network_id AND l.id = i.lead_id
         LEFT JOIN places_facility f ON f.network_id = i.network_id AND f.id = i.facility_id
         WHERE i.network_id = $1 AND i.key = $2`,
  values: [networkId, key, JSON.stringify(initiativeTransitions)],
});
