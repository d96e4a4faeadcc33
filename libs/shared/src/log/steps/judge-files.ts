import type { LogExport } from '../contract';
import { parseCheckpoint } from './checkpoint';
import type { Witnessing } from './cosignature';
import type { Finding, Verdict } from './finding';
import { hashOfLeafText } from './leaf';
import { consistencyProof, nodesFromLeaves } from './merkle-tree';
import type { SortedFiles } from './sort-files';
import type { Steps } from './steps';
import { keysInExport, verifyCheckpoints, verifyExport, verifyReceipt, verifyReceiptAgainstExport } from './verify';

/** Why files cannot be judged: there are none, nobody's key is known, or a checkpoint stands alone. */
export type Lacking = 'nothing' | 'key' | 'company';

/** What is lacking before these files can be judged; null when nothing is. */
export function lackingFor(
  { exports, receipts, checkpoints }: SortedFiles,
  trusted: readonly string[],
): Lacking | null {
  if (exports.length + receipts.length + checkpoints.length === 0) return 'nothing';
  if (exports.length === 0 && trusted.length === 0) return 'key';
  return exports.length + receipts.length === 0 && checkpoints.length === 1 ? 'company' : null;
}

/**
 * What the files say together: each receipt (against an export where there is one), each export, and all checkpoints
 * of theirs against each other, so that two people who compare what they were shown find a host that told them two
 * histories. Ask `lackingFor` first.
 */
export function* judgeFiles(files: SortedFiles, trusted: readonly string[], witnessing?: Witnessing): Steps<Verdict> {
  const { exports, receipts } = files;
  const verdicts: Verdict[] = [];
  for (const log of exports) {
    if (receipts.length === 0) verdicts.push(yield* verifyExport(log, trusted, witnessing));
    for (const one of receipts) verdicts.push(yield* verifyReceiptAgainstExport(one, log, trusted, witnessing));
  }
  if (exports.length === 0) for (const one of receipts) verdicts.push(yield* verifyReceipt(one, trusted, witnessing));
  verdicts.push(...(yield* compare(files, trusted.length > 0 ? trusted : exports.flatMap(keysInExport), witnessing)));
  return together(verdicts);
}

/** Checkpoints against each other: neighbours by size, with a proof from the files or from an export. */
function* compare(
  { exports, receipts, checkpoints, proofs }: SortedFiles,
  trusted: readonly string[],
  witnessing: Witnessing | undefined,
): Steps<Verdict[]> {
  const fromReceipts = exports.length > 0 ? [] : receipts.map((one) => one.checkpoint);
  const fromExports = exports.length > 1 ? exports.map(newestOf) : [];
  const notes = [...checkpoints, ...fromReceipts, ...fromExports];
  if (notes.length === 1 && exports.length > 0) notes.push(newestOf(exports[0]!));
  notes.sort((a, b) => (sizeOf(a) < sizeOf(b) ? -1 : 1));
  const verdicts: Verdict[] = [];
  for (const [n, later] of notes.slice(1).entries()) {
    const earlier = notes[n]!;
    const asked = n === notes.length - 2 ? witnessing : undefined;
    const tried: Verdict[] = [];
    for (const proof of yield* proofsBetween(sizeOf(earlier), sizeOf(later), proofs, exports))
      tried.push(yield* verifyCheckpoints(earlier, later, proof, trusted, asked));
    verdicts.push(tried.find((one) => one.ok) ?? tried[0] ?? noProof(sizeOf(earlier), sizeOf(later)));
  }
  return verdicts;
}

/** Proofs to try. Those of one size, and any against the empty log, need none. */
function* proofsBetween(
  from: bigint,
  to: bigint,
  given: Uint8Array[][],
  exports: LogExport[],
): Steps<readonly Uint8Array[][]> {
  if (from === to || from === 0n) return [[]];
  const proofs = [...given];
  for (const log of exports) {
    if (to > BigInt(log.entries.length)) continue;
    const hashes: Uint8Array[] = [];
    for (const one of log.entries) hashes.push(yield* hashOfLeafText(one.leaf));
    proofs.push(yield* consistencyProof(from, to, nodesFromLeaves(hashes)));
  }
  return proofs;
}

const noProof = (from: bigint, to: bigint): Verdict => ({
  ok: false,
  facts: [],
  findings: [
    {
      code: 'LOG.NO_PROOF',
      message: `Whether the log of ${to} entries begins with the one of ${from} takes a proof: download it from …/log/proof/consistency?from=${from}&to=${to}, or give an export.`,
    },
  ],
});

const sizeOf = (note: string): bigint => parseCheckpoint(note)?.checkpoint.size ?? 0n;
const newestOf = (log: LogExport): string => log.checkpoints.reduce((a, b) => (sizeOf(a) >= sizeOf(b) ? a : b));

/** One verdict of many; what several say is said once. */
function together(verdicts: Verdict[]): Verdict {
  const findings = new Map<string, Finding>(
    verdicts.flatMap((one) => one.findings).map((one) => [`${one.code} ${one.message}`, one]),
  );
  return {
    ok: findings.size === 0,
    facts: [...new Set(verdicts.flatMap((one) => one.facts))],
    findings: [...findings.values()],
  };
}
