import { createHash, createPrivateKey, createPublicKey, verify } from 'node:crypto';
import {
  newLogKey,
  originOf,
  parseCheckpoint,
  rawPublicKey,
  signCheckpoint,
  verifyCheckpoint,
  vkeyOf,
} from './checkpoint';
import { cosignCheckpoint, cosignersOf, witnessVkeyOf } from './cosignature';

const origin = originOf('0199a000-0000-7000-8000-0000000000aa');
const root = createHash('sha256').update('root').digest();
const key = newLogKey();
const note = signCheckpoint({ origin, size: 9n, root }, key);
const [north, south] = [newLogKey(), newLogKey()];
const vkeys = [witnessVkeyOf('north.example/w', north), witnessVkeyOf('south.example/w', south)];
const byNorth = cosignCheckpoint(note, 'north.example/w', north, 1_679_315_147n);
const bySouth = cosignCheckpoint(note, 'south.example/w', south, 1_679_315_148n);

describe("a witness's verifier key", () => {
  it('has the algorithm byte 0x04 in its id and its material (C2SP tlog-cosignature)', () => {
    const raw = rawPublicKey(createPrivateKey(north));
    const id = createHash('sha256').update('north.example/w\n').update(Buffer.of(4)).update(raw).digest('hex');
    expect(vkeys[0]).toBe(`north.example/w+${id.slice(0, 8)}+${Buffer.concat([Buffer.of(4), raw]).toString('base64')}`);
  });
});

describe('a cosignature', () => {
  it('is key id, time and a signature over header line, time line and the note’s body', () => {
    const [, name, base64] = /^— (\S+) (\S+)\n$/.exec(byNorth)!;
    const line = Buffer.from(base64!, 'base64');
    expect([name, line.length]).toEqual(['north.example/w', 76]);
    expect(line.subarray(0, 4).toString('hex')).toBe(vkeys[0]!.split('+')[1]);
    expect(line.readBigUInt64BE(4)).toBe(1_679_315_147n);
    const text = `cosignature/v1\ntime 1679315147\n${origin}\n9\n${root.toString('base64')}\n`;
    const publicKey = createPublicKey(createPrivateKey(north));
    expect(verify(null, Buffer.from(text), publicKey, line.subarray(12))).toBe(true);
  });

  it('leaves the host’s own signature as it was', () => {
    expect(verifyCheckpoint(note + byNorth + bySouth, [vkeyOf(origin, key)])?.size).toBe(9n);
    expect(parseCheckpoint(note + byNorth)?.signatures).toHaveLength(2);
  });

  it('names its witness and its time', () => {
    expect(cosignersOf(note + byNorth + bySouth, vkeys)).toEqual([
      { name: 'north.example/w', vkey: vkeys[0], at: 1_679_315_147n },
      { name: 'south.example/w', vkey: vkeys[1], at: 1_679_315_148n },
    ]);
  });

  it('counts for nobody who is not asked, and once for one key however often and under whatever names', () => {
    expect(cosignersOf(note + byNorth, [vkeys[1]!])).toEqual([]);
    const again = cosignCheckpoint(note, 'north.example/w', north, 1_679_315_999n);
    const twin = cosignCheckpoint(note, 'twin.example', north, 1n);
    const names = [...vkeys, witnessVkeyOf('twin.example', north)];
    expect(cosignersOf(note + byNorth + again + twin, names).map((one) => one.name)).toEqual(['north.example/w']);
  });

  it('is none where it was made for another checkpoint, at another time, or by the key of a log', () => {
    const other = signCheckpoint({ origin, size: 10n, root }, key);
    expect(cosignersOf(other + byNorth, vkeys)).toEqual([]);
    const bytes = Buffer.from(byNorth.split(' ')[2]!.trim(), 'base64');
    bytes[11]! ^= 1;
    expect(cosignersOf(`${note}— north.example/w ${bytes.toString('base64')}\n`, vkeys)).toEqual([]);
    expect(cosignersOf(note, [vkeyOf(origin, key)])).toEqual([]);
    expect(cosignersOf('no note', vkeys)).toEqual([]);
  });
});
