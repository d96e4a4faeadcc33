import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { newLogKey, signCheckpoint } from './checkpoint';
import { canonicalJson } from './leaf';
import { parseReceipt, type Receipt, writeReceipt } from './receipt';

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
const checkpoint = signCheckpoint({ origin: 'torv/one', size: 9n, root: hash('root') }, newLogKey());
const receipt: Receipt = {
  index: 4n,
  proof: [hash('a'), hash('b'), hash('c')],
  checkpoint,
  opened: { leaf: '{"v":1}', record: { number: '2026-004', title: 'Grøn arena' }, salts: { number: 'c2FsdA==' } },
};
const text = writeReceipt(receipt);

describe('a receipt', () => {
  it('has the lines of C2SP tlog-proof in their order: header, extra, index, hashes, blank, checkpoint', () => {
    expect(text).toBe(
      [
        'c2sp.org/tlog-proof@v1',
        `extra ${Buffer.from(canonicalJson(receipt.opened)).toString('base64')}`,
        'index 4',
        hash('a').toString('base64'),
        hash('b').toString('base64'),
        hash('c').toString('base64'),
        '',
        checkpoint,
      ].join('\n'),
    );
  });

  it('reads back as it was written', () => {
    expect(parseReceipt(text)).toEqual(receipt);
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 64 }),
        fc.string({ unit: 'grapheme' }),
        (index, hashes, title) => {
          const one = { ...receipt, index, proof: hashes.map((it) => Buffer.from(it)) };
          one.opened = { ...receipt.opened, record: { title } };
          expect(parseReceipt(writeReceipt(one))).toEqual(one);
        },
      ),
    );
  });

  it('has no hashes in a log of one entry', () => {
    const alone = { ...receipt, index: 0n, proof: [] };
    expect(writeReceipt(alone)).toContain(`\nindex 0\n\n${checkpoint}`);
    expect(parseReceipt(writeReceipt(alone))).toEqual(alone);
  });

  it.each([
    ['nothing', ''],
    ['another header', text.replace('@v1', '@v2')],
    ['no extra', text.replace(/extra .*\n/, '')],
    ['an extra that is no JSON', text.replace(/extra .*/, 'extra AAAA')],
    ['a leading zero', text.replace('index 4', 'index 04')],
    ['a negative index', text.replace('index 4', 'index -4')],
    ['a short hash', text.replace(hash('b').toString('base64'), hash('b').subarray(1).toString('base64'))],
    ['extra after index', text.replace(/(extra .*)\n(index 4)/, '$2\n$1')],
    ['no blank line', text.split('\n').slice(0, 6).join('\n')],
  ])('is not read from text with %s', (_, changed) => expect(parseReceipt(changed)).toBeNull());
});
