import type { ClientBase } from 'pg';
import { placeLinks } from '../platform/database/place-links';

/** `indicator`: what the source measures the objective by, in its own words. */
export interface StrategyToPlace {
  key: string;
  name: string;
  kind: string;
  owner: string;
  adopted: number | null;
  objectives: { key: string; name: string; note: string | null; indicator: object | null }[];
}

/**
 * Makes or updates strategies and their objectives by their keys; what the list does not name stays.
 *
 * @returns how many of each changed
 */
export async function placeStrategies(
  client: ClientBase,
  networkId: string,
  strategies: StrategyToPlace[],
): Promise<{ strategies: number; objectives: number }> {
  const placed = await client.query(
    `INSERT INTO strategies_strategy AS s (network_id, key, name, kind, owner_id, adopted)
     SELECT $1, x.key, x.name, x.kind, o.id, x.adopted
     FROM jsonb_to_recordset($2::jsonb) AS x(key text, name text, kind text, owner text, adopted integer)
     JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.owner
     ON CONFLICT (network_id, key) DO UPDATE SET name = excluded.name, kind = excluded.kind, owner_id = excluded.owner_id,
       adopted = excluded.adopted
     WHERE (s.name, s.kind, s.owner_id, s.adopted) IS DISTINCT FROM (excluded.name, excluded.kind, excluded.owner_id, excluded.adopted)`,
    [networkId, JSON.stringify(strategies)],
  );
  const objectives = strategies.flatMap((one) =>
    one.objectives.map((objective) => ({ ...objective, strategy: one.key })),
  );
  const aims = await client.query(
    `INSERT INTO strategies_objective AS b (network_id, strategy_id, key, name, note, indicator)
     SELECT $1, s.id, x.key, x.name, x.note, nullif(x.indicator, 'null')
     FROM jsonb_to_recordset($2::jsonb) AS x(strategy text, key text, name text, note text, indicator jsonb)
     JOIN strategies_strategy s ON s.network_id = $1 AND s.key = x.strategy
     ON CONFLICT (network_id, key) DO UPDATE SET strategy_id = excluded.strategy_id, name = excluded.name, note = excluded.note,
       indicator = excluded.indicator
     WHERE (b.strategy_id, b.name, b.note, b.indicator) IS DISTINCT FROM
       (excluded.strategy_id, excluded.name, excluded.note, excluded.indicator)`,
    [networkId, JSON.stringify(objectives)],
  );
  return { strategies: placed.rowCount ?? 0, objectives: aims.rowCount ?? 0 };
}

export interface GoalToPlace {
  key: string;
  name: string;
  themes: string[];
  aligned_with: string[];
  parties: string[];
}

/** Makes or updates themes by their keys. @returns how many changed */
export async function placeThemes(
  client: ClientBase,
  networkId: string,
  themes: { key: string; da: string; en: string }[],
): Promise<number> {
  const placed = await client.query(
    `INSERT INTO strategies_theme AS t (network_id, key, da, en)
     SELECT $1, x.key, x.da, x.en FROM jsonb_to_recordset($2::jsonb) AS x(key text, da text, en text)
     ON CONFLICT (network_id, key) DO UPDATE SET da = excluded.da, en = excluded.en
     WHERE (t.da, t.en) IS DISTINCT FROM (excluded.da, excluded.en)`,
    [networkId, JSON.stringify(themes)],
  );
  return placed.rowCount ?? 0;
}

/**
 * Makes or updates shared goals by their keys, with their themes, the objectives they serve and their parties.
 *
 * @returns how many goals changed, and how many of their links
 */
export async function placeGoals(
  client: ClientBase,
  networkId: string,
  goals: GoalToPlace[],
): Promise<{ goals: number; goalLinks: number }> {
  const placed = await client.query(
    `INSERT INTO strategies_goal AS g (network_id, key, name)
     SELECT $1, x.key, x.name FROM jsonb_to_recordset($2::jsonb) AS x(key text, name text)
     ON CONFLICT (network_id, key) DO UPDATE SET name = excluded.name WHERE g.name IS DISTINCT FROM excluded.name`,
    [networkId, JSON.stringify(goals)],
  );
  const from = { table: 'strategies_goal', column: 'goal_id' };
  const link = (table: string, toTable: string, column: string, of: (goal: GoalToPlace) => string[]) =>
    placeLinks(
      client,
      networkId,
      { table, from, to: { table: toTable, column } },
      goals.map((goal) => ({ key: goal.key, to: of(goal) })),
    );
  const themes = await link('strategies_goal_theme', 'strategies_theme', 'theme_id', (goal) => goal.themes);
  const aims = await link('strategies_alignment', 'strategies_objective', 'objective_id', (goal) => goal.aligned_with);
  const parties = await link(
    'strategies_goal_party',
    'organisations_organisation',
    'organisation_id',
    (goal) => goal.parties,
  );
  return { goals: placed.rowCount ?? 0, goalLinks: themes + aims + parties };
}
