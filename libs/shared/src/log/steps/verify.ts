import { type Checkpoint, originOf, parseCheckpoint, verifyCheckpoint } from './checkpoint';
import type { LogExport } from '../contract';
import { equal, toBase64 } from './bytes';
import type { Witnessing } from './cosignature';
import {
  changedFields,
  droppedFields,
  type Finding,
  misplaced,
  outOfNumber,
  nameOf,
  numberOf,
  redactionsOf,
  type Verdict,
  verdict,
} from './finding';
import { canonicalJson, hashOfLeafText, parseLeaf } from './leaf';
import { emptyRoot, nodesFromLeaves, rootHash, verifyConsistency, verifyInclusion } from './merkle-tree';
import type { Receipt } from './receipt';
import type { Steps } from './steps';
import { askWitnesses } from './witnessing';

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
 * @param witnessing asked of the newest checkpoint
 */
export function* verifyExport(
  log: LogExport,
  trusted: readonly string[] = [],
  witnessing?: Witnessing,
): Steps<Verdict> {
  const findings = misplaced(log.entries);
  const redacted = redactionsOf(log.entries);
  const facts: string[] = [];
  const hashes: Uint8Array[] = [];
  for (const entry of log.entries) {
    const { index, record } = entry;
    const at = { index, ...numberOf(record) };
    const hash = yield* hashOfLeafText(entry.leaf);
    hashes.push(hash);
    if (toBase64(hash) !== entry.leafHash)
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
    else if (record) {
      // A record whose salts are all gone opens nothing, and says so field by field.
      const salts = entry.salts ?? {};
      findings.push(...(yield* changedFields(leaf, record, salts, index)));
      findings.push(...droppedFields(leaf, record, salts, index, redacted));
    } else if (entry.salts)
      findings.push({
        code: 'LOG.RECORD_GONE',
        ...at,
        message: `What opens ${nameOf(index, record)} is there, and its record is gone from the tables.`,
      });
  }
  findings.push(...outOfNumber(log.entries, findings));
  const keys = trusted.length > 0 ? trusted : keysInExport(log);
  if (trusted.length === 0)
    facts.push('The key was taken from the log itself; give the key you hold to check who signed.');
  const nodeAt = nodesFromLeaves(hashes);
  const next = log.entries.reduce((highest, one) => Math.max(highest, one.index), -1) + 1;
  let newest = 0n;
  let held = 0n;
  const signed: { size: bigint; note: string }[] = [];
  for (const note of log.checkpoints) {
    const checkpoint = yield* verifyCheckpoint(note, keys);
    const claimed = parseCheckpoint(note)?.checkpoint;
    if (!checkpoint || checkpoint.origin !== originOf(log.network.id)) {
      findings.push({
        code: 'LOG.SIGNATURE',
        message: `The checkpoint of size ${claimed?.size ?? '?'} is not signed by a key of this log.`,
      });
      continue;
    }
    if (checkpoint.size > BigInt(hashes.length)) {
      // Fewer entries with the last one there is a gap between, which is named already.
      if (checkpoint.size > BigInt(next))
        findings.push({
          code: 'LOG.TRUNCATED',
          index: next,
          message: `The host signed ${checkpoint.size} entries; in the export entry ${next} and those after it are missing.`,
        });
    } else if (!equal(checkpoint.root, yield* rootHash(checkpoint.size, nodeAt))) {
      findings.push({
        code: 'LOG.ROOT',
        index: Number(held),
        message: `The first ${checkpoint.size} entries are not those that the host signed; the first ${held} are.`,
      });
    } else {
      facts.push(`The first ${checkpoint.size} entries are those that the host signed.`);
      signed.push({ size: checkpoint.size, note });
      if (checkpoint.size > held) held = checkpoint.size;
    }
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
  const newestFirst = signed.sort((a, b) => (a.size < b.size ? 1 : a.size > b.size ? -1 : 0)).map((one) => one.note);
  const asked = yield* askWitnesses(newestFirst, witnessing);
  facts.push(...asked.facts);
  findings.push(...asked.findings);
  return verdict(facts, findings);
}

/**
 * Checks a receipt by itself: what it opens, its place in the tree, the host's signature.
 *
 * @param trusted verifier keys known from elsewhere
 */
export function* verifyReceipt(receipt: Receipt, trusted: readonly string[], witnessing?: Witnessing): Steps<Verdict> {
  const findings: Finding[] = [];
  const index = Number(receipt.index);
  const { leaf: text, record, salts } = receipt.opened;
  const at = { index, ...numberOf(record) };
  const leaf = parseLeaf(text);
  if (!leaf)
    findings.push({ code: 'LOG.LEAF_UNREADABLE', ...at, message: "The receipt holds no leaf in the log's format." });
  else findings.push(...(yield* changedFields(leaf, record, salts, index)));
  const claimed = parseCheckpoint(receipt.checkpoint)?.checkpoint;
  if (!claimed)
    return verdict([], [...findings, { code: 'LOG.SIGNATURE', ...at, message: 'The receipt holds no checkpoint.' }]);
  const hash = yield* hashOfLeafText(text);
  if (!(yield* verifyInclusion(receipt.index, claimed.size, hash, receipt.proof, claimed.root))) {
    findings.push({
      code: 'LOG.NOT_INCLUDED',
      ...at,
      message: `${nameOf(index, record)} is not in the tree that the receipt's checkpoint names.`,
    });
  }
  if (!(yield* verifyCheckpoint(receipt.checkpoint, trusted))) {
    findings.push({ code: 'LOG.SIGNATURE', ...at, message: 'The checkpoint is not signed by a key that you hold.' });
  }
  const asked = yield* askWitnesses([receipt.checkpoint], witnessing);
  findings.push(...asked.findings);
  const facts =
    findings.length === 0
      ? [...asked.facts, `The host said this of ${nameOf(index, record)} when its log had ${claimed.size} entries.`]
      : [];
  return verdict(facts, findings);
}

/** Checks a receipt against a log exported later: the same entry, the same values, and no fork between. */
export function* verifyReceiptAgainstExport(
  receipt: Receipt,
  log: LogExport,
  trusted: readonly string[] = [],
  witnessing?: Witnessing,
): Steps<Verdict> {
  const index = Number(receipt.index);
  const record = receipt.opened.record;
  const at = { index, ...numberOf(record) };
  const claimed = parseCheckpoint(receipt.checkpoint)?.checkpoint;
  if (claimed && claimed.origin !== originOf(log.network.id))
    return verdict([], [{ code: 'LOG.OTHER_NETWORK', ...at, message: "The receipt is of another network's log." }]);
  const alone = yield* verifyReceipt(receipt, trusted.length > 0 ? trusted : keysInExport(log), witnessing);
  const whole = yield* verifyExport(log, trusted, witnessing);
  const facts = [...alone.facts, ...whole.facts];
  const findings = [...alone.findings, ...whole.findings];
  const entry = log.entries.find((one) => one.index === index);
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
      // As in a leaf that is checked by itself: gone is the value with its salt.
      if ((entry.record[field] ?? null) === null && entry.salts?.[field] === undefined) {
        if (value === null) continue;
        facts.push(`The field "${field}" of ${nameOf(index, record)} has been erased since the receipt was made.`);
        continue;
      }
      if (canonicalJson(entry.record[field] ?? null) === canonicalJson(value)) continue;
      findings.push({
        code: 'LOG.DIFFERS_FROM_RECEIPT',
        ...at,
        field,
        message: `The field "${field}" of ${nameOf(index, record)} is another than on the receipt.`,
      });
    }
  }
  if (claimed && claimed.size > BigInt(log.entries.length)) {
    findings.push({
      code: 'LOG.TRUNCATED',
      index: log.entries.length,
      message: `The log had ${claimed.size} entries when the receipt was made; the export has ${log.entries.length}.`,
    });
  } else if (claimed) {
    const hashes: Uint8Array[] = [];
    for (const one of log.entries) hashes.push(yield* hashOfLeafText(one.leaf));
    if (!equal(claimed.root, yield* rootHash(claimed.size, nodesFromLeaves(hashes))))
      findings.push({
        code: 'LOG.FORKED',
        ...at,
        message: `The log was another when the receipt was made: its first ${claimed.size} entries have changed since.`,
      });
  }
  return verdict(facts, findings);
}

