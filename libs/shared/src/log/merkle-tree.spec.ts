import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  completedNodes,
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  type NodeId,
  nodesFromLeaves,
  nodesOfConsistency,
  nodesOfInclusion,
  nodesOfRoot,
  rootHash,
  verifyConsistency,
  verifyInclusion,
} from './merkle-tree';

/** A vector's lines; integers become strings of their digits first, as JSON.parse would round those above 2^53. */
function vectors<T>(file: string): T[] {
  return readFileSync(join(__dirname, 'testdata', file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line.replace(/"(leafIdx|treeSize|size1|size2)":(\d+)/g, '"$1":"$2"')) as T);
}
const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

interface InclusionVector {
  leafIdx: string;
  treeSize: string;
  root: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
  name: string;
}
interface ConsistencyVector {
  size1: string;
  size2: string;
  root1: string;
  root2: string;
  proof: string[] | null;
  wantErr: boolean;
  name: string;
}

describe('the inclusion vectors of transparency-dev/merkle', () => {
  const all = vectors<InclusionVector>('inclusion.jsonl');
  it('are 98 and keep indices above 2^53', () => {
    expect(all).toHaveLength(98);
    expect(all.some((one) => BigInt(one.leafIdx) === 2n ** 64n - 1n)).toBe(true);
  });
  it.each(all.map((one) => [one.wantErr ? 'rejects' : 'accepts', one.name, one] as const))('%s %s', (_, __, one) => {
    const proof = (one.proof ?? []).map(bytes);
    const verified = verifyInclusion(
      BigInt(one.leafIdx),
      BigInt(one.treeSize),
      bytes(one.leafHash),
      proof,
      bytes(one.root),
    );
    expect(verified).toBe(!one.wantErr);
  });
});

describe('the consistency vectors of transparency-dev/merkle', () => {
  const all = vectors<ConsistencyVector>('consistency.jsonl');
  it('are 98', () => expect(all).toHaveLength(98));
  it.each(all.map((one) => [one.wantErr ? 'rejects' : 'accepts', one.name, one] as const))('%s %s', (_, __, one) => {
    const proof = (one.proof ?? []).map(bytes);
    const verified = verifyConsistency(BigInt(one.size1), BigInt(one.size2), proof, bytes(one.root1), bytes(one.root2));
    expect(verified).toBe(!one.wantErr);
  });
});

// RFC 6962, 2.1, word for word and recursively: MTH, PATH, PROOF and SUBPROOF over a list of entries D[n].
const sha = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const known = new Map<string, Buffer>();
const entries = Array.from({ length: 300 }, (_, index) => Buffer.from(`entry ${index}`));

