import { inForce } from '../bodies/sittings.sql';
import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';

const facilitated = `EXISTS (SELECT FROM platform_grant g WHERE g.scope = 'facilitate' AND g.scope_id = $1)`;

/**
 * How far a network has come towards its first meeting; a row for its facilitator only, and none once all is there.
 * Only the first body counts: the one that has come furthest.
 */
export const firstStepsOfNetwork = (networkId: string): Query => ({
  name: 'first-steps-of-network',
  text: `SELECT json_build_object('done', to_json(array_remove(ARRAY[
             CASE WHEN x.organisations > 1 THEN 'organisations' END, CASE WHEN b.id IS NOT NULL THEN 'body' END,
             CASE WHEN b.holders > 1 THEN 'seats' END, CASE WHEN b.filled > 1 THEN 'people' END,
             CASE WHEN b.mandated THEN 'mandate' END, CASE WHEN b.met THEN 'meeting' END], NULL)),
           'body', CASE WHEN b.id IS NULL THEN NULL ELSE json_build_object('key', b.key, 'name', b.name,
             'mayCall', b.id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')) END) AS json
         FROM (SELECT count(*) AS organisations FROM organisations_organisation o WHERE o.network_id = $1) AS x
         LEFT JOIN LATERAL (
           SELECT d.id, d.key, d.name, s.holders, s.filled,
             EXISTS (SELECT FROM bodies_mandate m WHERE m.network_id = d.network_id AND m.body_id = d.id AND m.in_force_from <= now()) AS mandated,
             EXISTS (SELECT FROM meetings_meeting m WHERE m.network_id = d.network_id AND m.body_id = d.id AND m.state <> 'planned') AS met
           FROM bodies_body d CROSS JOIN LATERAL (
             SELECT count(DISTINCT t.organisation_id) AS holders, count(DISTINCT t.person_id) AS filled FROM bodies_seat t
             WHERE t.network_id = d.network_id AND t.body_id = d.id AND ${inForce('t')}) AS s
           WHERE d.network_id = $1 AND d.ended_on IS NULL ORDER BY 7 DESC, 6 DESC, s.filled DESC, s.holders DESC, d.id LIMIT 1) AS b ON true
         WHERE ${facilitated} AND NOT coalesce(b.met, false)`,
  values: [networkId],
});

/** Whom the reader may invite people for, what may be taken up, and the vacant seats that may come with it. */
export const invitableInNetwork = (networkId: string): Query => ({
  name: 'invitable-in-network',
  text: `WITH administered AS (
           SELECT f.organisation_id FROM organisations_office f WHERE f.network_id = $1 AND f.office = 'administrator' AND ${inForce('f')}
             AND EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = f.network_id AND a.person_id = f.person_id
               AND a.organisation_id = f.organisation_id AND ${inForce('a')})
         ), all_of_them AS (
           SELECT o.*, CASE WHEN o.id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer') THEN 'administrator'
             WHEN ${facilitated} AND o.id NOT IN (SELECT organisation_id FROM administered) THEN 'facilitator' END AS asks_as
           FROM organisations_organisation o WHERE o.network_id = $1)
         SELECT json_build_object('mayTakeUp', ${facilitated},
           'organisations', coalesce((SELECT json_agg(json_build_object('id', o.id, 'key', o.key, 'name', o.name, 'sector', o.sector,
             'swatch', o.swatch, 'as', o.asks_as) ORDER BY o.name) FROM all_of_them o WHERE o.asks_as IS NOT NULL), '[]'),
           'others', coalesce((SELECT json_agg(${organisationJson('o')} ORDER BY o.name) FROM all_of_them o WHERE o.asks_as IS NULL AND ${facilitated}), '[]'),
           'seats', coalesce((SELECT json_agg(json_build_object('id', s.place_id, 'organisation', o.key,
               'body', json_build_object('key', b.key, 'name', b.name), 'role', s.role) ORDER BY b.name, s.role)
             FROM bodies_seat s JOIN all_of_them o ON o.id = s.organisation_id AND o.asks_as IS NOT NULL
             JOIN bodies_body b ON b.network_id = s.network_id AND b.id = s.body_id
             WHERE s.network_id = $1 AND ${inForce('s')} AND (s.person_id IS NULL OR NOT EXISTS (SELECT FROM organisations_affiliation a
               WHERE a.network_id = s.network_id AND a.person_id = s.person_id AND a.organisation_id = s.organisation_id AND ${inForce('a')}))), '[]'))
           AS json`,
  values: [networkId],
});
