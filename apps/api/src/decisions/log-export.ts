import type { Visibility } from '@torv/shared/kernel';
import type { LogExport, Opened, Salts } from '@torv/shared/log';

/** A row of `wholeLog`; salts and record are null where whoever asked may not see them. */
export interface LeafRow {
  idx: string;
  leaf: string;
  leaf_hash: Buffer;
  salts: Salts | null;
  record: Opened['record'] | null;
  /** For whom it opens. */
  visibility: Visibility | null;
}

/**
 * A whole log in one file, for `torv log verify`: an entry is opened where its record may be seen. Salts are seen
 * by the same people, so where one of the two is gone somebody took it, and the check says so.
 */
export const logExport = (network: LogExport['network'], checkpoints: string[], leaves: LeafRow[]): LogExport => ({
  format: 'torv-log-export/1',
  network,
  checkpoints,
  entries: leaves.map((row) => ({
    index: Number(row.idx),
    leafHash: row.leaf_hash.toString('base64'),
    leaf: row.leaf,
    salts: row.record ? (row.salts ?? {}) : row.salts,
    record: row.record,
  })),
});
