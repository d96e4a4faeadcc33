import { bodyJson } from '../bodies/body-json';
import { mandateState } from '../bodies/mandates.sql';
import type { Query } from '../platform/database/query';

const mandateRef = `json_build_object('id', m.id, 'body', ${bodyJson('mb')}, 'version', m.version, 'revision', m.revision, 'state', ${mandateState('m')})`;
const bodyOfMandate = 'JOIN bodies_body mb ON mb.network_id = m.network_id AND mb.id = m.body_id';

/** True when the decision `d` may be what adopts the mandate `m`; the database asks the same again. */
const fits = `d.outcome = 'adopted' AND (m.version = 1 OR d.decided_at >= m.drafted_at) AND (m.body_id = d.body_id
  OR m.body_id IN (SELECT l.body_id FROM bodies_link l WHERE l.network_id = d.network_id AND l.kind = 'reports-to' AND l.other_body_id = d.body_id))`;

/** A mandate as the log commits to it, over `m` and its body's key. Names of fields are fixed for good; none is a person's. */
export const mandateRecordJson = (m: string, bodyKey: string) =>
  `json_build_object('body', ${bodyKey}, 'version', ${m}.version, 'remit', ${m}.remit, 'rule', ${m}.rule, 'quorum', ${m}.quorum,
  'requiredSectors', ${m}.required_sectors, 'cadencePerYear', ${m}.cadence_per_year, 'termMonths', ${m}.term_months, 'text', ${m}.text, 'adoptedBy', ${m}.adopted_by)`;

export const recordOfMandate = (networkId: string, mandateId: string): Query => ({
  name: 'record-of-mandate',
  text: `SELECT ${mandateRecordJson('m', 'mb.key')} AS record FROM bodies_mandate m ${bodyOfMandate} WHERE m.network_id = $1 AND m.id = $2`,
  values: [networkId, mandateId],
});

/** What a decision adopted, and what its chair may say that it adopts (`MandatesOfDecision`). */
export const mandatesOfDecision = (networkId: string, number: string): Query => ({
  name: 'mandates-of-decision',
  text: `SELECT json_build_object(
           'adopted', coalesce((SELECT json_agg(${mandateRef} ORDER BY mb.name) FROM bodies_mandate m ${bodyOfMandate}
             WHERE m.network_id = d.network_id AND m.adopted_by = d.id), '[]'),
           'mayAdopt', coalesce((SELECT json_agg(${mandateRef} ORDER BY mb.name, m.version) FROM bodies_mandate m ${bodyOfMandate}
             WHERE m.network_id = d.network_id AND m.adopted_by IS NULL AND NOT m.demonstration AND mb.ended_on IS NULL
               AND ${mandateState('m')} <> 'past' AND ${fits}
               AND d.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'chair')), '[]'))::text AS json
         FROM decisions_decision d WHERE d.network_id = $1 AND d.number = $2`,
  values: [networkId, number],
});

/** Which decisions adopted the versions of a body's mandate (`AdoptionList`). */
export const adoptionsOfBody = (networkId: string, key: string): Query => ({
  name: 'adoptions-of-body',
  text: `SELECT json_build_object('items', coalesce((SELECT json_agg(json_build_object('mandateId', m.id, 'version', m.version,
             'decision', json_build_object('number', d.number, 'title', d.title, 'decidedAt', d.decided_at, 'body', ${bodyJson('db')}))
             ORDER BY m.version DESC)
           FROM bodies_mandate m JOIN decisions_decision d ON d.network_id = m.network_id AND d.id = m.adopted_by
           JOIN bodies_body db ON db.network_id = d.network_id AND db.id = d.body_id
           WHERE m.network_id = b.network_id AND m.body_id = b.id), '[]'))::text AS json
         FROM bodies_body b WHERE b.network_id = $1 AND b.key = $2`,
  values: [networkId, key],
});
