import {
  LogExport,
  parseCheckpoint,
  parseReceipt,
  type Policy,
  ProofView,
  readPolicy,
  type Receipt,
} from '@torv/shared/log';

/** Files by what they are. */
export interface SortedFiles {
  exports: LogExport[];
  receipts: Receipt[];
  /** Signed notes. */
  checkpoints: string[];
  /** Consistency proofs, as the log answers them. */
  proofs: Uint8Array[][];
  policies: Policy[];
}

/**
 * Tells by its text what each file is.
 *
 * @throws Error with a sentence naming the file that is nothing of a log's
 */
export function sortFiles(files: readonly { file: string; text: string }[]): SortedFiles {
  const sorted: SortedFiles = { exports: [], receipts: [], checkpoints: [], proofs: [], policies: [] };
  for (const { file, text } of files) {
    const receipt = parseReceipt(text);
    const policy = readPolicy(text);
    if (receipt) sorted.receipts.push(receipt);
    else if (parseCheckpoint(text)) sorted.checkpoints.push(text);
    else if (policy) sorted.policies.push(policy);
    else sortJson(file, text, sorted);
  }
  return sorted;
}

function sortJson(file: string, text: string, sorted: SortedFiles): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error(`${file} is neither a receipt nor an export of a log, nor a checkpoint or a policy.`);
  }
  const proof = ProofView.safeParse(parsed);
  if (proof.success) return void sorted.proofs.push(proof.data.hashes.map((hash) => Buffer.from(hash, 'base64')));
  const checked = LogExport.safeParse(parsed);
  if (checked.success) return void sorted.exports.push(checked.data);
  const first = checked.error.issues[0]!;
  throw new Error(`${file} is not an export of a log: ${first.path.join('.')}: ${first.message}`);
}
