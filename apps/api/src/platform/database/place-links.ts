import type { ClientBase } from 'pg';

/** A table that joins two kinds of things of a network and holds nothing else; names come from code, never from input. */
export interface LinkTable {
  table: string;
  from: { table: string; column: string };
  to: { table: string; column: string };
}

/** By keys: the thing, and all that it is linked to. */
export interface Links {
  key: string;
  to: string[];
}

/**
 * Makes the links of the given things exactly these; the links of other things stay.
 *
 * @returns how many links were added or removed
 */
export async function placeLinks(
  client: ClientBase,
  networkId: string,
  kind: LinkTable,
  links: Links[],
): Promise<number> {
  const { table, from, to } = kind;
  const { rows } = await client.query<{ changed: number }>(
    `WITH given AS (SELECT x.key, x."to" FROM jsonb_to_recordset($2::jsonb) AS x(key text, "to" jsonb)),
     wanted AS (
       SELECT f.id AS from_id, t.id AS to_id FROM given g CROSS JOIN jsonb_array_elements_text(g."to") AS other
       JOIN ${from.table} f ON f.network_id = $1 AND f.key = g.key
       JOIN ${to.table} t ON t.network_id = $1 AND t.key = other
     ), gone AS (
       DELETE FROM ${table} l WHERE l.network_id = $1
         AND l.${from.column} IN (SELECT f.id FROM ${from.table} f JOIN given g ON g.key = f.key WHERE f.network_id = $1)
         AND NOT EXISTS (SELECT FROM wanted w WHERE w.from_id = l.${from.column} AND w.to_id = l.${to.column})
       RETURNING 1
     ), added AS (
       INSERT INTO ${table} (network_id, ${from.column}, ${to.column})
       SELECT $1, w.from_id, w.to_id FROM wanted w
       WHERE NOT EXISTS (SELECT FROM ${table} l WHERE l.network_id = $1 AND l.${from.column} = w.from_id AND l.${to.column} = w.to_id)
       RETURNING 1
     )
     SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM added))::int AS changed`,
    [networkId, JSON.stringify(links)],
  );
  return rows[0]!.changed;
}
