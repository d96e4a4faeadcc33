import type { Query } from '../platform/database/query';

const inForce = (row: string) => `${row}.valid_from <= now() AND ${row}.valid_until > now()`;

/** True when the person of a row belongs today to the organisation that the row is for. */
const affiliated = (
  row: string,
) => `EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = ${row}.network_id
  AND a.person_id = ${row}.person_id AND a.organisation_id = ${row}.organisation_id AND ${inForce('a')})`;

/** The last day of a period, null when it is open. Needs the network as `n`. */
const lastDay = (row: string) =>
  `CASE WHEN ${row}.valid_until = 'infinity' THEN NULL ELSE ((${row}.valid_until AT TIME ZONE n.timezone) - interval '1 microsecond')::date END`;
const personJson = (p: string) =>
  `CASE WHEN ${p}.id IS NULL THEN NULL ELSE json_build_object('id', ${p}.id, 'name', ${p}.name) END`;

/** Since when a seat is empty: from its own beginning, or from when its person left the organisation. */
const vacantSince = `CASE WHEN p.id IS NOT NULL THEN NULL ELSE (coalesce(
    (SELECT least(max(a.valid_until), now()) FROM organisations_affiliation a WHERE a.network_id = s.network_id
      AND a.person_id = s.person_id AND a.organisation_id = s.organisation_id AND a.valid_until > s.valid_from),
    s.valid_from) AT TIME ZONE n.timezone)::date END`;

/** Organisations, bodies with their seats in force, and links: who sits where for whom (`NetworkPicture`). */
export const networkPicture = (networkId: string): Query => ({
  name: 'network-picture',
  text: `SELECT json_build_object('today', (now() AT TIME ZONE n.timezone)::date,
      'organisations', coalesce((SELECT json_agg(json_build_object('id', o.id, 'key', o.key, 'name', o.name, 'sector', o.sector, 'swatch', o.swatch,
          'parents', coalesce((SELECT json_agg(up.key ORDER BY up.key) FROM organisations_parent op
            JOIN organisations_organisation up ON up.network_id = op.network_id AND up.id = op.parent_id
            WHERE op.network_id = o.network_id AND op.organisation_id = o.id), '[]')) ORDER BY o.name, o.id)
        FROM organisations_organisation o WHERE o.network_id = n.id), '[]'),
      'bodies', coalesce((SELECT json_agg(json_build_object('id', b.id, 'key', b.key, 'name', b.name, 'kind', b.kind, 'status', b.status,
          'secretariatId', b.secretariat_id,
          'mandate', (SELECT json_build_object('remit', m.remit, 'rule', m.rule, 'quorum', m.quorum, 'requiredSectors', m.required_sectors,
              'cadencePerYear', m.cadence_per_year)
            FROM bodies_mandate m WHERE m.network_id = b.network_id AND m.body_id = b.id AND m.in_force_from IS NOT NULL ORDER BY m.version DESC LIMIT 1),
          'seats', coalesce((SELECT json_agg(json_build_object('id', s.id, 'role', s.role, 'voting', s.voting,
              'organisationId', s.organisation_id, 'person', ${personJson('p')}, 'from', (s.valid_from AT TIME ZONE n.timezone)::date,
              'until', CASE WHEN EXISTS (SELECT FROM bodies_seat next WHERE next.network_id = s.network_id AND next.place_id = s.place_id
                AND next.valid_from >= s.valid_until AND next.person_id IS NOT NULL) THEN NULL ELSE ${lastDay('s')} END, 'vacantSince', ${vacantSince})
              ORDER BY array_position('{chair,vice-chair,secretary,member,observer}', s.role), so.name, s.id)
            FROM bodies_seat s JOIN organisations_organisation so ON so.network_id = s.network_id AND so.id = s.organisation_id
            LEFT JOIN identity_person p ON p.id = s.person_id AND ${affiliated('s')}
            WHERE s.network_id = b.network_id AND s.body_id = b.id AND ${inForce('s')}), '[]')) ORDER BY b.name, b.id)
        FROM bodies_body b WHERE b.network_id = n.id AND (b.ended_on IS NULL OR b.ended_on >= (now() AT TIME ZONE n.timezone)::date)), '[]'),
      'links', coalesce((SELECT json_agg(json_build_object('id', l.id, 'bodyId', l.body_id, 'kind', l.kind, 'otherBodyId', l.other_body_id,
          'organisationId', l.organisation_id) ORDER BY l.id)
        FROM bodies_link l WHERE l.network_id = n.id), '[]')) AS json
    FROM places_network n WHERE n.id = $1`,
  values: [networkId],
});

