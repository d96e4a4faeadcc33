import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';
import { bodyJson } from './body-json';
import { mandateInForce, mandateJson } from './mandates.sql';
import { counts, inForce, moment, rolesOfReader, vacantSince } from './sittings.sql';

const myRoles = `coalesce((SELECT json_agg(r.role) FROM (${rolesOfReader('b')}) r), '[]')`;
const facilitates = `b.network_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'facilitate')`;
const runs = `b.id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')`;
const order = `array_position('{chair,vice-chair,secretary,member,observer}', s.role)`;

/** Bodies by name, with how many seats are held and how many of those nobody fills. */
export const bodiesOfNetwork = (networkId: string, after: (string | number)[] | null, limit: number): Query => ({
  name: 'bodies-of-network',
  text: `SELECT b.name, b.id, json_build_object('id', b.id, 'key', b.key, 'name', b.name, 'kind', b.kind, 'purpose', b.purpose,
           'endedOn', b.ended_on, 'members', count(s.id), 'vacant', count(s.id) FILTER (WHERE NOT ${counts('s')}), 'myRoles', ${myRoles})::text AS json
         FROM bodies_body b LEFT JOIN bodies_seat s ON s.network_id = b.network_id AND s.body_id = b.id AND ${inForce('s')}
         WHERE b.network_id = $1 AND ($2::text IS NULL OR (b.name, b.id) > ($2, $3::uuid))
         GROUP BY b.network_id, b.id ORDER BY b.name, b.id LIMIT $4`,
  values: [networkId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
});

const personOf = (s: string, at = 'now()') =>
  `CASE WHEN p.id IS NOT NULL AND ${counts(s, at)} THEN json_build_object('id', p.id, 'name', p.name) END`;

/** Deputies and alternates of the place of `s`, now and to come. */
const deputies = `coalesce((SELECT json_agg(json_build_object('id', d.id, 'kind', d.kind,
    'person', json_build_object('id', dp.id, 'name', dp.name), 'meetingId', d.meeting_id, 'from', d.valid_from, 'until', ${moment('d.valid_until')},
    'mayWithdraw', d.person_id = platform_actor() OR s.person_id = platform_actor()
      OR d.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer')) ORDER BY d.kind DESC, d.valid_from, d.id)
  FROM bodies_deputy d JOIN identity_person dp ON dp.id = d.person_id
  WHERE d.network_id = s.network_id AND d.place_id = s.place_id AND d.valid_until > now() AND d.valid_until > d.valid_from AND ${counts('d')}), '[]')`;

/** Each place of the body by its sitting in force, or the first that is to come; chair first. */
const seats = `coalesce((SELECT json_agg(json_build_object('id', s.id, 'placeId', s.place_id, 'version', s.version, 'role', s.role,
    'voting', s.voting, 'organisation', ${organisationJson('so')}, 'person', ${personOf('s', 'greatest(now(), s.valid_from)')},
    'from', s.valid_from, 'until', ${moment('s.valid_until')}, 'heldUntil', ${moment('s.held_until')},
    'vacantSince', CASE WHEN NOT ${counts('s', 'greatest(now(), s.valid_from)')} THEN coalesce(${vacantSince('s')}, s.valid_from) END,
    'deputies', ${deputies},
    'may', (SELECT coalesce(json_agg(w.word), '[]') FROM (VALUES
      ('bodies.change-seat', ${facilitates}),
      ('bodies.fill-seat', s.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer')),
      ('bodies.appoint-deputy', s.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer')
        OR (s.person_id = platform_actor() AND ${counts('s')}))) AS w (word, given) WHERE w.given))
    ORDER BY ${order}, so.name, s.valid_from, s.id)
  FROM (SELECT DISTINCT ON (x.place_id) x.*, max(x.valid_until) OVER (PARTITION BY x.place_id) AS held_until FROM bodies_seat x
    WHERE x.network_id = b.network_id AND x.body_id = b.id AND x.valid_until > now() ORDER BY x.place_id, x.valid_from) s
  JOIN organisations_organisation so ON so.network_id = s.network_id AND so.id = s.organisation_id
  LEFT JOIN identity_person p ON p.id = s.person_id), '[]')`;

/** What the body says of others, and others of it; that two are linked is said once. */
const links = `coalesce((SELECT json_agg(l.json ORDER BY l.kind, l.direction, l.name) FROM (
    SELECT l.kind, 'out' AS direction, coalesce(ob.name, oo.name) AS name, json_build_object('kind', l.kind, 'direction', 'out',
      'body', CASE WHEN ob.id IS NOT NULL THEN ${bodyJson('ob')} END, 'organisation', CASE WHEN oo.id IS NOT NULL THEN ${organisationJson('oo')} END) AS json
    FROM bodies_link l LEFT JOIN bodies_body ob ON ob.network_id = l.network_id AND ob.id = l.other_body_id
    LEFT JOIN organisations_organisation oo ON oo.network_id = l.network_id AND oo.id = l.organisation_id
    WHERE l.network_id = b.network_id AND l.body_id = b.id
    UNION ALL
    SELECT l.kind, 'in', fb.name, json_build_object('kind', l.kind, 'direction', 'in', 'body', ${bodyJson('fb')}, 'organisation', NULL)
    FROM bodies_link l JOIN bodies_body fb ON fb.network_id = l.network_id AND fb.id = l.body_id
    WHERE l.network_id = b.network_id AND l.other_body_id = b.id AND NOT (l.kind = 'linked-to' AND EXISTS (SELECT FROM bodies_link r
      WHERE r.network_id = l.network_id AND r.kind = 'linked-to' AND r.body_id = b.id AND r.other_body_id = l.body_id))
  ) l), '[]')`;

const hash = `encode(sha256(convert_to(b.confidentiality, 'UTF8')), 'hex')`;
const confidentiality = `CASE WHEN b.confidentiality IS NULL THEN NULL ELSE (
    SELECT json_build_object('text', b.confidentiality, 'hash', ${hash}, 'signedAt', max(i.signed_at), 'asked', max(i.signed_at) IS NULL AND (
      EXISTS (SELECT FROM bodies_seat s WHERE s.network_id = b.network_id AND s.body_id = b.id AND s.person_id = platform_actor() AND s.valid_until > now() AND ${counts('s')})
      OR EXISTS (SELECT FROM bodies_deputy d WHERE d.network_id = b.network_id AND d.body_id = b.id AND d.person_id = platform_actor()
        AND d.kind = 'deputy' AND d.valid_until > now() AND ${counts('d')})))
    FROM bodies_signature i WHERE i.network_id = b.network_id AND i.body_id = b.id AND i.person_id = platform_actor()
      AND encode(i.text_hash, 'hex') = ${hash}) END`;

/** One body whole (`BodyView`), with its version. */
export const bodyByKey = (networkId: string, key: string): Query => ({
  name: 'body-by-key',
  text: `SELECT b.version, json_build_object('id', b.id, 'key', b.key, 'name', b.name, 'kind', b.kind, 'version', b.version,
           'purpose', b.purpose, 'since', b.since, 'endedOn', b.ended_on, 'status', b.status,
           'secretariat', CASE WHEN o.id IS NULL THEN NULL ELSE ${organisationJson('o')} END, 'confidentiality', ${confidentiality},
           'mandate', (SELECT ${mandateJson('m', 'b.mandate_note')} FROM (${mandateInForce('b.network_id', 'b.id')}) m),
           'draft', (SELECT ${mandateJson('m', 'b.mandate_note')} FROM bodies_mandate m WHERE m.network_id = b.network_id AND m.body_id = b.id AND m.in_force_from IS NULL),
           'links', ${links}, 'seats', ${seats}, 'myRoles', ${myRoles},
           'may', (SELECT coalesce(json_agg(w.word), '[]') FROM (VALUES ('bodies.change', ${facilitates}), ('bodies.draft-mandate', ${facilitates} OR ${runs})) AS w (word, given)
             WHERE w.given AND b.ended_on IS NULL))::text AS json
         FROM bodies_body b LEFT JOIN organisations_organisation o ON o.network_id = b.network_id AND o.id = b.secretariat_id
         WHERE b.network_id = $1 AND b.key = $2`,
  values: [networkId, key],
});
