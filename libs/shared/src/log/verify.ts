import { type Checkpoint, originOf, parseCheckpoint, verifyCheckpoint } from './checkpoint';
import type { LogExport } from './contract';
import { fieldsThatDoNotOpen, hashOfLeafText, parseLeaf } from './leaf';
import { nodesFromLeaves, rootHash, verifyConsistency, verifyInclusion } from './merkle-tree';
import type { Receipt } from './receipt';

/** Something that does not hold, and where: the entry's index, its number when it is known, the field. */
export interface Finding {
  code: string;
  message: string;
  index?: number;
  number?: string;
  field?: string;
}

/** `facts` are sentences of what was checked and held. */
export interface Verdict {
  ok: boolean;
  facts: string[];
  findings: Finding[];
}

const verdict = (facts: string[], findings: Finding[]): Verdict => ({ ok: findings.length === 0, facts, findings });

const numberOf = (record: Record<string, unknown> | null | undefined): { number?: string } =>
  typeof record?.['number'] === 'string' ? { number: record['number'] } : {};

const nameOf = (index: number, record: Record<string, unknown> | null | undefined): string =>
  typeof record?.['number'] === 'string' ? `entry ${index} (${record['number']})` : `entry ${index}`;

/** The verifier keys that a log's own key entries name; for who holds no key of their own yet. */
export function keysInExport(log: LogExport): string[] {
  return log.entries.flatMap((entry) => {
    const leaf = parseLeaf(entry.leaf);
    const vkey = leaf?.kind === 'key' ? leaf.clear?.['vkey'] : undefined;
    return typeof vkey === 'string' ? [vkey] : [];
  });
}

/**
 * Checks a whole log: every record against its commitments, every leaf against its hash, and the tree against each
 * checkpoint that the host has signed.
 *
 * @param trusted verifier keys known from elsewhere; without them those in the log itself are used, and it is said
 */
export function verifyExport(log: LogExport, trusted: readonly string[] = []): Verdict {
  const findings: Finding[] = [];
  const facts: string[] = [];
  const hashes = log.entries.map((entry, position) => {
    const { index, record } = entry;
    const at = { index, ...numberOf(record) };
    if (index !== position)
      findings.push({
        code: 'LOG.OUT_OF_ORDER',
        ...at,
        message: `Entry ${index} stands in place ${position}: an entry was removed, inserted or moved.`,
      });
    const hash = hashOfLeafText(entry.leaf);
    if (hash.toString('base64') !== entry.leafHash)
      findings.push({
        code: 'LOG.LEAF_CHANGED',
        ...at,
        message: `The leaf of ${nameOf(index, record)} does not have the hash that the log holds for it.`,
      });
    const leaf = parseLeaf(entry.leaf);
    if (!leaf)
      findings.push({
        code: 'LOG.LEAF_UNREADABLE',
        ...at,
        message: `The leaf of ${nameOf(index, record)} is not in the log's format.`,
      });
    else if (record && entry.salts) {
      for (const field of fieldsThatDoNotOpen(leaf, record, entry.salts)) {
        findings.push({
          code: 'LOG.FIELD_CHANGED',
          ...at,
          field,
          message: `The field "${field}" of ${nameOf(index, record)} is not what was recorded.`,
        });
      }
    }
    return hash;
  });
  const keys = trusted.length > 0 ? trusted : keysInExport(log);
  if (trusted.length === 0)
    facts.push('The key was taken from the log itself; give the key you hold to check who signed.');
  const nodeAt = nodesFromLeaves(hashes);
  let newest = 0n;
  for (const note of log.checkpoints) {
    const checkpoint = verifyCheckpoint(note, keys);
    const claimed = parseCheckpoint(note)?.checkpoint;
    if (!checkpoint || checkpoint.origin !== originOf(log.network.id)) {
      findings.push({
        code: 'LOG.SIGNATURE',
        message: `The checkpoint of size ${claimed?.size ?? '?'} is not signed by a key of this log.`,
      });
      continue;
    }
    if (checkpoint.size > BigInt(hashes.length)) {
      findings.push({
        code: 'LOG.TRUNCATED',
        index: hashes.length,
        message: `The host signed ${checkpoint.size} entries; the export has ${hashes.length}. Entry ${hashes.length} is missing.`,
      });
    } else if (!checkpoint.root.equals(rootHash(checkpoint.size, nodeAt))) {
      findings.push({
        code: 'LOG.ROOT',
        message: `The first ${checkpoint.size} entries are not those that the host signed.`,
      });
    } else facts.push(`The first ${checkpoint.size} entries are those that the host signed.`);
    if (checkpoint.size > newest) newest = checkpoint.size;
  }
  const opened = log.entries.filter((entry) => entry.record).length;
  facts.push(`${log.entries.length} entries, ${opened} opened and compared with what the tables say now.`);
  if (newest < BigInt(hashes.length))
    findings.push({
      code: 'LOG.UNSIGNED',
      index: Number(newest),
      message: `The host has signed ${newest} entries of ${hashes.length}.`,
    });
  return verdict(facts, findings);
}

/**
 * Checks a receipt by itself: what it opens, its place in the tree, the host's signature.
 *
 * @param trusted verifier keys known from elsewhere
 */
