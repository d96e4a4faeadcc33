import type { ClientBase } from 'pg';

export interface MandateToPlace {
  body: string;
  remit: string;
  rule: string;
  quorum: number;
  required_sectors: string[];
  text: string | null;
  /** Meetings a year. */
  cadence_per_year: number | null;
  term_months: number | null;
  /** The day since when it is in force; null: today. */
  from: string | null;
}

/**
 * Gives bodies the mandates of a demonstration. A mandate is never edited: one that differs from the one in force is the
 * next version. Where somebody drafted one in Torv, that stands.
 *
 * @returns how many versions were added
 */
export async function placeMandates(
  client: ClientBase,
  networkId: string,
  mandates: MandateToPlace[],
): Promise<number> {
  const given = (m: string) =>
    `(${m}.remit, ${m}.rule, ${m}.quorum, ${m}.required_sectors, ${m}.text, ${m}.cadence_per_year, ${m}.term_months)`;
  const placed = await client.query(
    `INSERT INTO bodies_mandate (network_id, body_id, remit, rule, quorum, required_sectors, text, cadence_per_year, term_months,
       demonstration, in_force_from)
     SELECT $1, b.id, x.remit, x.rule, x.quorum, x.required_sectors, x.text, x.cadence_per_year, x.term_months, true,
       coalesce(least((x."from"::date)::timestamp AT TIME ZONE n.timezone, now()), now())
     FROM jsonb_to_recordset($2::jsonb) AS x(body text, remit text, rule text, quorum integer, required_sectors text[], text text,
       cadence_per_year integer, term_months integer, "from" text)
     JOIN bodies_body b ON b.network_id = $1 AND b.key = x.body
     JOIN places_network n ON n.id = $1
     LEFT JOIN LATERAL (SELECT m.* FROM bodies_mandate m WHERE m.network_id = $1 AND m.body_id = b.id
       ORDER BY m.version DESC LIMIT 1) AS last ON true
     WHERE last.version IS NULL OR (last.demonstration AND last.adopted_by IS NULL AND ${given('last')} IS DISTINCT FROM ${given('x')})`,
    [networkId, JSON.stringify(mandates)],
  );
  return placed.rowCount ?? 0;
}

/** A body that reports to another, or advises it. */
export interface BodyLinkToPlace {
  body: string;
  kind: string;
  to: string;
}

/** Adds what bodies are to each other. @returns how many links were added */
export async function placeHierarchy(client: ClientBase, networkId: string, links: BodyLinkToPlace[]): Promise<number> {
  const placed = await client.query(
    `INSERT INTO bodies_link (network_id, body_id, kind, other_body_id)
     SELECT $1, b.id, x.kind, o.id FROM jsonb_to_recordset($2::jsonb) AS x(body text, kind text, "to" text)
     JOIN bodies_body b ON b.network_id = $1 AND b.key = x.body
     JOIN bodies_body o ON o.network_id = $1 AND o.key = x."to" ON CONFLICT DO NOTHING`,
    [networkId, JSON.stringify(links)],
  );
  return placed.rowCount ?? 0;
}
