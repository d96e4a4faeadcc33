import { equal } from './bytes';
import { sha256, type Steps } from './steps';

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** A perfect subtree: node (level, index) covers the leaves [index * 2^level, (index + 1) * 2^level). */
export interface NodeId {
  level: number;
  index: bigint;
}

/** Gives the 32-byte hash of a perfect subtree, stored or still to be made; throws when it has none. */
export type NodeSource = (node: NodeId) => Uint8Array | Steps<Uint8Array>;

/** Hash of a leaf's bytes (RFC 6962, 2.1). */
export const leafHash = (leaf: Uint8Array): Steps<Uint8Array> => sha256(leafPrefix, leaf);

/** Hash of an inner node (RFC 6962, 2.1). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Steps<Uint8Array> => sha256(nodePrefix, left, right);

/** Root of the empty tree (RFC 6962, 2.1). */
export const emptyRoot = (): Steps<Uint8Array> => sha256();

/** The perfect subtrees of the leaves [start, end), left to right; `start` is a multiple of each subtree's size before it. */
function perfectNodes(start: bigint, end: bigint): NodeId[] {
  const nodes: NodeId[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    while (at % (1n << BigInt(level + 1)) === 0n && at + (1n << BigInt(level + 1)) <= end) level += 1;
    nodes.push({ level, index: at >> BigInt(level) });
    at += 1n << BigInt(level);
  }
  return nodes;
}

function* hashAt(node: NodeId, nodeAt: NodeSource): Steps<Uint8Array> {
  const hash = nodeAt(node);
  return 'next' in hash ? yield* hash : hash;
}

/** The hash of the leaves [start, end), folded from the right. */
function* rangeHash(start: bigint, end: bigint, nodeAt: NodeSource): Steps<Uint8Array> {
  const [last, ...before] = perfectNodes(start, end).reverse();
  let folded = yield* hashAt(last!, nodeAt);
  for (const node of before) folded = yield* nodeHash(yield* hashAt(node, nodeAt), folded);
  return folded;
}

/** The largest power of two below `size` (RFC 6962, 2.1: k); `size` is at least 2. */
function splitPoint(size: bigint): bigint {
  return 1n << BigInt((size - 1n).toString(2).length - 1);
}

/** The perfect subtrees that the root of a tree of `size` leaves is made of. */
export const nodesOfRoot = (size: bigint): NodeId[] => perfectNodes(0n, size);

/** Root of the first `size` leaves. */
export function rootHash(size: bigint, nodeAt: NodeSource): Steps<Uint8Array> {
  return size === 0n ? emptyRoot() : rangeHash(0n, size, nodeAt);
}

/** The ranges whose hashes make an inclusion proof, leaf side first (RFC 6962, 2.1.1). */
function inclusionRanges(index: bigint, start: bigint, end: bigint): [bigint, bigint][] {
  if (end - start <= 1n) return [];
  const middle = start + splitPoint(end - start);
  return index < middle
    ? [...inclusionRanges(index, start, middle), [middle, end]]
    : [...inclusionRanges(index, middle, end), [start, middle]];
}

/** The ranges whose hashes make a consistency proof (RFC 6962, 2.1.2, SUBPROOF). */
function consistencyRanges(from: bigint, start: bigint, end: bigint, whole: boolean): [bigint, bigint][] {
  if (from === end) return whole ? [] : [[start, end]];
  const middle = start + splitPoint(end - start);
  return from <= middle
    ? [...consistencyRanges(from, start, middle, whole), [middle, end]]
    : [...consistencyRanges(from, middle, end, false), [start, middle]];
}

/**
 * Inclusion proof of a leaf (RFC 6962, 2.1.1).
 *
 * @param nodeAt stored perfect subtrees
 * @returns hashes from the leaf upwards
 * @throws RangeError unless 0 <= index < size
 */
export function* inclusionProof(index: bigint, size: bigint, nodeAt: NodeSource): Steps<Uint8Array[]> {
  if (index < 0n || index >= size) throw new RangeError('index outside the tree');
  return yield* hashesOf(inclusionRanges(index, 0n, size), nodeAt);
}

/**
 * Consistency proof between two sizes of one tree (RFC 6962, 2.1.2); empty from 0 and between equal sizes.
 *
 * @throws RangeError unless 0 <= from <= to
 */
