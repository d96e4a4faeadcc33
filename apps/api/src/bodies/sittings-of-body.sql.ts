import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';
import { moment } from './sittings.sql';

/**
 * Who sat in a body's places and for whom: on one day of the network's time zone, or always. Somebody who left their
 * organisation is shown for as long as they belonged to it, and the place as vacant from then.
 */
export const sittingsOfBody = (networkId: string, key: string, on: string | null): Query => ({
  name: 'sittings-of-body',
  text: `WITH b AS (SELECT b.network_id, b.id, d.since, d.until FROM bodies_body b JOIN places_network n ON n.id = b.network_id
           CROSS JOIN LATERAL (SELECT CASE WHEN $3::date IS NULL THEN '-infinity' ELSE $3::date::timestamp AT TIME ZONE n.timezone END AS since,
             CASE WHEN $3::date IS NULL THEN 'infinity' ELSE ($3::date + 1)::timestamp AT TIME ZONE n.timezone END AS until) d
           WHERE b.network_id = $1 AND b.key = $2),
         sat AS (
           SELECT s.network_id, s.id, s.place_id, s.role, s.voting, s.organisation_id, part.person_id, part.valid_from, part.valid_until, b.since, b.until
           FROM b JOIN bodies_seat s ON s.network_id = b.network_id AND s.body_id = b.id
           CROSS JOIN LATERAL (
             SELECT s.person_id, lower(r) AS valid_from, coalesce(upper(r), 'infinity') AS valid_until
             FROM (SELECT range_agg(tstzrange(a.valid_from, a.valid_until)) * tstzmultirange(tstzrange(s.valid_from, s.valid_until)) AS held
               FROM organisations_affiliation a WHERE a.network_id = s.network_id AND a.person_id = s.person_id
                 AND a.organisation_id = s.organisation_id AND a.valid_from < a.valid_until) h CROSS JOIN unnest(h.held) r
             UNION ALL
             SELECT NULL, lower(r), coalesce(upper(r), 'infinity') FROM (
               SELECT tstzmultirange(tstzrange(s.valid_from, s.valid_until)) - coalesce((SELECT range_agg(tstzrange(a.valid_from, a.valid_until))
                 FROM organisations_affiliation a WHERE a.network_id = s.network_id AND a.person_id = s.person_id
                   AND a.organisation_id = s.organisation_id AND a.valid_from < a.valid_until), '{}') AS empty) h CROSS JOIN unnest(h.empty) r
           ) part
           WHERE s.valid_from < s.valid_until AND part.valid_from < b.until AND part.valid_until > b.since)
         SELECT json_build_object('on', $3::date, 'items', coalesce((SELECT json_agg(json_build_object('id', s.id, 'placeId', s.place_id,
             'role', s.role, 'voting', s.voting, 'organisation', ${organisationJson('o')},
             'person', CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END,
             'from', s.valid_from, 'until', ${moment('s.valid_until')},
             'deputies', coalesce((SELECT json_agg(json_build_object('person', json_build_object('id', dp.id, 'name', dp.name),
                 'from', d.valid_from, 'until', ${moment('d.valid_until')}) ORDER BY d.valid_from)
               FROM bodies_deputy d JOIN identity_person dp ON dp.id = d.person_id
               WHERE d.network_id = s.network_id AND d.place_id = s.place_id AND d.kind = 'deputy' AND d.valid_from < d.valid_until
                 AND d.valid_from < least(s.valid_until, s.until) AND d.valid_until > greatest(s.valid_from, s.since)), '[]'))
             ORDER BY CASE WHEN $3::date IS NULL THEN s.valid_from END DESC,
               array_position('{chair,vice-chair,secretary,member,observer}', s.role), o.name, s.valid_from)
           FROM sat s JOIN organisations_organisation o ON o.network_id = s.network_id AND o.id = s.organisation_id
           LEFT JOIN identity_person p ON p.id = s.person_id), '[]'))::text AS json
         FROM b`,
  values: [networkId, key, on],
});

/** People who are affiliated today with the organisation that holds a place (`CandidateList`). */
export const candidatesForSeat = (networkId: string, key: string, placeId: string): Query => ({
  name: 'candidates-for-seat',
  text: `SELECT json_build_object('items', coalesce((SELECT json_agg(json_build_object('id', p.id, 'name', p.name) ORDER BY p.name)
           FROM identity_person p WHERE p.id IN (SELECT a.person_id FROM organisations_affiliation a WHERE a.network_id = s.network_id
             AND a.organisation_id = s.organisation_id AND a.valid_from <= now() AND a.valid_until > now())), '[]'))::text AS json
         FROM bodies_seat s JOIN bodies_body b ON b.network_id = s.network_id AND b.id = s.body_id
         WHERE s.network_id = $1 AND b.key = $2 AND s.place_id = $3 ORDER BY s.valid_from DESC LIMIT 1`,
  values: [networkId, key, placeId],
});
