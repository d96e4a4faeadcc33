import type { ClientBase } from 'pg';

/** `from` and `until` are days in the network's time zone, both included; `personId` null: vacant. */
export interface SeatToPlace {
  body: string;
  organisation: string;
  role: string;
  voting: boolean;
  personId: string | null;
  from: string;
  until: string | null;
}

/**
 * Fills seats: the latest seat of the same body, organisation and role is given the person and the period, without one it
 * is added. Where another person sat, that sitting ends and the new one follows it in the same place. What came about in
 * Torv is left as it is. Triggers keep the grants.
 *
 * @returns how many changed
 */
export async function placeSeats(client: ClientBase, networkId: string, seats: SeatToPlace[]): Promise<number> {
  const { rows } = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT b.id AS body_id, o.id AS organisation_id, x.role, x.voting, x."personId" AS person_id,
         greatest((x."from"::date)::timestamp AT TIME ZONE n.timezone, known.earliest) AS valid_from,
         coalesce(((x.until::date + 1)::timestamp AT TIME ZONE n.timezone), 'infinity') AS valid_until, known.*
       FROM jsonb_to_recordset($2::jsonb) AS x(body text, organisation text, role text, voting boolean, "personId" uuid, "from" text, until text)
       JOIN bodies_body b ON b.network_id = $1 AND b.key = x.body
       JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.organisation
       JOIN places_network n ON n.id = $1
       LEFT JOIN LATERAL (SELECT s.id AS known, s.place_id, s.by_hand,
           -- Who sat in the place before has sat.
           (SELECT max(p.valid_until) FROM bodies_seat p WHERE p.network_id = $1 AND p.place_id = s.place_id AND p.id <> s.id) AS earliest,
           s.person_id IS NOT NULL AND s.person_id IS DISTINCT FROM x."personId" AND s.valid_from < (x."from"::date)::timestamp AT TIME ZONE n.timezone AS succeeds
         FROM bodies_seat s WHERE s.network_id = $1 AND s.body_id = b.id AND s.organisation_id = o.id AND s.role = x.role
         ORDER BY s.valid_from DESC LIMIT 1) known ON true
     ), filled AS (
       UPDATE bodies_seat s SET voting = g.voting, person_id = g.person_id, valid_from = g.valid_from, valid_until = g.valid_until
       FROM given g WHERE s.network_id = $1 AND s.id = g.known AND NOT g.by_hand AND NOT g.succeeds
         AND (s.voting, s.person_id, s.valid_from, s.valid_until) IS DISTINCT FROM (g.voting, g.person_id, g.valid_from, g.valid_until)
       RETURNING 1
     ), ended AS (
       UPDATE bodies_seat s SET valid_until = least(s.valid_until, g.valid_from)
       FROM given g WHERE s.network_id = $1 AND s.id = g.known AND NOT g.by_hand AND g.succeeds
     ), added AS (
       INSERT INTO bodies_seat (network_id, body_id, organisation_id, role, voting, person_id, valid_from, valid_until, place_id)
       SELECT $1, g.body_id, g.organisation_id, g.role, g.voting, g.person_id, g.valid_from, g.valid_until, coalesce(g.place_id, uuidv7())
       FROM given g WHERE g.known IS NULL OR (NOT g.by_hand AND g.succeeds)
       RETURNING 1
     )
     SELECT ((SELECT count(*) FROM filled) + (SELECT count(*) FROM added))::int AS changed`,
    [networkId, JSON.stringify(seats)],
  );
  return rows[0]!.changed;
}

/** `person` steps in for whoever holds the organisation's seat in that role; days as in a seat. */
export interface DeputyToPlace {
  body: string;
  organisation: string;
  role: string;
  kind: string;
  personId: string;
  from: string;
  until: string | null;
}

/** Adds deputies that are not there yet. @returns how many */
export async function placeDeputies(client: ClientBase, networkId: string, deputies: DeputyToPlace[]): Promise<number> {
  const placed = await client.query(
    `INSERT INTO bodies_deputy (network_id, body_id, organisation_id, place_id, person_id, kind, valid_from, valid_until)
     SELECT $1, s.body_id, s.organisation_id, s.place_id, x."personId", x.kind, (x."from"::date)::timestamp AT TIME ZONE n.timezone,
       coalesce(((x.until::date + 1)::timestamp AT TIME ZONE n.timezone), 'infinity')
     FROM jsonb_to_recordset($2::jsonb) AS x(body text, organisation text, role text, kind text, "personId" uuid, "from" text, until text)
     JOIN bodies_body b ON b.network_id = $1 AND b.key = x.body
     JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.organisation
     JOIN places_network n ON n.id = $1
     JOIN LATERAL (SELECT s.* FROM bodies_seat s WHERE s.network_id = $1 AND s.body_id = b.id AND s.organisation_id = o.id AND s.role = x.role
       ORDER BY s.valid_from DESC LIMIT 1) s ON true
     WHERE NOT EXISTS (SELECT FROM bodies_deputy d WHERE d.network_id = $1 AND d.place_id = s.place_id AND d.person_id = x."personId"
       AND d.kind = x.kind AND d.valid_from = (x."from"::date)::timestamp AT TIME ZONE n.timezone)`,
    [networkId, JSON.stringify(deputies)],
  );
  return placed.rowCount ?? 0;
}
