import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';

const inForce = (s: string) => `${s}.valid_from <= now() AND ${s}.valid_until > now()`;
const rolesOfActor = `coalesce((SELECT json_agg(DISTINCT m.role) FROM bodies_seat m WHERE m.network_id = b.network_id
  AND m.body_id = b.id AND m.person_id = platform_actor() AND ${inForce('m')}), '[]')`;

/** Bodies by name, with how many seats are held and how many of those no person fills. */
export const bodiesOfNetwork = (networkId: string, after: (string | number)[] | null, limit: number): Query => ({
  name: 'bodies-of-network',
  text: `SELECT b.name, b.id, json_build_object('id', b.id, 'key', b.key, 'name', b.name, 'kind', b.kind,
           'members', count(s.id), 'vacant', count(s.id) FILTER (WHERE s.person_id IS NULL), 'myRoles', ${rolesOfActor})::text AS json
         FROM bodies_body b LEFT JOIN bodies_seat s ON s.network_id = b.network_id AND s.body_id = b.id AND ${inForce('s')}
         WHERE b.network_id = $1 AND ($2::text IS NULL OR (b.name, b.id) > ($2, $3::uuid))
         GROUP BY b.network_id, b.id, b.key, b.name, b.kind ORDER BY b.name, b.id LIMIT $4`,
  values: [networkId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
});

/** One body whole: mandate in force, seats in force, chair first. */
export const bodyByKey = (networkId: string, key: string): Query => ({
  name: 'body-by-key',
  text: `SELECT json_build_object('id', b.id, 'key', b.key, 'name', b.name, 'kind', b.kind, 'since', b.since, 'status', b.status,
           'secretariat', CASE WHEN o.id IS NULL THEN NULL ELSE ${organisationJson('o')} END,
           'mandate', (SELECT json_build_object('version', m.version, 'remit', m.remit, 'rule', m.rule, 'quorum', m.quorum,
               'requiredSectors', m.required_sectors, 'text', coalesce(m.text, b.mandate_note), 'demonstration', m.demonstration)
             FROM bodies_mandate m WHERE m.network_id = b.network_id AND m.body_id = b.id ORDER BY m.version DESC LIMIT 1),
           'seats', coalesce((SELECT json_agg(json_build_object('id', s.id, 'role', s.role, 'voting', s.voting,
               'organisation', ${organisationJson('so')},
               'person', CASE WHEN p.id IS NULL THEN NULL ELSE json_build_object('id', p.id, 'name', p.name) END,
               'from', s.valid_from, 'until', CASE WHEN s.valid_until = 'infinity' THEN NULL ELSE s.valid_until END)
               ORDER BY array_position('{chair,vice-chair,secretary,member,observer}', s.role), so.name)
             FROM bodies_seat s JOIN organisations_organisation so ON so.network_id = s.network_id AND so.id = s.organisation_id
             LEFT JOIN identity_person p ON p.id = s.person_id
             WHERE s.network_id = b.network_id AND s.body_id = b.id AND ${inForce('s')}), '[]'),
           'myRoles', ${rolesOfActor})::text AS json
         FROM bodies_body b LEFT JOIN organisations_organisation o ON o.network_id = b.network_id AND o.id = b.secretariat_id
         WHERE b.network_id = $1 AND b.key = $2`,
  values: [networkId, key],
});
