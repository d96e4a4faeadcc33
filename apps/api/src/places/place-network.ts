import type { ClientBase } from 'pg';

export interface NetworkToPlace {
  key: string;
  name: string;
  kind: string;
  timezone: string;
  languages: string[];
  source: { title: string; publisher: string; published: number | null };
}

/**
 * Makes or updates a network by its key, as the owner role. Whether it is a demonstration is not touched here.
 *
 * @returns its id, and 1 when something changed
 */
export async function placeNetwork(
  client: ClientBase,
  network: NetworkToPlace,
): Promise<{ id: string; changed: number }> {
  const { key, name, kind, timezone, languages, source } = network;
  const placed = await client.query(
    `INSERT INTO places_network AS n (key, name, kind, timezone, languages, source) VALUES ($1, $2, $3, $4, $5, $6::jsonb)
     ON CONFLICT (key) DO UPDATE SET name = excluded.name, kind = excluded.kind, timezone = excluded.timezone,
       languages = excluded.languages, source = excluded.source
     WHERE (n.name, n.kind, n.timezone, n.languages, n.source)
       IS DISTINCT FROM (excluded.name, excluded.kind, excluded.timezone, excluded.languages, excluded.source)`,
    [key, name, kind, timezone, languages, JSON.stringify(source)],
  );
  const found = await client.query<{ id: string }>('SELECT id FROM places_network WHERE key = $1', [key]);
  return { id: found.rows[0]!.id, changed: placed.rowCount ?? 0 };
}

/** Marks a network as a demonstration, which every screen then says. @returns 1 when it was not one before */
export async function markDemonstration(client: ClientBase, networkId: string): Promise<number> {
  const marked = await client.query(
    'UPDATE places_network SET demonstration = true WHERE id = $1 AND NOT demonstration',
    [networkId],
  );
  return marked.rowCount ?? 0;
}
