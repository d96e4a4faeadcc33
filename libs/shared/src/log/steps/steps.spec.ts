import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newLogKey, originOf, signCheckpoint, vkeyOf } from '../checkpoint';
import { cosignCheckpoint, witnessVkeyOf } from '../cosignature';
import { commitFields, hashOfLeafText, leafText } from '../leaf';
import { consistencyProof, inclusionProof, nodesFromLeaves, rootHash } from '../merkle-tree';
import { takeAtOnce } from './at-once';
import { takeByWebCrypto } from './by-web-crypto';
import { utf8 } from './bytes';
import { verifyConsistency, verifyInclusion } from './merkle-tree';
import { parseReceipt, writeReceipt } from './receipt';
import { sha256, signatureHolds, type Steps } from './steps';
import { verifyCheckpoints, verifyReceipt } from './verify';

/** The two ways in which steps are taken: Node's cryptography at once, and Web Crypto as in a browser. */
const engines: [string, <T>(steps: Steps<T>) => Promise<T>][] = [
  ['Node', async (steps) => takeAtOnce(steps)],
  ['Web Crypto', takeByWebCrypto],
];
const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
const lines = (file: string) =>
  readFileSync(join(__dirname, '../testdata', file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line.replace(/"(leafIdx|treeSize|size1|size2)":(\d+)/g, '"$1":"$2"')) as never);
const bytes = (base64: string) => Buffer.from(base64, 'base64');

describe.each(engines)('with %s', (_, take) => {
  it('SHA-256 of "abc" is as FIPS 180-4 says', async () => {
    expect(Buffer.from(await take(sha256(utf8('abc')))).toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  // RFC 8032, 7.1, tests 1 to 3.
  it.each([
    [
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('Ed25519 holds for the key %s, and not for an altered signature, text or key', async (key, text, signature) => {
    expect(await take(signatureHolds(hex(key), hex(text), hex(signature)))).toBe(true);
    const altered = hex(signature);
    altered[5]! ^= 1;
    expect(await take(signatureHolds(hex(key), hex(text), altered))).toBe(false);
    expect(await take(signatureHolds(hex(key), hex(`${text}00`), hex(signature)))).toBe(false);
    expect(await take(signatureHolds(hex(key), hex(text), hex(signature).subarray(1)))).toBe(false);
    const other = hex('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908026');
    expect(await take(signatureHolds(other, hex(text), hex(signature)))).toBe(false);
  });

  it('every vector of transparency-dev/merkle is judged as it says', async () => {
    type Vector = {
      name: string;
      proof: string[] | null;
      wantErr: boolean;
      root: string;
      root1: string;
      root2: string;
    };
    type Sizes = { leafIdx: string; treeSize: string; leafHash: string; size1: string; size2: string };
    const judged: [string, boolean, boolean][] = [];
    for (const one of lines('inclusion.jsonl') as (Vector & Sizes)[]) {
      const proof = (one.proof ?? []).map(bytes);
      const held = await take(
        verifyInclusion(BigInt(one.leafIdx), BigInt(one.treeSize), bytes(one.leafHash), proof, bytes(one.root)),
      );
      judged.push([one.name, held, !one.wantErr]);
    }
    for (const one of lines('consistency.jsonl') as (Vector & Sizes)[]) {
      const proof = (one.proof ?? []).map(bytes);
      const held = await take(
        verifyConsistency(BigInt(one.size1), BigInt(one.size2), proof, bytes(one.root1), bytes(one.root2)),
      );
      judged.push([one.name, held, !one.wantErr]);
    }
    expect(judged).toHaveLength(196);
    expect(judged.filter(([, held, wanted]) => held !== wanted)).toEqual([]);
  });
});

const origin = originOf('0199a000-0000-4000-8000-0000000000aa');
const key = newLogKey();
const witness = newLogKey();
const trusted = [vkeyOf(origin, key)];
const witnessing = { witnesses: [witnessVkeyOf('estate.example', witness)], quorum: 1 };
const opened = Array.from({ length: 7 }, (_, n) => {
  const record = { number: `2026-00${n}`, title: `Nr. ${n}` };
  const { fields, salts } = commitFields(record);
  const at = '2026-11-24T10:00:00.000Z';
  return { leaf: leafText({ v: 1, kind: 'decision', subject: `${n}`, at, fields }), record, salts };
});
const nodeAt = nodesFromLeaves(opened.map((one) => hashOfLeafText(one.leaf)));
function noteOf(size: bigint): string {
  const note = signCheckpoint({ origin, size, root: rootHash(size, nodeAt) }, key);
  return note + cosignCheckpoint(note, 'estate.example', witness, 1_790_000_000n);
}
const receipt = writeReceipt({
  index: 4n,
  proof: inclusionProof(4n, 7n, nodeAt),
  checkpoint: noteOf(7n),
  opened: opened[4]!,
});

/** Each text that differs from this one in one bit. */
function* flipped(text: string): Generator<string> {
  const whole = Buffer.from(text);
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const one = Buffer.from(whole);
    one[bit >> 3]! ^= 1 << (bit & 7);
    yield one.toString('utf8');
  }
}

describe('one bit of a proof, wherever it stands', () => {
  it('spoils a receipt', async () => {
    const judge = (text: string) => {
      const parsed = parseReceipt(text);
      return parsed !== null && takeAtOnce(verifyReceipt(parsed, trusted, witnessing)).ok;
    };
    expect(judge(receipt)).toBe(true);
    expect(await takeByWebCrypto(verifyReceipt(parseReceipt(receipt)!, trusted, witnessing))).toMatchObject({
      ok: true,
    });
    const passed = [...flipped(receipt)].filter(judge);
    expect(passed).toEqual([]);
  });

  it('spoils a consistency proof, a hash of it or a checkpoint that it joins', () => {
    const proof = consistencyProof(3n, 7n, nodeAt);
    const judge = (earlier: string, later: string, hashes: Uint8Array[]) =>
      takeAtOnce(verifyCheckpoints(earlier, later, hashes, trusted, witnessing)).ok;
    const [three, seven] = [noteOf(3n), noteOf(7n)];
    expect(judge(three, seven, proof)).toBe(true);
    for (const [n, hash] of proof.entries())
      for (let bit = 0; bit < 256; bit += 1) {
        const altered = Uint8Array.from(hash);
        altered[bit >> 3]! ^= 1 << (bit & 7);
        expect(judge(three, seven, proof.with(n, altered))).toBe(false);
      }
    expect([...flipped(seven)].filter((note) => judge(three, note, proof))).toEqual([]);
    // Of the earlier one only the host's signature is asked: its witness was asked when it was the newest.
    const [unsigned] = three.split('— estate.example');
    expect([...flipped(unsigned!)].filter((note) => judge(note, seven, proof))).toEqual([]);
  });
});
