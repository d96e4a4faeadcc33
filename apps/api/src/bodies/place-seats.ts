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

export interface MandateToPlace {
  body: string;
  remit: string;
  rule: string;
  quorum: number;
  required_sectors: string[];
  text: string | null;
}

/**
 * Fills seats: the latest seat of the same body, organisation and role is given the person and the period; without one
 * it is added. Triggers keep the grants.
 *
 * @returns how many changed
 */
export async function placeSeats(client: ClientBase, networkId: string, seats: SeatToPlace[]): Promise<number> {
  const { rows } = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT b.id AS body_id, o.id AS organisation_id, x.role, x.voting, x."personId" AS person_id,
         (x."from"::date)::timestamp AT TIME ZONE n.timezone AS valid_from,
         coalesce(((x.until::date + 1)::timestamp AT TIME ZONE n.timezone), 'infinity') AS valid_until,
         (SELECT s.id FROM bodies_seat s WHERE s.network_id = $1 AND s.body_id = b.id AND s.organisation_id = o.id AND s.role = x.role
          ORDER BY s.valid_from DESC LIMIT 1) AS known
       FROM jsonb_to_recordset($2::jsonb) AS x(body text, organisation text, role text, voting boolean, "personId" uuid, "from" text, until text)
       JOIN bodies_body b ON b.network_id = $1 AND b.key = x.body
       JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.organisation
       JOIN places_network n ON n.id = $1
     ), filled AS (
       UPDATE bodies_seat s SET voting = g.voting, person_id = g.person_id, valid_from = g.valid_from, valid_until = g.valid_until
       FROM given g WHERE s.network_id = $1 AND s.id = g.known
         AND (s.voting, s.person_id, s.valid_from, s.valid_until) IS DISTINCT FROM (g.voting, g.person_id, g.valid_from, g.valid_until)
       RETURNING 1
     ), added AS (
       INSERT INTO bodies_seat (network_id, body_id, organisation_id, role, voting, person_id, valid_from, valid_until)
       SELECT $1, g.body_id, g.organisation_id, g.role, g.voting, g.person_id, g.valid_from, g.valid_until FROM given g WHERE g.known IS NULL
       RETURNING 1
     )
     SELECT ((SELECT count(*) FROM filled) + (SELECT count(*) FROM added))::int AS changed`,
    [networkId, JSON.stringify(seats)],
  );
  return rows[0]!.changed;
}

/**
 * Gives bodies the mandates of a demonstration. A mandate is never edited: one that differs from the one in force is the
 * next version.
 *
 * @returns how many versions were added
 */
export async function placeMandates(
  client: ClientBase,
  networkId: string,
  mandates: MandateToPlace[],
): Promise<number> {
  const placed = await client.query(
    `INSERT INTO bodies_mandate (network_id, body_id, version, remit, rule, quorum, required_sectors, text, demonstration)
     SELECT $1, b.id, coalesce(last.version, 0) + 1, x.remit, x.rule, x.quorum, x.required_sectors, x.text, true
     FROM jsonb_to_recordset($2::jsonb) AS x(body text, remit text, rule text, quorum integer, required_sectors text[], text text)
     JOIN bodies_body b ON b.network_id = $1 AND b.key = x.body
     LEFT JOIN LATERAL (SELECT m.* FROM bodies_mandate m WHERE m.network_id = $1 AND m.body_id = b.id
       ORDER BY m.version DESC LIMIT 1) AS last ON true
     WHERE last.version IS NULL OR (last.remit, last.rule, last.quorum, last.required_sectors, last.text, last.demonstration)
       IS DISTINCT FROM (x.remit, x.rule, x.quorum, x.required_sectors, x.text, true)`,
    [networkId, JSON.stringify(mandates)],
  );
  return placed.rowCount ?? 0;
}
