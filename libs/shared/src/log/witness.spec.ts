import { createHash } from 'node:crypto';
import { newLogKey, originOf, signCheckpoint, vkeyOf } from './checkpoint';
import { consistencyProof, leafHash, nodesFromLeaves, rootHash } from './merkle-tree';
import { readPolicy, writePolicy } from './policy';
import { type FollowedLog, judgeCheckpoint, readAddCheckpoint, writeAddCheckpoint } from './witness';

const origin = originOf('0199a000-0000-7000-8000-0000000000aa');
const key = newLogKey();
/** Two histories that part after their fourth entry. */
const history = (word: string) =>
  nodesFromLeaves(Array.from({ length: 12 }, (_, n) => leafHash(Buffer.from(n < 4 ? `${n}` : `${word} ${n}`))));
const [told, secret] = [history('told'), history('secret')];
const noteOf = (size: bigint, nodes = told, by = key) =>
  signCheckpoint({ origin, size, root: rootHash(size, nodes) }, by);
const asking = (from: bigint, to: bigint, nodes = told) =>
  readAddCheckpoint(
    writeAddCheckpoint({ old: from, proof: consistencyProof(from, to, nodes), note: noteOf(to, nodes) }),
  );
const following = (size: bigint | null): FollowedLog[] => [
  { origin, vkeys: [vkeyOf(origin, key)], seen: size === null ? null : { size, root: rootHash(size, told) } },
];

describe('the request to a witness', () => {
  it('has the lines of C2SP tlog-witness: old size, proof, a blank line, the checkpoint', () => {
    const proof = consistencyProof(6n, 9n, told);
    const text = writeAddCheckpoint({ old: 6n, proof, note: noteOf(9n) });
    const lines = text.split('\n');
    expect(lines[0]).toBe('old 6');
    expect(lines.slice(1, proof.length + 2)).toEqual([...proof.map((one) => Buffer.from(one).toString('base64')), '']);
    expect(text.endsWith(`\n\n${noteOf(9n)}`)).toBe(true);
    expect(readAddCheckpoint(text)).toMatchObject({ old: 6n, note: noteOf(9n) });
  });

  it.each([
    ['nothing', ''],
    ['no old size', `\n${noteOf(9n)}`],
    ['a leading zero', `old 06\n\n${noteOf(9n)}`],
    ['a short hash', `old 6\nAAAA\n\n${noteOf(9n)}`],
    ['more hashes than a tree can have', `old 6\n${`${'A'.repeat(43)}=\n`.repeat(64)}\n${noteOf(9n)}`],
    ['no checkpoint', 'old 6\n\nnothing\n'],
  ])('is not read from %s, and is answered 400', (_, text) => {
    expect(readAddCheckpoint(text)).toBeNull();
    expect(judgeCheckpoint(readAddCheckpoint(text), following(6n))).toEqual({ status: 400 });
  });
});

describe('a witness', () => {
  it('does not cosign for a log that it does not follow, or one signed by another key', () => {
    expect(judgeCheckpoint(asking(0n, 6n), [])).toEqual({ status: 404 });
    const other: FollowedLog[] = [{ origin, vkeys: [vkeyOf(origin, newLogKey())], seen: null }];
    expect(judgeCheckpoint(asking(0n, 6n), other)).toEqual({ status: 403 });
  });

  it('says where it stands to whom begins elsewhere, and refuses what is smaller than its own beginning', () => {
    expect(judgeCheckpoint(asking(0n, 9n), following(6n))).toEqual({ status: 409, size: 6n, forked: false });
    expect(judgeCheckpoint(asking(3n, 9n), following(6n))).toEqual({ status: 409, size: 6n, forked: false });
    const back = { old: 6n, proof: [], note: noteOf(3n) };
    expect(judgeCheckpoint(back, following(6n))).toEqual({ status: 400 });
  });

  it('catches a host with two histories, whether the second is as long as the first or longer', () => {
    expect(judgeCheckpoint({ old: 6n, proof: [], note: noteOf(6n, secret) }, following(6n))).toEqual({
      status: 409,
      size: 6n,
      forked: true,
    });
    expect(judgeCheckpoint(asking(6n, 9n, secret), following(6n))).toEqual({ status: 422, forked: true });
    expect(judgeCheckpoint({ ...asking(6n, 9n)!, proof: [] }, following(6n))).toEqual({ status: 422, forked: true });
    const idle = [createHash('sha256').digest()];
    expect(judgeCheckpoint({ old: 0n, proof: idle, note: noteOf(6n) }, following(null))).toMatchObject({ status: 422 });
  });

  it('cosigns what grew from what it cosigned last, the same again, and the first that it sees', () => {
    for (const [from, to] of [
      [6n, 9n],
      [6n, 6n],
      [4n, 12n],
    ] as const)
      expect(judgeCheckpoint(asking(from, to), following(from))).toMatchObject({
        status: 200,
        checkpoint: { size: to },
      });
    expect(judgeCheckpoint(asking(0n, 6n), following(null))).toMatchObject({ status: 200 });
  });
});

describe('a policy', () => {
  const policy = { logs: ['torv/a+00+k'], witnesses: ['north+00+k', 'south+00+k'], quorum: 2 };

  it('goes round, with and without a quorum', () => {
    expect(readPolicy(writePolicy(policy))).toEqual(policy);
    expect(readPolicy(writePolicy({ ...policy, quorum: 0 }))).toEqual({ ...policy, quorum: 0 });
    expect(writePolicy(policy)).toContain('group parties 2 w1 w2\nquorum parties\n');
  });

  it('is not read from text that says something else, or names a group that is not there', () => {
    expect(readPolicy('hello')).toBeNull();
    expect(readPolicy('')).toBeNull();
    expect(readPolicy('log k\nquorum parties\n')).toBeNull();
    expect(readPolicy('# kept by us\n\nlog k\nquorum none\n')).toEqual({ logs: ['k'], witnesses: [], quorum: 0 });
  });
});
