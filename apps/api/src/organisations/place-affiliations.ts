import type { ClientBase } from 'pg';

/** `from` and `until` are days in the network's time zone, both included; `until` null: open. */
export interface AffiliationToPlace {
  personId: string;
  organisation: string;
  from: string;
  until: string | null;
}

export interface AuthorityToPlace extends AffiliationToPlace {
  subject: string;
  givenBy: string;
  /** Kroner; null: no limit. */
  limit: number | null;
  together: boolean;
  /** The name of the organisation's instance that must approve; null: none. */
  approval: string | null;
}

/** The period of a row in points of time: from the first day's midnight to the midnight after the last. */
export const period = `(x."from"::date)::timestamp AT TIME ZONE n.timezone AS valid_from,
  coalesce(((x.until::date + 1)::timestamp AT TIME ZONE n.timezone), 'infinity') AS valid_until`;

/**
 * Affiliates people with organisations. The latest affiliation of the same two is given the period; without one it is
 * added. Triggers keep the grants.
 *
 * @returns how many changed
 */
export async function placeAffiliations(
  client: ClientBase,
  networkId: string,
  all: AffiliationToPlace[],
): Promise<number> {
  const placed = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT x."personId" AS person_id, o.id AS organisation_id, ${period},
         (SELECT a.id FROM organisations_affiliation a WHERE a.network_id = $1 AND a.person_id = x."personId" AND a.organisation_id = o.id
          ORDER BY a.valid_from DESC LIMIT 1) AS known
       FROM jsonb_to_recordset($2::jsonb) AS x("personId" uuid, organisation text, "from" text, until text)
       JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.organisation
       JOIN places_network n ON n.id = $1
     ), mended AS (
       UPDATE organisations_affiliation a SET valid_from = g.valid_from, valid_until = g.valid_until FROM given g
       WHERE a.network_id = $1 AND a.id = g.known AND (a.valid_from, a.valid_until) IS DISTINCT FROM (g.valid_from, g.valid_until)
       RETURNING 1
     ), added AS (
       INSERT INTO organisations_affiliation (network_id, person_id, organisation_id, valid_from, valid_until)
       SELECT $1, g.person_id, g.organisation_id, g.valid_from, g.valid_until FROM given g WHERE g.known IS NULL
       RETURNING 1
     )
     SELECT ((SELECT count(*) FROM mended) + (SELECT count(*) FROM added))::int AS changed`,
    [networkId, JSON.stringify(all)],
  );
  return placed.rows[0]!.changed;
}

/**
 * Gives people authority to bind organisations, one row a subject, in the same way.
 *
 * @returns how many changed
 */
export async function placeAuthorities(
  client: ClientBase,
  networkId: string,
  all: AuthorityToPlace[],
): Promise<number> {
  const placed = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT x."personId" AS person_id, o.id AS organisation_id, x.subject, x."givenBy" AS given_by, x."limit" AS limit_amount, x.together,
         (SELECT i.id FROM organisations_instance i WHERE i.network_id = $1 AND i.organisation_id = o.id AND i.name = x.approval AND i.dissolved_at IS NULL) AS instance_id, ${period},
         (SELECT a.id FROM organisations_authority a WHERE a.network_id = $1 AND a.person_id = x."personId"
            AND a.organisation_id = o.id AND a.subject = x.subject ORDER BY a.valid_from DESC LIMIT 1) AS known
       FROM jsonb_to_recordset($2::jsonb) AS x("personId" uuid, organisation text, subject text, "givenBy" text, "limit" numeric, together boolean, approval text, "from" text, until text)
       JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.organisation
       JOIN places_network n ON n.id = $1
     ), mended AS (
       UPDATE organisations_authority a SET given_by = g.given_by, limit_amount = g.limit_amount, together = g.together, instance_id = g.instance_id,
         valid_from = g.valid_from, valid_until = g.valid_until FROM given g
       WHERE a.network_id = $1 AND a.id = g.known
         AND (a.given_by, a.limit_amount, a.together, a.instance_id, a.valid_from, a.valid_until)
           IS DISTINCT FROM (g.given_by, g.limit_amount, g.together, g.instance_id, g.valid_from, g.valid_until)
       RETURNING 1
     ), added AS (
       INSERT INTO organisations_authority (network_id, person_id, organisation_id, subject, given_by, limit_amount, together, instance_id, valid_from, valid_until)
       SELECT $1, g.person_id, g.organisation_id, g.subject, g.given_by, g.limit_amount, g.together, g.instance_id, g.valid_from, g.valid_until
       FROM given g WHERE g.known IS NULL
       RETURNING 1
     )
     SELECT ((SELECT count(*) FROM mended) + (SELECT count(*) FROM added))::int AS changed`,
    [networkId, JSON.stringify(all)],
  );
  return placed.rows[0]!.changed;
}
