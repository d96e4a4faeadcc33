import type { Query } from '../platform/database/query';

/**
 * Columns of the mandate that is in force for a body at a moment: the first that it had, and each later one from its
 * adoption on. As the text of a lateral query.
 *
 * @param body an expression for the body's id
 * @param at the moment, as SQL
 */
export const mandateInForce = (
  network: string,
  body: string,
  at = 'now()',
): string => `SELECT md.* FROM bodies_mandate md
  WHERE md.network_id = ${network} AND md.body_id = ${body} AND md.in_force_from IS NOT NULL AND (md.in_force_from <= ${at} OR md.version = 1)
  ORDER BY md.in_force_from DESC, md.version DESC LIMIT 1`;

const current = (m: string) =>
  `NOT EXISTS (SELECT FROM bodies_mandate n WHERE n.network_id = ${m}.network_id AND n.body_id = ${m}.body_id
    AND (n.in_force_from, n.version) > (${m}.in_force_from, ${m}.version))`;

/** Where a mandate stands (`MandateState`). */
export const mandateState = (
  m: string,
): string => `CASE WHEN ${m}.in_force_from IS NULL THEN 'draft' WHEN NOT (${current(m)}) THEN 'past'
  WHEN ${m}.adopted_by IS NULL THEN 'provisional' ELSE 'adopted' END`;

/** A mandate (`MandateView`), over the alias of its row and the note that the source gives of its body. */
export const mandateJson = (
  m: string,
  note = 'NULL',
): string => `json_build_object('id', ${m}.id, 'version', ${m}.version,
  'revision', ${m}.revision, 'state', ${mandateState(m)},
  'remit', ${m}.remit, 'rule', ${m}.rule, 'quorum', ${m}.quorum, 'requiredSectors', ${m}.required_sectors,
  'cadencePerYear', ${m}.cadence_per_year, 'termMonths', ${m}.term_months, 'text', coalesce(${m}.text, ${note}),
  'demonstration', ${m}.demonstration, 'draftedAt', ${m}.drafted_at, 'inForceFrom', ${m}.in_force_from, 'adoptedBy', ${m}.adopted_by)`;

/** Every version of a body's mandate, newest first. */
export const mandatesOfBody = (networkId: string, key: string): Query => ({
  name: 'mandates-of-body',
  text: `SELECT json_build_object('items', coalesce((SELECT json_agg(${mandateJson('m', 'b.mandate_note')} ORDER BY m.version DESC)
           FROM bodies_mandate m WHERE m.network_id = b.network_id AND m.body_id = b.id), '[]'))::text AS json
         FROM bodies_body b WHERE b.network_id = $1 AND b.key = $2`,
  values: [networkId, key],
});
