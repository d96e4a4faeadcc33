import { newLogKey, originOf, signCheckpoint, vkeyOf } from '../checkpoint';
import type { LogExport } from '../contract';
import { cosignCheckpoint, witnessVkeyOf } from '../cosignature';
import { hashOfLeafText, leafText } from '../leaf';
import { nodesFromLeaves, rootHash } from '../merkle-tree';
import { verifyExport } from '../verify';

const network = { id: '0199a000-0000-4000-8000-0000000000aa', key: 'n', name: 'N' };
const origin = originOf(network.id);
const [key, north, south] = [newLogKey(), newLogKey(), newLogKey()];
const witnesses = [witnessVkeyOf('north.example', north), witnessVkeyOf('south.example', south)];
const entries = Array.from({ length: 6 }, (_, index) => {
  const leaf = leafText({ v: 1, kind: 'redaction', subject: `${index}`, at: '2026-11-24T10:00:00.000Z', fields: {} });
  return { index, leaf, leafHash: hashOfLeafText(leaf).toString('base64'), salts: null, record: null };
});
const nodeAt = nodesFromLeaves(entries.map((one) => hashOfLeafText(one.leaf)));
const noteOf = (size: bigint) => signCheckpoint({ origin, size, root: rootHash(size, nodeAt) }, key);
const by = (note: string, name: string, pem: string) => cosignCheckpoint(note, name, pem, 1_790_000_000n);
const judge = (checkpoints: string[], quorum: number) => {
  const log: LogExport = { format: 'torv-log-export/1', network, checkpoints, entries };
  return verifyExport(log, [vkeyOf(origin, key)], { witnesses, quorum });
};
const [four, six] = [noteOf(4n), noteOf(6n)];
const both = (note: string) => note + by(note, 'north.example', north) + by(note, 'south.example', south);

describe('a log below the quorum of its witnesses', () => {
  it('is refused where no checkpoint has it: none, one of two, one twice', () => {
    for (const note of [six, six + by(six, 'north.example', north), six + by(six, 'north.example', north).repeat(2)])
      expect(judge([four, note], 2).findings).toMatchObject([{ code: 'LOG.UNWITNESSED' }]);
    expect(judge([four, six], 2).findings[0]).not.toHaveProperty('index');
  });

  it('is refused from the entry on after which nothing is witnessed', () => {
    const { ok, facts, findings } = judge([both(four), six], 2);
    expect(ok).toBe(false);
    expect(findings).toMatchObject([{ code: 'LOG.UNWITNESSED', index: 4 }]);
    expect(facts).toContain('The first 4 entries are witnessed by north.example, south.example.');
  });

  it('is not refused where the newest has it, or nobody is asked', () => {
    expect(judge([four, both(six)], 2)).toMatchObject({ ok: true });
    expect(judge([four, six], 0)).toMatchObject({ ok: true });
  });

  it('is not lifted over it by what witnesses signed of another log', () => {
    const other = signCheckpoint({ origin, size: 6n, root: rootHash(5n, nodeAt) }, key);
    expect(judge([four, six + by(other, 'north.example', north) + by(other, 'south.example', south)], 1).ok).toBe(
      false,
    );
  });
});
