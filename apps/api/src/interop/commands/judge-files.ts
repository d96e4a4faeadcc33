import {
  consistencyProof,
  type Finding,
  hashOfLeafText,
  keysInExport,
  type LogExport,
  nodesFromLeaves,
  parseCheckpoint,
  type Receipt,
  type Verdict,
  verifyCheckpoints,
  verifyExport,
  verifyReceipt,
  verifyReceiptAgainstExport,
  type Witnessing,
} from '@torv/shared/log';
import type { SortedFiles } from './sort-files';

/**
 * What the files say together: each receipt (against an export where there is one), each export, and all checkpoints
 * of theirs against each other, so that two people who compare what they were shown find a host that told them two
 * histories.
 *
 * @throws Error with a sentence when nothing says by which key a file is to be checked
 */
export function judgeFiles(files: SortedFiles, trusted: string[], witnessing: Witnessing): Verdict {
  const { exports, receipts, checkpoints } = files;
  if (exports.length + receipts.length + checkpoints.length === 0)
    throw new Error('There is nothing to check: give an export, a receipt or checkpoints.');
  if (exports.length === 0 && trusted.length === 0)
    throw new Error(
      `${receipts.length > 0 ? 'A receipt' : 'A checkpoint'} alone needs the key that you hold: give --key or a policy, or an export beside it.`,
    );
  if (exports.length + receipts.length === 0 && checkpoints.length === 1)
    throw new Error('One checkpoint says little: give another, or a receipt or an export, to hold it against.');
  const verdicts = [
    ...exports.flatMap((log) => judgeExport(log, receipts, trusted, witnessing)),
    ...(exports.length === 0 ? receipts.map((one) => verifyReceipt(one, trusted, witnessing)) : []),
    ...compare(files, trusted.length > 0 ? trusted : exports.flatMap(keysInExport), witnessing),
  ];
  return together(verdicts);
}

const judgeExport = (log: LogExport, receipts: Receipt[], trusted: string[], witnessing: Witnessing): Verdict[] =>
  receipts.length === 0
    ? [verifyExport(log, trusted, witnessing)]
    : receipts.map((one) => verifyReceiptAgainstExport(one, log, trusted, witnessing));

/** Checkpoints against each other: neighbours by size, with a proof from the files or from an export. */
function compare(
  { exports, receipts, checkpoints, proofs }: SortedFiles,
  trusted: string[],
  witnessing: Witnessing,
): Verdict[] {
  const fromReceipts = exports.length > 0 ? [] : receipts.map((one) => one.checkpoint);
  const fromExports = exports.length > 1 ? exports.map(newestOf) : [];
  const notes = [...checkpoints, ...fromReceipts, ...fromExports].sort((a, b) => (sizeOf(a) < sizeOf(b) ? -1 : 1));
  if (notes.length === 1 && exports.length > 0) notes.push(newestOf(exports[0]!));
  return notes.slice(1).map((later, n) => {
    const earlier = notes[n]!;
    const [from, to] = [sizeOf(earlier), sizeOf(later)];
    // Those of the same size, and any of the empty log, need no proof.
    const needed = from !== to && from !== 0n;
    const given = needed ? [...proofs, ...exports.flatMap((log) => proofFrom(log, from, to))] : [[]];
    if (given.length === 0)
      return {
        ok: false,
        facts: [],
        findings: [
          {
            code: 'LOG.NO_PROOF',
            message: `Whether the log of ${to} entries begins with the one of ${from} takes a proof: download it from …/log/proof/consistency?from=${from}&to=${to}, or give an export.`,
          },
        ],
      };
    const verdicts = given.map((proof) =>
      verifyCheckpoints(earlier, later, proof, trusted, last(n, notes) ? witnessing : undefined),
    );
    return verdicts.find((one) => one.ok) ?? verdicts[0]!;
  });
}

const last = (n: number, notes: string[]): boolean => n === notes.length - 2;
const sizeOf = (note: string): bigint => parseCheckpoint(note)?.checkpoint.size ?? 0n;
const newestOf = (log: LogExport): string => log.checkpoints.reduce((a, b) => (sizeOf(a) >= sizeOf(b) ? a : b));

function proofFrom(log: LogExport, from: bigint, to: bigint): Uint8Array[][] {
  if (to > BigInt(log.entries.length) || from > to) return [];
  return [consistencyProof(from, to, nodesFromLeaves(log.entries.map((one) => hashOfLeafText(one.leaf))))];
}

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
