import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { newLogKey, originOf, parseCheckpoint, signCheckpoint, verifyCheckpoint, vkeyOf } from './checkpoint';

const origin = originOf('0199a000-0000-7000-8000-0000000000aa');
const root = createHash('sha256').update('root').digest();
const checkpoint = { origin, size: 9n, root };
const key = newLogKey();
const vkey = vkeyOf(origin, key);
const note = signCheckpoint(checkpoint, key);

describe('a verifier key', () => {
  it('is the one that golang.org/x/mod/sumdb/note documents for its example key', () => {
    // Its signer key is PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz (published).
    const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
    const pem = createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
      format: 'der',
      type: 'pkcs8',
    })
      .export({ format: 'pem', type: 'pkcs8' })
      .toString();
    expect(vkeyOf('PeterNeumann', pem)).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  });

  it('is name, key id and type with key, as C2SP signed-note has it', () => {
    const raw = createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'der' }).subarray(-32);
    const id = createHash('sha256').update(`${origin}\n`).update(Buffer.of(1)).update(raw).digest('hex').slice(0, 8);
    expect(vkey).toBe(`${origin}+${id}+${Buffer.concat([Buffer.of(1), raw]).toString('base64')}`);
  });
});

describe('a checkpoint', () => {
  it('has the lines of C2SP tlog-checkpoint', () => {
    const lines = note.split('\n');
    expect(lines.slice(0, 4)).toEqual([origin, '9', root.toString('base64'), '']);
    expect(lines[4]).toMatch(/^\u2014 \S+ [A-Za-z0-9+/]+=*$/);
    expect(lines.slice(5)).toEqual(['']);
    const signature = Buffer.from(lines[4]!.split(' ')[2]!, 'base64');
    expect(signature).toHaveLength(68);
    expect(signature.subarray(0, 4).toString('hex')).toBe(vkey.split('+')[1]);
  });

  it('goes round through signing, reading and verifying, to the largest size', () => {
    for (const size of [0n, 9n, 2n ** 53n + 1n, 2n ** 64n - 1n]) {
      const signed = signCheckpoint({ ...checkpoint, size }, key);
      expect(parseCheckpoint(signed)?.checkpoint).toEqual({ ...checkpoint, size });
      expect(verifyCheckpoint(signed, [vkey])).toEqual({ ...checkpoint, size });
    }
  });

  it('may bear signatures of witnesses before and after', () => {
    const witness = newLogKey();
    const line = signCheckpoint(checkpoint, witness).split('\n')[4]!.replace(origin, 'witness.example');
    const own = note.split('\n')[4]!;
    const both = note.replace(`${own}\n`, `${line}\n${own}\n${line}\n`);
    expect(parseCheckpoint(both)?.signatures.map((one) => one.name)).toEqual([
      'witness.example',
      origin,
      'witness.example',
    ]);
    expect(verifyCheckpoint(both, [vkey])).toEqual(checkpoint);
    expect(verifyCheckpoint(both.replace(`${own}\n`, ''), [vkey])).toBeNull();
  });

  it('verifies by any one of several keys, as after a change of key', () => {
    expect(verifyCheckpoint(note, [vkeyOf(origin, newLogKey()), vkey])).toEqual(checkpoint);
  });

  it('does not verify by another key, no key or another name', () => {
    expect(verifyCheckpoint(note, [vkeyOf(origin, newLogKey())])).toBeNull();
    expect(verifyCheckpoint(note, [])).toBeNull();
    expect(verifyCheckpoint(note, [vkeyOf('torv/other', key)])).toBeNull();
    expect(verifyCheckpoint(note, ['nonsense', `${origin}+00000000+AAAA`])).toBeNull();
  });

  it('does not verify by a key whose id was made to look like the right one', () => {
    const [, id] = vkey.split('+');
    const [name, , material] = vkeyOf(origin, newLogKey()).split('+');
    expect(verifyCheckpoint(note, [`${name}+${id}+${material}`])).toBeNull();
  });

  it.each([
    ['size', note.replace('\n9\n', '\n8\n')],
    ['root', note.replace(root.toString('base64'), createHash('sha256').update('x').digest('base64'))],
    ['origin', note.replaceAll(origin, originOf('0199a000-0000-7000-8000-0000000000ab'))],
    ['origin in the text only', note.replace(origin, 'torv/other')],
    ['a line more', note.replace('\n\n', '\nmore\n\n')],
  ])('does not verify with another %s', (_, changed) => {
    expect(changed).not.toBe(note);
    expect(parseCheckpoint(changed)).not.toBeNull();
    expect(verifyCheckpoint(changed, [vkey])).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['no signature part', note.split('\n\n')[0]!],
    ['a leading zero', note.replace('\n9\n', '\n09\n')],
    ['a negative size', note.replace('\n9\n', '\n-9\n')],
    ['a short root', note.replace(root.toString('base64'), root.subarray(1).toString('base64'))],
    ['loose base64', note.replace(root.toString('base64'), root.toString('base64').replace('=', ''))],
  ])('is not read from %s', (_, text) => {
    expect(parseCheckpoint(text)).toBeNull();
    expect(verifyCheckpoint(text, [vkey])).toBeNull();
  });
});
