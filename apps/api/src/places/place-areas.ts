import type { ClientBase } from 'pg';
import { placeLinks } from '../platform/database/place-links';

export interface AreaToPlace {
  key: string;
  name: string;
  kind: string;
  parent: string | null;
  residents: number | null;
  social_dwellings: number | null;
  status: string | null;
  note: string | null;
  overlaps: string[];
}

/** `facts`: what the source says beyond name, place and status, by its own words. */
export interface FacilityToPlace {
  key: string;
  name: string;
  area: string;
  status: string | null;
  facts: Record<string, unknown>;
}

/**
 * Makes or updates areas by their keys, parents and overlaps with them; what the list does not name stays.
 *
 * @returns how many areas changed, and how many overlaps
 */
export async function placeAreas(
  client: ClientBase,
  networkId: string,
  areas: AreaToPlace[],
): Promise<{ areas: number; overlaps: number }> {
  // Ids are settled first, so that a parent may stand behind its child.
  const placed = await client.query(
    `WITH given AS MATERIALIZED (
       SELECT coalesce(a.id, uuidv7()) AS id, x.*
       FROM jsonb_to_recordset($2::jsonb) AS x(key text, name text, kind text, parent text, residents integer,
         social_dwellings integer, status text, note text)
       LEFT JOIN places_area a ON a.network_id = $1 AND a.key = x.key
     )
     INSERT INTO places_area AS a (network_id, id, key, name, kind, parent_id, residents, social_dwellings, status, note)
     SELECT $1, g.id, g.key, g.name, g.kind, p.id, g.residents, g.social_dwellings, g.status, g.note
     FROM given g LEFT JOIN given p ON p.key = g.parent
     ON CONFLICT (network_id, key) DO UPDATE SET name = excluded.name, kind = excluded.kind, parent_id = excluded.parent_id,
       residents = excluded.residents, social_dwellings = excluded.social_dwellings, status = excluded.status, note = excluded.note
     WHERE (a.name, a.kind, a.parent_id, a.residents, a.social_dwellings, a.status, a.note) IS DISTINCT FROM
       (excluded.name, excluded.kind, excluded.parent_id, excluded.residents, excluded.social_dwellings, excluded.status, excluded.note)`,
    [networkId, JSON.stringify(areas)],
  );
  const overlaps = await placeLinks(
    client,
    networkId,
    {
      table: 'places_area_overlap',
      from: { table: 'places_area', column: 'area_id' },
      to: { table: 'places_area', column: 'other_id' },
    },
    areas.map(({ key, overlaps: to }) => ({ key, to })),
  );
  return { areas: placed.rowCount ?? 0, overlaps };
}

/** Makes or updates facilities by their keys. @returns how many changed */
export async function placeFacilities(
  client: ClientBase,
  networkId: string,
  facilities: FacilityToPlace[],
): Promise<number> {
  const placed = await client.query(
    `INSERT INTO places_facility AS f (network_id, key, name, area_id, status, facts)
     SELECT $1, x.key, x.name, a.id, x.status, x.facts
     FROM jsonb_to_recordset($2::jsonb) AS x(key text, name text, area text, status text, facts jsonb)
     JOIN places_area a ON a.network_id = $1 AND a.key = x.area
     ON CONFLICT (network_id, key) DO UPDATE SET name = excluded.name, area_id = excluded.area_id, status = excluded.status,
       facts = excluded.facts
     WHERE (f.name, f.area_id, f.status, f.facts) IS DISTINCT FROM (excluded.name, excluded.area_id, excluded.status, excluded.facts)`,
    [networkId, JSON.stringify(facilities)],
  );
  return placed.rowCount ?? 0;
}
