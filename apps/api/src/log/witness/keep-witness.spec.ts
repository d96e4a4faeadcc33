import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  consistencyProof,
  cosignersOf,
  leafHash,
  newLogKey,
  nodesFromLeaves,
  originOf,
  rootHash,
  signCheckpoint,
  vkeyOf,
  writeAddCheckpoint,
} from '@torv/shared/log';
import { answerLog } from './answer-log';
import { followLog, holdFolder, makeWitness, readWitness } from './keep-witness';

const origin = originOf('0199a000-0000-7000-8000-0000000000aa');
const key = newLogKey();
const history = (word: string) =>
  nodesFromLeaves(Array.from({ length: 9 }, (_, n) => leafHash(Buffer.from(n < 3 ? `${n}` : `${word} ${n}`))));
const [told, secret] = [history('told'), history('secret')];
const noteOf = (size: bigint, nodes = told) => signCheckpoint({ origin, size, root: rootHash(size, nodes) }, key);
const asking = (from: bigint, to: bigint, nodes = told) =>
  writeAddCheckpoint({ old: from, proof: consistencyProof(from, to, nodes), note: noteOf(to, nodes) });

let folder: string;
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'torv-witness-')), 'w')));
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

describe('the folder of a witness', () => {
  it('is never begun anew: not over another, and not where what it saw is gone or broken', () => {
    expect(() => readWitness(folder)).toThrow('There is no witness');
    expect(() => makeWitness(folder, 'two words')).toThrow('no spaces');
    const { vkey } = makeWitness(folder, 'estate.example/torv');
    expect(() => makeWitness(folder, 'estate.example/torv')).toThrow('already');
    expect(readWitness(folder).vkey).toBe(vkey);
    writeFileSync(join(folder, 'witness.json'), '{"format":"other"}');
    expect(() => readWitness(folder)).toThrow('not what a witness keeps');
    rmSync(join(folder, 'witness.json'));
    expect(() => readWitness(folder)).toThrow('vouches for nothing');
  });

  it('holds a key that its owner alone reads, and follows logs only', () => {
    const witness = makeWitness(folder, 'estate.example/torv');
    expect(statSync(join(folder, 'witness-key.pem')).mode & 0o077).toBe(0);
    expect(() => followLog(witness, witness.vkey)).toThrow('not the key of a log');
    followLog(witness, vkeyOf(origin, key));
    followLog(witness, vkeyOf(origin, key));
    const changed = vkeyOf(origin, newLogKey());
    followLog(witness, changed);
    expect(readWitness(folder).logs).toEqual([{ origin, vkeys: [vkeyOf(origin, key), changed], seen: null }]);
  });

  it('is one process’s at a time; one that died leaves it free', () => {
    makeWitness(folder, 'estate.example/torv');
    const release = holdFolder(folder);
    expect(() => holdFolder(folder)).toThrow('Another process');
    release();
    writeFileSync(join(folder, 'witness.pid'), JSON.stringify({ pid: 999_999_999, started: 0 }));
    holdFolder(folder)();
    expect(existsSync(join(folder, 'witness.pid'))).toBe(false);
  });
});

describe('an answer to a log', () => {
  it('is on the disk before it is given, and where it cannot be kept nothing is cosigned', () => {
    const witness = makeWitness(folder, 'estate.example/torv');
    followLog(witness, vkeyOf(origin, key));
    const answer = answerLog(witness, asking(0n, 5n), 1_790_000_000n);
    expect(answer.status).toBe(200);
    expect(cosignersOf(noteOf(5n) + answer.body, [witness.vkey])).toMatchObject([{ at: 1_790_000_000n }]);
    expect(readWitness(folder).logs[0]!.seen!.size).toBe(5n);
    rmSync(folder, { recursive: true });
    expect(() => answerLog(witness, asking(5n, 9n), 1_790_000_001n)).toThrow();
  });

  it('says where the witness stands, as the protocol has it', () => {
    const witness = makeWitness(folder, 'estate.example/torv');
    expect(answerLog(witness, asking(0n, 5n), 1n).status).toBe(404);
    followLog(witness, vkeyOf(origin, key));
    answerLog(witness, asking(0n, 5n), 1n);
    expect(answerLog(witness, asking(0n, 9n), 2n)).toMatchObject({
      status: 409,
      type: 'text/x.tlog.size',
      body: '5\n',
    });
    expect(answerLog(witness, 'nonsense', 2n).status).toBe(400);
    expect(existsSync(join(folder, 'evidence.txt'))).toBe(false);
  });

  it('keeps what a host with two histories signed, and stands where it stood', () => {
    const witness = makeWitness(folder, 'estate.example/torv');
    followLog(witness, vkeyOf(origin, key));
    answerLog(witness, asking(0n, 5n), 1n);
    const same = writeAddCheckpoint({ old: 5n, proof: [], note: noteOf(5n, secret) });
    expect(answerLog(witness, same, 2n)).toMatchObject({
      status: 409,
      warning: expect.stringContaining('two histories'),
    });
    expect(answerLog(witness, asking(5n, 9n, secret), 3n).status).toBe(422);
    const evidence = readFileSync(join(folder, 'evidence.txt'), 'utf8');
    expect(evidence).toContain(noteOf(5n, secret));
    expect(evidence).toContain(noteOf(9n, secret));
    expect(answerLog(readWitness(folder), asking(5n, 9n), 4n).status).toBe(200);
  });
});