/** Who may bind or administer which organisation today, and who facilitates the network (`Standing`). */
export const standingsOfNetwork = (networkId: string): Query => ({
  name: 'standings-of-network',
  text: `SELECT json_build_object('person', json_build_object('id', p.id, 'name', p.name), 'organisationId', x.organisation_id, 'what', x.what) AS json
    FROM (SELECT network_id, person_id, organisation_id, subject AS what, valid_from, valid_until FROM organisations_authority
      UNION ALL SELECT network_id, person_id, organisation_id, office, valid_from, valid_until FROM organisations_office) x
    JOIN identity_person p ON p.id = x.person_id
    WHERE x.network_id = $1 AND ${inForce('x')} AND ${affiliated('x')}
    ORDER BY p.name, p.id, x.what, x.organisation_id`,
  values: [networkId],
});

/** How many meetings of each body were called in the last twelve months, of those that the reader may see. */
export const meetingsCalled = (networkId: string): Query => ({
  name: 'meetings-called',
  text: `SELECT m.body_id, count(*)::int AS meetings FROM meetings_meeting m
    WHERE m.network_id = $1 AND m.starts_at > now() - interval '1 year' AND m.starts_at <= now() AND m.state IN ('called', 'open', 'closed')
    GROUP BY m.body_id`,
  values: [networkId],
});

/**
 * Seats whose term ran out in the last half year with no other of the same place after it (`EndedSeat`). A term runs out
 * at midnight; a seat that somebody ended then and there was meant to go.
 */
export const endedSeats = (networkId: string): Query => ({
  name: 'ended-seats',
  text: `SELECT json_build_object('bodyId', s.body_id, 'id', s.id, 'role', s.role, 'organisationId', s.organisation_id,
      'person', ${personJson('p')}, 'until', ${lastDay('s')}) AS json
    FROM bodies_seat s JOIN places_network n ON n.id = s.network_id JOIN bodies_body b ON b.network_id = s.network_id AND b.id = s.body_id
    LEFT JOIN identity_person p ON p.id = s.person_id
    WHERE s.network_id = $1 AND s.valid_until <= now() AND s.valid_until > now() - interval '180 days' AND s.valid_from < s.valid_until AND b.ended_on IS NULL
      AND (NOT s.by_hand OR (s.valid_until AT TIME ZONE n.timezone)::time = '00:00')
      AND NOT EXISTS (SELECT FROM bodies_seat later WHERE later.network_id = s.network_id AND later.place_id = s.place_id AND later.valid_until > s.valid_until)
    ORDER BY s.valid_until, s.id`,
  values: [networkId],
});

/**
 * What else tells on composition (`CompositionFacts`): organisations that are councils themselves (the source says that
 * they approve), estates where residents decide, and whether anyone who sits in a body speaks subject to a council's or a
 * committee's approval.
 */
export const compositionFacts = (networkId: string): Query => ({
  name: 'composition-facts',
  text: `SELECT json_build_object(
      'councils', coalesce((SELECT json_agg(o.key ORDER BY o.key) FROM organisations_organisation o
        WHERE o.network_id = $1 AND o.sector = 'municipality' AND o.note = 'approving authority'), '[]'),
      'estates', coalesce((SELECT json_agg(DISTINCT o.key) FROM organisations_instance i
        JOIN organisations_organisation o ON o.network_id = i.network_id AND o.id = i.organisation_id
        WHERE i.network_id = $1 AND i.kind IN ('estate-meeting', 'estate-board') AND i.dissolved_at IS NULL), '[]'),
      'approvedByCouncil', EXISTS (SELECT FROM organisations_authority x
        JOIN organisations_instance i ON i.network_id = x.network_id AND i.id = x.instance_id AND i.kind IN ('council', 'committee') AND i.dissolved_at IS NULL
        JOIN bodies_seat s ON s.network_id = x.network_id AND s.person_id = x.person_id AND s.organisation_id = x.organisation_id AND ${inForce('s')}
        WHERE x.network_id = $1 AND ${inForce('x')} AND ${affiliated('x')})) AS json`,
  values: [networkId],
});
