import type { LogExport } from '../contract';
import { parseCheckpoint } from './checkpoint';
import { type Policy, readPolicy } from './policy';
import { parseReceipt, type Receipt } from './receipt';
import { fromBase64 } from './bytes';

/** Files of a log by what they are. */
export interface SortedFiles {
  exports: LogExport[];
  receipts: Receipt[];
  /** Signed notes. */
  checkpoints: string[];
  /** Consistency proofs, as the log answers them. */
  proofs: Uint8Array[][];
  policies: Policy[];
}

export const noFiles = (): SortedFiles => ({ exports: [], receipts: [], checkpoints: [], proofs: [], policies: [] });

/**
 * Tells by its text what a file is, and puts it with its like.
 *
 * @param readExport an export, or a sentence why it is none
 * @returns null, or a sentence why it is nothing of a log's; empty when there is no more to say
 */
export function sortFile(
  text: string,
  sorted: SortedFiles,
  readExport: (json: unknown) => LogExport | string,
): string | null {
  const receipt = parseReceipt(text);
  const policy = readPolicy(text);
  if (receipt) sorted.receipts.push(receipt);
  else if (parseCheckpoint(text)) sorted.checkpoints.push(text);
  else if (policy) sorted.policies.push(policy);
  else {
    const json = parsed(text);
    if (json === undefined) return '';
    const proof = readProof(json);
    const log = proof ? null : readExport(json);
    if (typeof log === 'string') return log;
    if (log) sorted.exports.push(log);
    else sorted.proofs.push(proof!);
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A consistency proof, `{ hashes }`; null when it is none. */
function readProof(json: unknown): Uint8Array[] | null {
  const { hashes, ...more } = (json ?? {}) as { hashes?: unknown };
  if (!Array.isArray(hashes) || Object.keys(more).length > 0) return null;
  const bytes = hashes.map((hash) => (typeof hash === 'string' ? fromBase64(hash) : null));
  return bytes.every((hash) => hash?.length === 32) ? (bytes as Uint8Array[]) : null;
}