export function verifyReceipt(receipt: Receipt, trusted: readonly string[]): Verdict {
  const findings: Finding[] = [];
  const index = Number(receipt.index);
  const { leaf: text, record, salts } = receipt.opened;
  const at = { index, ...numberOf(record) };
  const leaf = parseLeaf(text);
  if (!leaf)
    findings.push({ code: 'LOG.LEAF_UNREADABLE', ...at, message: "The receipt holds no leaf in the log's format." });
  else {
    for (const field of fieldsThatDoNotOpen(leaf, record, salts)) {
      findings.push({
        code: 'LOG.FIELD_CHANGED',
        ...at,
        field,
        message: `The field "${field}" of ${nameOf(index, record)} is not what was recorded.`,
      });
    }
  }
  const claimed = parseCheckpoint(receipt.checkpoint)?.checkpoint;
  if (!claimed)
    return verdict([], [...findings, { code: 'LOG.SIGNATURE', ...at, message: 'The receipt holds no checkpoint.' }]);
  if (!verifyInclusion(receipt.index, claimed.size, hashOfLeafText(text), receipt.proof, claimed.root)) {
    findings.push({
      code: 'LOG.NOT_INCLUDED',
      ...at,
      message: `${nameOf(index, record)} is not in the tree that the receipt's checkpoint names.`,
    });
  }
  if (!verifyCheckpoint(receipt.checkpoint, trusted)) {
    findings.push({ code: 'LOG.SIGNATURE', ...at, message: 'The checkpoint is not signed by a key that you hold.' });
  }
  const facts =
    findings.length === 0
      ? [`The host said this of ${nameOf(index, record)} when its log had ${claimed.size} entries.`]
      : [];
  return verdict(facts, findings);
}

/** Checks a receipt against a log exported later: the same entry, the same values, and no fork between. */
export function verifyReceiptAgainstExport(receipt: Receipt, log: LogExport, trusted: readonly string[] = []): Verdict {
  const keys = trusted.length > 0 ? trusted : keysInExport(log);
  const alone = verifyReceipt(receipt, keys);
  const whole = verifyExport(log, trusted);
  const findings = [...alone.findings, ...whole.findings];
  const index = Number(receipt.index);
  const record = receipt.opened.record;
  const at = { index, ...numberOf(record) };
  const claimed = parseCheckpoint(receipt.checkpoint)?.checkpoint;
  const entry = log.entries[index];
  if (claimed && claimed.origin !== originOf(log.network.id)) {
    findings.push({ code: 'LOG.OTHER_NETWORK', ...at, message: "The receipt is of another network's log." });
    return verdict([], findings);
  }
  if (!entry) {
    findings.push({ code: 'LOG.REMOVED', ...at, message: `${nameOf(index, record)} is no longer in the log.` });
  } else if (entry.leaf !== receipt.opened.leaf) {
    findings.push({
      code: 'LOG.LEAF_REPLACED',
      ...at,
      message: `The log now holds another leaf in the place of ${nameOf(index, record)}.`,
    });
  } else if (entry.record) {
    for (const [field, value] of Object.entries(record)) {
      if (JSON.stringify(sorted(entry.record[field])) === JSON.stringify(sorted(value))) continue;
      findings.push({
        code: 'LOG.DIFFERS_FROM_RECEIPT',
        ...at,
        field,
        message: `The field "${field}" of ${nameOf(index, record)} is another than on the receipt.`,
      });
    }
  }
  if (claimed && claimed.size <= BigInt(log.entries.length)) {
    const nodeAt = nodesFromLeaves(log.entries.map((one) => hashOfLeafText(one.leaf)));
    if (!claimed.root.equals(rootHash(claimed.size, nodeAt))) {
      findings.push({
        code: 'LOG.FORKED',
        ...at,
        message: `The log was another when the receipt was made: its first ${claimed.size} entries have changed since.`,
      });
    }
  }
  return verdict([...alone.facts, ...whole.facts], findings);
}

/** Checks two checkpoints of one log against each other, with a consistency proof. */
export function verifyCheckpoints(
  earlier: string,
  later: string,
  proof: readonly Uint8Array[],
  trusted: readonly string[],
): Verdict {
  const one = verifyCheckpoint(earlier, trusted);
  const two = verifyCheckpoint(later, trusted);
  if (!one || !two)
    return verdict([], [{ code: 'LOG.SIGNATURE', message: 'A checkpoint is not signed by a key that you hold.' }]);
  if (one.origin !== two.origin)
    return verdict([], [{ code: 'LOG.OTHER_NETWORK', message: 'The checkpoints are of two logs.' }]);
  const [from, to]: [Checkpoint, Checkpoint] = one.size <= two.size ? [one, two] : [two, one];
  if (!verifyConsistency(from.size, to.size, proof, from.root, to.root)) {
    return verdict(
      [],
      [{ code: 'LOG.FORKED', message: `The log of ${to.size} entries does not begin with the log of ${from.size}.` }],
    );
  }
  return verdict([`The log of ${to.size} entries begins with the log of ${from.size}.`], []);
}

/** The same value with its keys in order, for comparing what two files say. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
