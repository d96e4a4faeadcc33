import type { Query } from '../platform/database/query';

/** The networks the actor belongs to, as a page. */
export const networksOfActor = (): Query => ({
  name: 'networks-of-actor',
  text: `SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', n.id, 'key', n.key, 'name', n.name)
           ORDER BY n.demonstration, n.name), '[]'), 'nextCursor', null)::text AS json
         FROM places_network n WHERE n.id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'network')`,
});

export const networkById = (networkId: string): Query => ({
  name: 'network-by-id',
  text: `SELECT json_build_object('id', id, 'key', key, 'name', name, 'timezone', timezone, 'languages', languages,
           'demonstration', demonstration, 'source', source)::text AS json
         FROM places_network WHERE id = $1`,
  values: [networkId],
});

/** All areas at once: a network has tens of them. */
export const areasOfNetwork = (networkId: string): Query => ({
  name: 'areas-of-network',
  text: `SELECT json_build_object('items', coalesce(json_agg(json_build_object('key', a.key, 'name', a.name, 'kind', a.kind,
           'parent', p.key, 'residents', a.residents, 'socialDwellings', a.social_dwellings, 'note', a.note) ORDER BY a.name), '[]'),
           'nextCursor', null)::text AS json
         FROM places_area a LEFT JOIN places_area p ON p.network_id = a.network_id AND p.id = a.parent_id
         WHERE a.network_id = $1`,
  values: [networkId],
});