/** The largest power of two smaller than n. */
function k(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
/** MTH(D[start:end]), remembered so that every size can be asked about. */
function mth(start: number, end: number): Buffer {
  const name = `${start}:${end}`;
  const before = known.get(name);
  if (before) return before;
  const n = end - start;
  const hash =
    n === 0
      ? sha()
      : n === 1
        ? sha(Buffer.of(0x00), entries[start]!)
        : sha(Buffer.of(0x01), mth(start, start + k(n)), mth(start + k(n), end));
  known.set(name, hash);
  return hash;
}
function path(m: number, start: number, end: number): Buffer[] {
  const n = end - start;
  if (n === 1) return [];
  return m < k(n)
    ? [...path(m, start, start + k(n)), mth(start + k(n), end)]
    : [...path(m - k(n), start + k(n), end), mth(start, start + k(n))];
}
function subproof(m: number, start: number, end: number, b: boolean): Buffer[] {
  const n = end - start;
  if (m === n) return b ? [] : [mth(start, end)];
  return m <= k(n)
    ? [...subproof(m, start, start + k(n), b), mth(start + k(n), end)]
    : [...subproof(m - k(n), start + k(n), end, false), mth(start, start + k(n))];
}

const leaves = entries.map((entry) => leafHash(entry));
const nodeAt = nodesFromLeaves(leaves);
const hex = (hashes: readonly Uint8Array[]): string[] => hashes.map((hash) => Buffer.from(hash).toString('hex'));
const sizes = Array.from({ length: 301 }, (_, size) => size);
const flipped = (hash: Uint8Array, bit: number): Buffer => {
  const copy = Buffer.from(hash);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
};
const aPlace = fc.integer({ min: 1, max: 300 }).chain((size) => fc.tuple(fc.nat({ max: size - 1 }), fc.constant(size)));
const twoSizes = fc
  .integer({ min: 2, max: 300 })
  .chain((to) => fc.tuple(fc.integer({ min: 1, max: to - 1 }), fc.constant(to)));

describe('the tree against RFC 6962, 2.1, done naively', () => {
  it('has the known root of the empty tree', () => {
    expect(emptyRoot().toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('has the same root at every size up to 300', () => {
    for (const size of sizes) {
      expect(hex([rootHash(BigInt(size), nodeAt)])).toEqual(hex([mth(0, size)]));
    }
  });

  it('has the same inclusion proof of every leaf at small sizes and at random places, and verifies it', () => {
    const same = (index: number, size: number) => {
      const proof = inclusionProof(BigInt(index), BigInt(size), nodeAt);
      expect(hex(proof)).toEqual(hex(path(index, 0, size)));
      expect(verifyInclusion(BigInt(index), BigInt(size), leaves[index]!, proof, mth(0, size))).toBe(true);
    };
    for (const size of sizes.slice(1, 41)) for (let index = 0; index < size; index += 1) same(index, size);
    for (const size of sizes.slice(41)) for (const index of [0, size >> 1, size - 1]) same(index, size);
    fc.assert(
      fc.property(aPlace, ([index, size]) => same(index, size)),
      { numRuns: 300 },
    );
  });

  it('has the same consistency proof between all small sizes and random ones, and verifies it', () => {
    const same = (from: number, to: number) => {
      const proof = consistencyProof(BigInt(from), BigInt(to), nodeAt);
      expect(hex(proof)).toEqual(hex(subproof(from, 0, to, true)));
      expect(verifyConsistency(BigInt(from), BigInt(to), proof, mth(0, from), mth(0, to))).toBe(true);
    };
    for (const to of sizes.slice(1, 34)) for (let from = 1; from <= to; from += 1) same(from, to);
    fc.assert(
      fc.property(twoSizes, ([from, to]) => same(from, to)),
      { numRuns: 300 },
    );
    expect(consistencyProof(0n, 7n, nodeAt)).toEqual([]);
    expect(verifyConsistency(0n, 0n, [], emptyRoot(), emptyRoot())).toBe(true);
    expect(verifyConsistency(0n, 7n, [], emptyRoot(), mth(0, 7))).toBe(false);
  });

  it('refuses an inclusion proof with a flipped bit, a hash too few or too many, or at another place', () => {
    fc.assert(
      fc.property(aPlace, fc.nat(), fc.nat({ max: 255 }), ([index, size], pick, bit) => {
        const proof = inclusionProof(BigInt(index), BigInt(size), nodeAt);
        const holds = (hashes: readonly Uint8Array[], leaf: Uint8Array = leaves[index]!, root = mth(0, size)) =>
          verifyInclusion(BigInt(index), BigInt(size), leaf, hashes, root);
        const at = proof.length === 0 ? 0 : pick % proof.length;
        if (proof.length > 0) {
          expect(holds(proof.map((hash, place) => (place === at ? flipped(hash, bit) : hash)))).toBe(false);
          expect(holds(proof.toSpliced(at, 1))).toBe(false);
        }
        expect(holds(proof.toSpliced(at, 0, leaves[index]!))).toBe(false);
        expect(holds([...proof, mth(0, size)])).toBe(false);
        expect(holds(proof, flipped(leaves[index]!, bit))).toBe(false);
        expect(holds(proof, leaves[index]!, flipped(mth(0, size), bit))).toBe(false);
        const elsewhere = BigInt((index + 1) % size);
        if (size > 1) expect(verifyInclusion(elsewhere, BigInt(size), leaves[index]!, proof, mth(0, size))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a consistency proof with a flipped bit, or a hash too few or too many', () => {
    fc.assert(
      fc.property(twoSizes, fc.nat(), fc.nat({ max: 255 }), ([from, to], pick, bit) => {
        const proof = consistencyProof(BigInt(from), BigInt(to), nodeAt);
        const holds = (hashes: readonly Uint8Array[], one: Uint8Array = mth(0, from), two: Uint8Array = mth(0, to)) =>
          verifyConsistency(BigInt(from), BigInt(to), hashes, one, two);
        const at = pick % proof.length;
        expect(holds(proof.map((hash, place) => (place === at ? flipped(hash, bit) : hash)))).toBe(false);
        expect(holds(proof.toSpliced(at, 1))).toBe(false);
        expect(holds(proof.toSpliced(at, 0, mth(0, to)))).toBe(false);
        expect(holds([...proof, mth(0, to)])).toBe(false);
        expect(holds(proof, flipped(mth(0, from), bit))).toBe(false);
        expect(holds(proof, mth(0, from), flipped(mth(0, to), bit))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('is outside its domain where the standard says so', () => {
    expect(() => inclusionProof(5n, 5n, nodeAt)).toThrow(RangeError);
    expect(() => inclusionProof(-1n, 5n, nodeAt)).toThrow(RangeError);
    expect(() => consistencyProof(6n, 5n, nodeAt)).toThrow(RangeError);
  });
});

describe('the stored nodes', () => {
  it('that appending completes are all that any root and proof needs', () => {
    const stored = new Map<string, Uint8Array>();
    const name = ({ level, index }: NodeId) => `${level}:${index}`;
    const read = (node: NodeId): Uint8Array => {
      const hash = stored.get(name(node));
      if (!hash) throw new Error(`${name(node)} is not stored`);
      return hash;
    };
    for (let index = 0; index < 300; index += 1) {
      for (const node of completedNodes(BigInt(index))) {
        expect(stored.has(name(node))).toBe(false);
        const below = { level: node.level - 1, index: node.index * 2n };
        const hash =
          node.level === 0 ? leaves[index]! : nodeHash(read(below), read({ ...below, index: below.index + 1n }));
        const width = 2 ** node.level;
        expect(hex([hash])).toEqual(hex([mth(Number(node.index) * width, (Number(node.index) + 1) * width)]));
        stored.set(name(node), hash);
      }
      expect(hex([rootHash(BigInt(index + 1), read)])).toEqual(hex([mth(0, index + 1)]));
    }
    fc.assert(
      fc.property(aPlace, twoSizes, ([index, size], [from, to]) => {
        const asked = new Set<string>();
        const noting = (node: NodeId) => (asked.add(name(node)), read(node));
        inclusionProof(BigInt(index), BigInt(size), noting);
        expect([...asked].sort()).toEqual(nodesOfInclusion(BigInt(index), BigInt(size)).map(name).sort());
        asked.clear();
        consistencyProof(BigInt(from), BigInt(to), noting);
        expect([...asked].sort()).toEqual(nodesOfConsistency(BigInt(from), BigInt(to)).map(name).sort());
        asked.clear();
        rootHash(BigInt(size), noting);
        expect([...asked].sort()).toEqual(nodesOfRoot(BigInt(size)).map(name).sort());
      }),
      { numRuns: 200 },
    );
  });
});