export function* consistencyProof(from: bigint, to: bigint, nodeAt: NodeSource): Steps<Uint8Array[]> {
  if (from < 0n || from > to) throw new RangeError('sizes out of order');
  if (from === 0n || from === to) return [];
  return yield* hashesOf(consistencyRanges(from, 0n, to, true), nodeAt);
}

function* hashesOf(ranges: [bigint, bigint][], nodeAt: NodeSource): Steps<Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (const [start, end] of ranges) hashes.push(yield* rangeHash(start, end, nodeAt));
  return hashes;
}

/** The stored nodes that an inclusion proof needs. */
export const nodesOfInclusion = (index: bigint, size: bigint): NodeId[] =>
  inclusionRanges(index, 0n, size).flatMap(([start, end]) => perfectNodes(start, end));

/** The stored nodes that a consistency proof needs. */
export const nodesOfConsistency = (from: bigint, to: bigint): NodeId[] =>
  from === 0n || from === to
    ? []
    : consistencyRanges(from, 0n, to, true).flatMap(([start, end]) => perfectNodes(start, end));

/** The nodes that appending leaf `index` completes, the leaf itself first. */
export function completedNodes(index: bigint): NodeId[] {
  const nodes: NodeId[] = [{ level: 0, index }];
  for (let at = index, level = 1; at % 2n === 1n; level += 1) {
    at >>= 1n;
    nodes.push({ level, index: at });
  }
  return nodes;
}

/** A source over leaf hashes in memory; `leaves` may be longer than the trees asked about. */
export function nodesFromLeaves(leaves: readonly Uint8Array[]): (node: NodeId) => Steps<Uint8Array> {
  const known = new Map<string, Uint8Array>();
  return function* at({ level, index }: NodeId): Steps<Uint8Array> {
    if (level === 0) {
      const leaf = leaves[Number(index)];
      if (!leaf) throw new RangeError(`no leaf ${index}`);
      return leaf;
    }
    const name = `${level}:${index}`;
    let hash = known.get(name);
    if (!hash) {
      const left = yield* at({ level: level - 1, index: index * 2n });
      hash = yield* nodeHash(left, yield* at({ level: level - 1, index: index * 2n + 1n }));
      known.set(name, hash);
    }
    return hash;
  };
}

/** True when `proof` shows that `leaf` (a leaf hash) stands at `index` in the tree of `size` with `root` (RFC 9162, 2.1.3.2). */
export function* verifyInclusion(
  index: bigint,
  size: bigint,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): Steps<boolean> {
  if (index < 0n || index >= size || leaf.length !== 32) return false;
  let fn = index;
  let sn = size - 1n;
  let hash = leaf;
  for (const step of proof) {
    if (sn === 0n) return false;
    if (fn % 2n === 1n || fn === sn) {
      hash = yield* nodeHash(step, hash);
      while (fn % 2n === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      hash = yield* nodeHash(hash, step);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && equal(hash, root);
}

/** True when `proof` shows that the tree of `to` with `toRoot` begins with the tree of `from` with `fromRoot` (RFC 9162, 2.1.4.2). */
export function* verifyConsistency(
  from: bigint,
  to: bigint,
  proof: readonly Uint8Array[],
  fromRoot: Uint8Array,
  toRoot: Uint8Array,
): Steps<boolean> {
  if (from > to || from < 0n) return false;
  // Every tree begins with the empty one: a proof of that says nothing of the later root, so none is accepted.
  if (from === 0n) {
    const empty = yield* emptyRoot();
    return to === 0n && proof.length === 0 && equal(fromRoot, empty) && equal(toRoot, empty);
  }
  if (from === to) return proof.length === 0 && equal(fromRoot, toRoot);
  if (proof.length === 0) return false;
  const isPower = (from & (from - 1n)) === 0n;
  const steps = isPower ? [fromRoot, ...proof] : [...proof];
  let fn = from - 1n;
  let sn = to - 1n;
  while (fn % 2n === 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  let fr = steps[0]!;
  let sr = steps[0]!;
  for (const step of steps.slice(1)) {
    if (sn === 0n) return false;
    if (fn % 2n === 1n || fn === sn) {
      fr = yield* nodeHash(step, fr);
      sr = yield* nodeHash(step, sr);
      while (fn % 2n === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      sr = yield* nodeHash(sr, step);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && equal(fr, fromRoot) && equal(sr, toRoot);
}
