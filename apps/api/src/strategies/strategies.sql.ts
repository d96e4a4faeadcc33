import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';
import { goalJson } from './goal-json';

const goal = `json_build_object('id', g.id, 'key', g.key, 'name', g.name,
  'themes', coalesce((SELECT json_agg(json_build_object('key', t.key, 'da', t.da, 'en', t.en) ORDER BY t.key)
    FROM strategies_goal_theme gt JOIN strategies_theme t ON t.network_id = gt.network_id AND t.id = gt.theme_id
    WHERE gt.network_id = g.network_id AND gt.goal_id = g.id), '[]'),
  'objectives', coalesce((SELECT json_agg(json_build_object('key', o.key, 'name', o.name, 'strategyKey', s.key, 'strategyName', s.name) ORDER BY o.name)
    FROM strategies_alignment a JOIN strategies_objective o ON o.network_id = a.network_id AND o.id = a.objective_id
    JOIN strategies_strategy s ON s.network_id = o.network_id AND s.id = o.strategy_id
    WHERE a.network_id = g.network_id AND a.goal_id = g.id), '[]'),
  'parties', coalesce((SELECT json_agg(${organisationJson('p')} ORDER BY p.name)
    FROM strategies_goal_party gp JOIN organisations_organisation p ON p.network_id = gp.network_id AND p.id = gp.organisation_id
    WHERE gp.network_id = g.network_id AND gp.goal_id = g.id), '[]'))`;

export const goalsOfNetwork = (networkId: string, after: (string | number)[] | null, limit: number): Query => ({
  name: 'goals-of-network',
  text: `SELECT g.name, g.id, ${goal}::text AS json FROM strategies_goal g
         WHERE g.network_id = $1 AND ($2::text IS NULL OR (g.name, g.id) > ($2, $3::uuid)) ORDER BY g.name, g.id LIMIT $4`,
  values: [networkId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
});

export const goalByKey = (networkId: string, key: string): Query => ({
  name: 'goal-by-key',
  text: `SELECT ${goal}::text AS json FROM strategies_goal g WHERE g.network_id = $1 AND g.key = $2`,
  values: [networkId, key],
});

/** Strategies with their objectives, each with the goals that serve it: what none serves shows as empty. */
export const strategiesOfNetwork = (networkId: string, after: (string | number)[] | null, limit: number): Query => ({
  name: 'strategies-of-network',
  text: `SELECT s.name, s.id, json_build_object('id', s.id, 'key', s.key, 'name', s.name, 'kind', s.kind, 'adopted', s.adopted,
           'owner', ${organisationJson('w')},
           'objectives', coalesce((SELECT json_agg(json_build_object('key', o.key, 'name', o.name, 'note', o.note,
               'goals', coalesce((SELECT json_agg(${goalJson('g')} ORDER BY g.name) FROM strategies_alignment a
                 JOIN strategies_goal g ON g.network_id = a.network_id AND g.id = a.goal_id
                 WHERE a.network_id = o.network_id AND a.objective_id = o.id), '[]')) ORDER BY o.name)
             FROM strategies_objective o WHERE o.network_id = s.network_id AND o.strategy_id = s.id), '[]'))::text AS json
         FROM strategies_strategy s JOIN organisations_organisation w ON w.network_id = s.network_id AND w.id = s.owner_id
         WHERE s.network_id = $1 AND ($2::text IS NULL OR (s.name, s.id) > ($2, $3::uuid)) ORDER BY s.name, s.id LIMIT $4`,
  values: [networkId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
});
