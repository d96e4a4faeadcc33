import type { ClientBase } from 'pg';

/** `seats`: the organisations that hold a member's seat, whoever may fill it. */
export interface BodyToPlace {
  key: string;
  name: string;
  kind: string;
  since: number | null;
  status: string | null;
  secretariat: string | null;
  mandate: string | null;
  seats: string[];
  linked_to: string[];
  dialogue_with: string[];
}

/**
 * Makes or updates bodies by their keys, with their links, and adds the seats they lack, vacant. A seat that is there is
 * left as it is, whoever fills it.
 *
 * @param knownSince year that the source speaks of, for bodies without one of their own; null: seats begin today
 * @returns how many bodies, links and seats changed
 */
export async function placeBodies(
  client: ClientBase,
  networkId: string,
  bodies: BodyToPlace[],
  knownSince: number | null,
): Promise<{ bodies: number; bodyLinks: number; seats: number }> {
  const given = JSON.stringify(bodies);
  const placed = await client.query(
    `INSERT INTO bodies_body AS b (network_id, key, name, kind, since, status, secretariat_id, mandate_note)
     SELECT $1, x.key, x.name, x.kind, x.since, x.status, o.id, x.mandate
     FROM jsonb_to_recordset($2::jsonb) AS x(key text, name text, kind text, since integer, status text, secretariat text, mandate text)
     LEFT JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.secretariat
     ON CONFLICT (network_id, key) DO UPDATE SET name = excluded.name, kind = excluded.kind, since = excluded.since,
       status = excluded.status, secretariat_id = excluded.secretariat_id, mandate_note = excluded.mandate_note
     WHERE (b.name, b.kind, b.since, b.status, b.secretariat_id, b.mandate_note) IS DISTINCT FROM
       (excluded.name, excluded.kind, excluded.since, excluded.status, excluded.secretariat_id, excluded.mandate_note)`,
    [networkId, given],
  );
  const seats = await client.query(
    `INSERT INTO bodies_seat (network_id, body_id, organisation_id, role, voting, valid_from)
     SELECT $1, b.id, o.id, 'member', true,
       coalesce(make_timestamptz(coalesce(x.since, $3::int), 1, 1, 0, 0, 0, n.timezone), date_trunc('day', now(), n.timezone))
     FROM jsonb_to_recordset($2::jsonb) AS x(key text, since integer, seats jsonb)
     CROSS JOIN jsonb_array_elements_text(x.seats) AS holder
     JOIN bodies_body b ON b.network_id = $1 AND b.key = x.key
     JOIN organisations_organisation o ON o.network_id = $1 AND o.key = holder
     JOIN places_network n ON n.id = $1
     WHERE NOT EXISTS (SELECT FROM bodies_seat s WHERE s.network_id = $1 AND s.body_id = b.id AND s.organisation_id = o.id AND s.role = 'member')`,
    [networkId, given, knownSince],
  );
  return {
    bodies: placed.rowCount ?? 0,
    bodyLinks: await placeBodyLinks(client, networkId, given),
    seats: seats.rowCount ?? 0,
  };
}

/** Makes the links of the given bodies exactly these, of the kinds that a network file can say. */
async function placeBodyLinks(client: ClientBase, networkId: string, bodies: string): Promise<number> {
  const { rows } = await client.query<{ changed: number }>(
    `WITH given AS (SELECT b.id AS body_id, x.linked_to, x.dialogue_with
       FROM jsonb_to_recordset($2::jsonb) AS x(key text, linked_to jsonb, dialogue_with jsonb)
       JOIN bodies_body b ON b.network_id = $1 AND b.key = x.key),
     wanted AS (
       SELECT g.body_id, 'linked-to' AS kind, other.id AS other_body_id, NULL::uuid AS organisation_id
       FROM given g CROSS JOIN jsonb_array_elements_text(g.linked_to) AS key
       JOIN bodies_body other ON other.network_id = $1 AND other.key = key.value
       UNION ALL
       SELECT g.body_id, 'dialogue-with', NULL, o.id
       FROM given g CROSS JOIN jsonb_array_elements_text(g.dialogue_with) AS key
       JOIN organisations_organisation o ON o.network_id = $1 AND o.key = key.value
     ), gone AS (
       DELETE FROM bodies_link l WHERE l.network_id = $1 AND l.body_id IN (SELECT g.body_id FROM given g)
         AND l.kind IN ('linked-to', 'dialogue-with')
         AND NOT EXISTS (SELECT FROM wanted w WHERE (w.body_id, w.kind) = (l.body_id, l.kind)
           AND (w.other_body_id, w.organisation_id) IS NOT DISTINCT FROM (l.other_body_id, l.organisation_id))
       RETURNING 1
     ), added AS (
       INSERT INTO bodies_link (network_id, body_id, kind, other_body_id, organisation_id)
       SELECT $1, w.body_id, w.kind, w.other_body_id, w.organisation_id FROM wanted w ON CONFLICT DO NOTHING RETURNING 1
     )
     SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM added))::int AS changed`,
    [networkId, bodies],
  );
  return rows[0]!.changed;
}
