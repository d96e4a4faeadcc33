import type { Query } from '../platform/database/query';
import { organisationJson } from './organisation-json';

/** A day of the network at a point of time, or null for what is open. `n` is the network. */
const dayOf = (at: string): string => `(CASE WHEN ${at} = 'infinity' THEN NULL ELSE ${at} END)`;

/** An approving instance as terms name it, over the alias `x`; null without one. */
const approvalJson = (x: string): string =>
  `CASE WHEN ${x}.id IS NULL THEN NULL ELSE json_build_object('instance', ${x}.name, 'kind', ${x}.kind, 'on', ${x}.next_on) END`;

/** Those who may bind the organisation `o` today or later, and on what terms. */
const authorities = `coalesce((SELECT json_agg(json_build_object('id', a.id, 'personId', a.person_id, 'personName', i.name, 'subject', a.subject, 'givenBy', a.given_by,
    'recordedBy', r.name, 'limit', a.limit_amount, 'together', a.together, 'approval', ${approvalJson('x')},
    'from', a.valid_from, 'until', ${dayOf('a.valid_until')}) ORDER BY i.name, a.subject)
  FROM organisations_authority a JOIN identity_person i ON i.id = a.person_id
  LEFT JOIN identity_person r ON r.id = a.recorded_by
  LEFT JOIN organisations_instance x ON x.network_id = a.network_id AND x.id = a.instance_id
  WHERE a.network_id = o.network_id AND a.organisation_id = o.id AND a.valid_until > now()), '[]')`;

const base = `'id', o.id, 'key', o.key, 'name', o.name, 'sector', o.sector, 'swatch', o.swatch, 'kind', o.kind,
  'permanent', o.permanent, 'founded', o.founded, 'note', o.note, 'authorities', ${authorities}`;

/** Organisations by name, one more than asked so that the page knows whether there is another. */
export const organisationsOfNetwork = (
  networkId: string,
  filter: { sector?: string | undefined; q?: string | undefined },
  after: (string | number)[] | null,
  limit: number,
): Query => ({
  name: 'organisations-of-network',
  text: `SELECT o.name, o.id, json_build_object(${base},
           'parents', coalesce((SELECT json_agg(p.key ORDER BY p.name) FROM organisations_parent op
             JOIN organisations_organisation p ON p.network_id = op.network_id AND p.id = op.parent_id
             WHERE op.network_id = o.network_id AND op.organisation_id = o.id), '[]'))::text AS json
         FROM organisations_organisation o
         WHERE o.network_id = $1 AND ($2::text IS NULL OR (o.name, o.id) > ($2, $3::uuid))
           AND ($5::text IS NULL OR o.sector = $5) AND ($6::text IS NULL OR position(lower($6) IN lower(o.name)) > 0)
         ORDER BY o.name, o.id LIMIT $4`,
  values: [networkId, after?.[0] ?? null, after?.[1] ?? null, limit + 1, filter.sector ?? null, filter.q || null],
});

/** One organisation whole (`OrganisationDetail`), with its version and what the reader may do with it. */
export const organisationByKey = (networkId: string, key: string): Query => ({
  name: 'organisation-by-key',
  text: `SELECT o.version, json_build_object(${base}, 'version', o.version, 'staff', o.staff, 'until', o.ends_on, 'cvr', o.cvr, 'pNumber', o.p_number,
           'contact', json_build_object('function', o.contact_function, 'email', o.contact_email, 'phone', o.contact_phone, 'web', o.contact_web),
           'parents', coalesce((SELECT json_agg(${organisationJson('p')} ORDER BY p.name) FROM organisations_parent op
             JOIN organisations_organisation p ON p.network_id = op.network_id AND p.id = op.parent_id
             WHERE op.network_id = o.network_id AND op.organisation_id = o.id), '[]'),
           'children', coalesce((SELECT json_agg(json_build_object('id', c.id, 'key', c.key, 'name', c.name, 'sector', c.sector, 'swatch', c.swatch, 'kind', c.kind) ORDER BY c.name)
             FROM organisations_parent op JOIN organisations_organisation c ON c.network_id = op.network_id AND c.id = op.organisation_id
             WHERE op.network_id = o.network_id AND op.parent_id = o.id), '[]'),
           'areas', coalesce((SELECT json_agg(json_build_object('key', a.key, 'name', a.name) ORDER BY a.name) FROM organisations_area oa
             JOIN places_area a ON a.network_id = oa.network_id AND a.id = oa.area_id
             WHERE oa.network_id = o.network_id AND oa.organisation_id = o.id), '[]'),
           'people', coalesce((SELECT json_agg(json_build_object('id', a.id, 'personId', a.person_id, 'name', i.name, 'from', a.valid_from, 'until', ${dayOf('a.valid_until')},
               'offices', coalesce((SELECT json_agg(json_build_object('id', f.id, 'office', f.office) ORDER BY f.office) FROM organisations_office f
                 WHERE f.network_id = a.network_id AND f.organisation_id = a.organisation_id AND f.person_id = a.person_id
                   AND f.valid_from <= now() AND f.valid_until > now()), '[]')) ORDER BY i.name)
             FROM organisations_affiliation a JOIN identity_person i ON i.id = a.person_id
             WHERE a.network_id = o.network_id AND a.organisation_id = o.id AND a.valid_until > now()), '[]'),
           'instances', coalesce((SELECT json_agg(json_build_object('id', x.id, 'name', x.name, 'kind', x.kind, 'nextOn', x.next_on) ORDER BY x.next_on NULLS LAST, x.name)
             FROM organisations_instance x WHERE x.network_id = o.network_id AND x.organisation_id = o.id AND x.dissolved_at IS NULL), '[]'),
           'mine', (SELECT a.id FROM organisations_affiliation a WHERE a.network_id = o.network_id AND a.organisation_id = o.id AND a.person_id = platform_actor()
             AND a.valid_from <= now() AND a.valid_until > now() ORDER BY a.valid_from LIMIT 1),
           'may', (SELECT coalesce(json_agg(w.word), '[]') FROM (VALUES
             ('organisations.change', g.administers OR (g.facilitates AND o.id NOT IN (SELECT a.organisation_id FROM organisations_administered() a))),
             ('organisations.place', g.facilitates),
             ('organisations.administer', g.administers)) AS w (word, given) WHERE w.given))::text AS json
         FROM organisations_organisation o CROSS JOIN LATERAL (SELECT
             o.id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer') AS administers,
             o.network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'facilitate') AS facilitates) g
         WHERE o.network_id = $1 AND o.key = $2`,
  values: [networkId, key],
});

/** People whom the network knows, by name: who acts here, or did. */
export const peopleOfNetwork = (
  networkId: string,
  words: string | undefined,
  after: (string | number)[] | null,
  limit: number,
): Query => ({
  name: 'people-of-network',
  text: `SELECT i.name, i.id, json_build_object('id', i.id, 'name', i.name, 'organisations',
           coalesce((SELECT json_agg(DISTINCT o.name) FROM organisations_affiliation a
             JOIN organisations_organisation o ON o.network_id = a.network_id AND o.id = a.organisation_id
             WHERE a.network_id = $1 AND a.person_id = i.id AND a.valid_until > now()), '[]'))::text AS json
         FROM identity_person i
         WHERE i.id IN (SELECT a.person_id FROM organisations_affiliation a WHERE a.network_id = $1)
           AND ($2::text IS NULL OR position(lower($2) IN lower(i.name)) > 0)
           AND ($3::text IS NULL OR (i.name, i.id) > ($3, $4::uuid))
         ORDER BY i.name, i.id LIMIT $5`,
  values: [networkId, words || null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
});
