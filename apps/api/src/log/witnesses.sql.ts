import type { Query } from '../platform/database/query';

/** A witness as the host asks it. `cosigned` is the size that it cosigned last, 0 before the first. */
export interface StoredWitness {
  id: string;
  name: string;
  vkey: string;
  url: string | null;
  cosigned: string;
}

const stored = `w.id, w.name, w.vkey, w.url, coalesce((SELECT max(c.size) FROM log_cosignature c
  WHERE c.network_id = w.network_id AND c.witness_id = w.id), 0) AS cosigned`;

/** The witnesses of a network that the host can reach. */
export const witnessesToAsk = (networkId: string): Query => ({
  text: `SELECT ${stored} FROM log_witness w WHERE w.network_id = $1 AND w.ended_at IS NULL AND w.url IS NOT NULL ORDER BY w.id`,
  values: [networkId],
});

/** The witness of an organisation, if it has one. */
export const witnessOf = (networkId: string, organisationKey: string): Query => ({
  text: `SELECT ${stored} FROM log_witness w
         JOIN organisations_organisation o ON o.network_id = w.network_id AND o.id = w.organisation_id
         WHERE w.network_id = $1 AND o.key = $2 AND w.ended_at IS NULL`,
  values: [networkId, organisationKey],
});

export const networksWithWitnesses = (): Query => ({
  text: 'SELECT DISTINCT network_id AS id FROM log_witness WHERE ended_at IS NULL AND url IS NOT NULL',
  values: [],
});

export const keepCosignature = (
  networkId: string,
  witnessId: string,
  size: bigint,
  line: string,
  at: bigint,
): Query => ({
  text: `INSERT INTO log_cosignature (network_id, witness_id, size, line, at) VALUES ($1, $2, $3, $4, to_timestamp($5::bigint))
         ON CONFLICT DO NOTHING`,
  values: [networkId, witnessId, size.toString(), line, at.toString()],
});

export const noteAnswer = (networkId: string, witnessId: string, answer: string): Query => ({
  text: 'UPDATE log_witness SET asked_at = now(), answer = $3 WHERE network_id = $1 AND id = $2',
  values: [networkId, witnessId, answer],
});

/** The cosignatures of a size, as lines of a note. */
export const cosignaturesAt = (networkId: string, size: bigint): Query => ({
  name: 'cosignatures-at',
  text: 'SELECT line FROM log_cosignature WHERE network_id = $1 AND size = $2 ORDER BY witness_id',
  values: [networkId, size.toString()],
});

/** The largest size beyond an entry that as many parties cosigned as the network asks for; null without one. */
export const witnessedSizeBeyond = (networkId: string, index: bigint): Query => ({
  name: 'witnessed-size-beyond',
  text: `SELECT max(s.size) AS size FROM (
           SELECT c.size FROM log_cosignature c JOIN log_witness w ON w.network_id = c.network_id AND w.id = c.witness_id
           WHERE c.network_id = $1 AND c.size > $2 AND w.ended_at IS NULL GROUP BY c.size
           HAVING count(*) >= greatest(1, (SELECT q.quorum FROM log_quorum q WHERE q.network_id = $1 ORDER BY q.version DESC LIMIT 1))) s`,
  values: [networkId, index.toString()],
});
