import type { ClientBase } from 'pg';
import { placeLinks } from '../platform/database/place-links';

export interface OrganisationToPlace {
  key: string;
  name: string;
  sector: string;
  parents: string[];
  permanent: boolean | null;
  founded: number | null;
  staff: number | null;
  note: string | null;
}

/** The palette has this many places; an organisation keeps the one it was given first. */
const swatches = 12;

/**
 * Makes or updates organisations by their keys, with their parents; what the list does not name stays.
 *
 * @returns how many organisations changed, and how many parents
 */
export async function placeOrganisations(
  client: ClientBase,
  networkId: string,
  organisations: OrganisationToPlace[],
): Promise<{ organisations: number; parents: number }> {
  const given = organisations.map((one, index) => ({ ...one, swatch: index % swatches }));
  const placed = await client.query(
    `INSERT INTO organisations_organisation AS o (network_id, key, name, sector, permanent, founded, staff, note, swatch)
     SELECT $1, x.key, x.name, x.sector, x.permanent, x.founded, x.staff, x.note,
       (x.swatch + (SELECT count(*) FROM organisations_organisation WHERE network_id = $1)) % ${swatches}
     FROM jsonb_to_recordset($2::jsonb) AS x(key text, name text, sector text, permanent boolean, founded integer,
       staff integer, note text, swatch smallint)
     ON CONFLICT (network_id, key) DO UPDATE SET name = excluded.name, sector = excluded.sector, permanent = excluded.permanent,
       founded = excluded.founded, staff = excluded.staff, note = excluded.note
     WHERE (o.name, o.sector, o.permanent, o.founded, o.staff, o.note) IS DISTINCT FROM
       (excluded.name, excluded.sector, excluded.permanent, excluded.founded, excluded.staff, excluded.note)`,
    [networkId, JSON.stringify(given)],
  );
  const parents = await placeLinks(
    client,
    networkId,
    {
      table: 'organisations_parent',
      from: { table: 'organisations_organisation', column: 'organisation_id' },
      to: { table: 'organisations_organisation', column: 'parent_id' },
    },
    organisations.map(({ key, parents: to }) => ({ key, to })),
  );
  return { organisations: placed.rowCount ?? 0, parents };
}

/** What a party is and where it works, beyond what a network file says. */
export interface StandingToPlace {
  key: string;
  kind: string;
  areas: string[];
}

/**
 * Says of organisations that are there what they are and which ground they work on.
 *
 * @returns how many kinds and areas changed
 */
export async function placeStanding(client: ClientBase, networkId: string, all: StandingToPlace[]): Promise<number> {
  const kinds = await client.query(
    `UPDATE organisations_organisation o SET kind = x.kind FROM jsonb_to_recordset($2::jsonb) AS x(key text, kind text)
     WHERE o.network_id = $1 AND o.key = x.key AND o.kind <> x.kind`,
    [networkId, JSON.stringify(all)],
  );
  const areas = await placeLinks(
    client,
    networkId,
    {
      table: 'organisations_area',
      from: { table: 'organisations_organisation', column: 'organisation_id' },
      to: { table: 'places_area', column: 'area_id' },
    },
    all.map(({ key, areas: to }) => ({ key, to })),
  );
  return (kinds.rowCount ?? 0) + areas;
}
