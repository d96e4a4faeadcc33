import type { Query } from '../platform/database/query';

/** Leaves [start, end) in order. */
export const leavesBetween = (networkId: string, start: number, end: number): Query => ({
  name: 'leaves-between',
  text: `SELECT idx, kind, leaf, leaf_hash FROM log_leaf WHERE network_id = $1 AND idx >= $2 AND idx < $3 ORDER BY idx`,
  values: [networkId, start, end],
});

export const logSize = (networkId: string): Query => ({
  name: 'log-size',
  text: 'SELECT log_size FROM platform_counter WHERE network_id = $1',
  values: [networkId],
});

/** The perfect nodes that a proof needs, by level and index. */
export const nodesAt = (networkId: string, nodes: readonly { level: number; index: bigint }[]): Query => ({
  name: 'nodes-at',
  text: `SELECT n.level, n.idx, n.hash FROM log_node n
         JOIN unnest($2::smallint[], $3::bigint[]) AS w (level, idx) ON n.level = w.level AND n.idx = w.idx
         WHERE n.network_id = $1`,
  values: [networkId, nodes.map((node) => node.level), nodes.map((node) => node.index.toString())],
});

/** What the host signed, with the cosignatures of its witnesses. */
export const keptCheckpoints = (networkId: string): Query => ({
  text: `SELECT k.size, k.note || coalesce((SELECT string_agg(c.line, '' ORDER BY c.witness_id) FROM log_cosignature c
           WHERE c.network_id = k.network_id AND c.size = k.size), '') AS note
         FROM log_checkpoint k WHERE k.network_id = $1 ORDER BY k.size`,
  values: [networkId],
});

/** What opens the leaves that the reader may see. */
export const openings = (networkId: string): Query => ({
  text: 'SELECT idx, salts FROM log_opening WHERE network_id = $1 ORDER BY idx',
  values: [networkId],
});
