import type { ClientBase } from 'pg';
import { type AffiliationToPlace, period } from './place-affiliations';

export interface OfficeToPlace extends AffiliationToPlace {
  office: string;
}

/**
 * Gives people offices. The latest of the same person, organisation and office is given the period; without one it is
 * added. Triggers keep the grants.
 *
 * @returns how many changed
 */
export async function placeOffices(client: ClientBase, networkId: string, all: OfficeToPlace[]): Promise<number> {
  const placed = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT x."personId" AS person_id, o.id AS organisation_id, x.office, ${period},
         (SELECT f.id FROM organisations_office f WHERE f.network_id = $1 AND f.person_id = x."personId"
            AND f.organisation_id = o.id AND f.office = x.office ORDER BY f.valid_from DESC LIMIT 1) AS known
       FROM jsonb_to_recordset($2::jsonb) AS x("personId" uuid, organisation text, office text, "from" text, until text)
       JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.organisation
       JOIN places_network n ON n.id = $1
     ), mended AS (
       UPDATE organisations_office f SET valid_from = g.valid_from, valid_until = g.valid_until FROM given g
       WHERE f.network_id = $1 AND f.id = g.known AND (f.valid_from, f.valid_until) IS DISTINCT FROM (g.valid_from, g.valid_until)
       RETURNING 1
     ), added AS (
       INSERT INTO organisations_office (network_id, person_id, organisation_id, office, valid_from, valid_until)
       SELECT $1, g.person_id, g.organisation_id, g.office, g.valid_from, g.valid_until FROM given g WHERE g.known IS NULL
       RETURNING 1
     )
     SELECT ((SELECT count(*) FROM mended) + (SELECT count(*) FROM added))::int AS changed`,
    [networkId, JSON.stringify(all)],
  );
  return placed.rows[0]!.changed;
}
