/** A moment that may be without end, as JSON shows it. */
export const moment = (column: string): string => `CASE WHEN ${column} = 'infinity' THEN NULL ELSE ${column} END`;

/** True when the row `s` holds at the moment `at`. */
export const inForce = (s: string, at = 'now()'): string => `(${s}.valid_from <= ${at} AND ${s}.valid_until > ${at})`;

/**
 * True when the person of the seat or deputy `s` counts at the moment `at`: while they are affiliated with the organisation
 * that holds the seat. A right is derived in the same way (`bodies_grant`).
 */
export const counts = (s: string, at = 'now()'): string => `EXISTS (SELECT FROM organisations_affiliation af
  WHERE af.network_id = ${s}.network_id AND af.person_id = ${s}.person_id AND af.organisation_id = ${s}.organisation_id
    AND ${inForce('af', at)})`;

/** Who steps in for the place of the seat `s` at the moment `at`: id and name, or no row. */
export const steppingIn = (s: string, at: string): string => `SELECT dp.id, dp.name FROM bodies_deputy d
  JOIN identity_person dp ON dp.id = d.person_id
  WHERE d.network_id = ${s}.network_id AND d.place_id = ${s}.place_id AND d.kind = 'deputy' AND ${inForce('d', at)} AND ${counts('d', at)}
  ORDER BY d.meeting_id NULLS LAST LIMIT 1`;

/** Since when the seat `s` is vacant: since somebody last sat in its place, or left the organisation that they sat for. */
export const vacantSince = (s: string): string => `CASE
  WHEN ${s}.person_id IS NULL THEN (SELECT coalesce(max(e.valid_until) FILTER (WHERE e.person_id IS NOT NULL), min(e.valid_from))
    FROM bodies_seat e WHERE e.network_id = ${s}.network_id AND e.place_id = ${s}.place_id AND e.valid_from <= ${s}.valid_from AND e.id <> ${s}.id
    HAVING count(*) > 0)
  ELSE (SELECT max(af.valid_until) FROM organisations_affiliation af WHERE af.network_id = ${s}.network_id AND af.person_id = ${s}.person_id
    AND af.organisation_id = ${s}.organisation_id AND af.valid_until <= now()) END`;

/** The roles that the reader fills in the body `b` today, through a seat or by stepping in: as far as their rights go. */
export const rolesOfReader = (b: string): string => `SELECT s.role FROM platform_grant g
    JOIN bodies_seat s ON s.network_id = g.network_id AND s.id = g.source_id
    WHERE g.network_id = ${b}.network_id AND g.scope = 'body' AND g.scope_id = ${b}.id
  UNION SELECT s.role FROM platform_grant g JOIN bodies_deputy d ON d.network_id = g.network_id AND d.id = g.source_id AND ${inForce('d')}
    JOIN bodies_seat s ON s.network_id = d.network_id AND s.place_id = d.place_id AND ${inForce('s')}
    WHERE g.network_id = ${b}.network_id AND g.scope = 'body' AND g.scope_id = ${b}.id`;
