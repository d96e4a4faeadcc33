import type { Query } from '../platform/database/query';
import { organisationJson } from './organisation-json';

/** `WitnessesView`: who witnesses the log of a network, those who have ended last. */
export const witnessesOfNetwork = (networkId: string): Query => ({
  name: 'witnesses-of-network',
  text: `SELECT coalesce(q.version, 0) AS version, json_build_object('version', coalesce(q.version, 0), 'quorum', coalesce(q.quorum, 0),
           'logKeys', coalesce((SELECT json_agg(l.leaf::jsonb #>> '{clear,vkey}' ORDER BY l.idx) FROM log_leaf l
             WHERE l.network_id = n.id AND l.kind = 'key'), '[]'),
           'witnesses', coalesce((SELECT json_agg(json_build_object('id', w.id, 'organisation', ${organisationJson('o')}, 'name', w.name,
               'vkey', w.vkey, 'url', w.url, 'registeredAt', w.registered_at, 'endedAt', w.ended_at,
               'cosigned', (SELECT json_build_object('size', c.size, 'at', c.at) FROM log_cosignature c
                 WHERE c.network_id = w.network_id AND c.witness_id = w.id ORDER BY c.size DESC LIMIT 1),
               'asked', CASE WHEN w.asked_at IS NULL THEN NULL ELSE json_build_object('at', w.asked_at, 'word', w.answer) END)
               ORDER BY w.ended_at IS NOT NULL, o.name, w.id)
             FROM log_witness w JOIN organisations_organisation o ON o.network_id = w.network_id AND o.id = w.organisation_id
             WHERE w.network_id = n.id), '[]'))::text AS json
         FROM places_network n
         LEFT JOIN LATERAL (SELECT * FROM log_quorum q WHERE q.network_id = n.id ORDER BY q.version DESC LIMIT 1) q ON true
         WHERE n.id = $1`,
  values: [networkId],
});