/** Checks two checkpoints of one log against each other, with a consistency proof. */
export function* verifyCheckpoints(
  earlier: string,
  later: string,
  proof: readonly Uint8Array[],
  trusted: readonly string[],
  witnessing?: Witnessing,
): Steps<Verdict> {
  const one = yield* verifyCheckpoint(earlier, trusted);
  const two = yield* verifyCheckpoint(later, trusted);
  if (!one || !two)
    return verdict([], [{ code: 'LOG.SIGNATURE', message: 'A checkpoint is not signed by a key that you hold.' }]);
  if (one.origin !== two.origin)
    return verdict([], [{ code: 'LOG.OTHER_NETWORK', message: 'The checkpoints are of two logs.' }]);
  const [from, to]: [Checkpoint, Checkpoint] = one.size <= two.size ? [one, two] : [two, one];
  const begins =
    from.size === 0n && to.size > 0n
      ? proof.length === 0 && equal(from.root, yield* emptyRoot())
      : yield* verifyConsistency(from.size, to.size, proof, from.root, to.root);
  if (!begins) {
    return verdict(
      [],
      [{ code: 'LOG.FORKED', message: `The log of ${to.size} entries does not begin with the log of ${from.size}.` }],
    );
  }
  const asked = yield* askWitnesses(from === one ? [later, earlier] : [earlier, later], witnessing);
  return verdict(
    [`The log of ${to.size} entries begins with the log of ${from.size}.`, ...asked.facts],
    asked.findings,
  );
}
