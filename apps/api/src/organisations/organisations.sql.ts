import type { Query } from '../platform/database/query';

/** Organisations by name, one more than asked so that the page knows whether there is another. */
export const organisationsOfNetwork = (networkId: string, after: (string | number)[] | null, limit: number): Query => ({
  name: 'organisations-of-network',
  text: `SELECT o.name, o.id, json_build_object('id', o.id, 'key', o.key, 'name', o.name, 'sector', o.sector, 'swatch', o.swatch,
           'parents', coalesce((SELECT json_agg(p.key ORDER BY p.name) FROM organisations_parent op
             JOIN organisations_organisation p ON p.network_id = op.network_id AND p.id = op.parent_id
             WHERE op.network_id = o.network_id AND op.organisation_id = o.id), '[]'),
           'permanent', o.permanent, 'founded', o.founded, 'note', o.note,
           'authorities', coalesce((SELECT json_agg(json_build_object('personId', a.person_id, 'personName', i.name, 'subject', a.subject, 'givenBy', a.given_by,
               'from', a.valid_from, 'until', CASE WHEN a.valid_until = 'infinity' THEN NULL ELSE a.valid_until END) ORDER BY i.name, a.subject)
             FROM organisations_authority a JOIN identity_person i ON i.id = a.person_id
             WHERE a.network_id = o.network_id AND a.organisation_id = o.id AND a.valid_until > now()), '[]'))::text AS json
         FROM organisations_organisation o
         WHERE o.network_id = $1 AND ($2::text IS NULL OR (o.name, o.id) > ($2, $3::uuid))
         ORDER BY o.name, o.id LIMIT $4`,
  values: [networkId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
});
