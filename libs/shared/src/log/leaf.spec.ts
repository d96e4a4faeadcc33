import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  canonicalJson,
  commitField,
  commitFields,
  fieldsThatDoNotOpen,
  hashOfLeafText,
  type Leaf,
  leafText,
  parseLeaf,
} from './leaf';

const record = { number: '2026-007', title: 'Grøn arena', votes: { for: 3, against: 0 }, reason: null };
const leafOf = (fields: Record<string, string>): Leaf => ({
  v: 1,
  kind: 'decision',
  subject: '0199a000-0000-7000-8000-000000000001',
  at: '2026-11-24T10:00:00.000Z',
  fields,
});

describe('canonical JSON', () => {
  it('writes the sample of RFC 8785, 3.2.2', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\\"\/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts keys by UTF-16 code units (RFC 8785, 3.2.3)', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toEqual([
      'One',
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['41b3de4355555555', '333333333.3333333'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
  ])('writes the double %s as %s (RFC 8785, appendix B)', (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  it('says the same whatever the order of keys, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  it('refuses what JSON cannot hold', () => {
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
    expect(() => canonicalJson(Number.NaN)).toThrow();
    expect(() => canonicalJson(Number.POSITIVE_INFINITY)).toThrow();
  });
});

describe('a commitment', () => {
  const salt = Buffer.alloc(32, 7);

  it('is SHA-256 over domain, salt, length, name and value', () => {
    const expected = createHash('sha256')
      .update(
        Buffer.concat([Buffer.from('torv/log/field/v1\n'), salt, Buffer.from([0, 0, 0, 5]), Buffer.from('title"A"')]),
      )
      .digest();
    expect(commitField('title', 'A', salt).equals(expected)).toBe(true);
  });

  it('changes with any change of name, value or salt', () => {
    const words = fc.string({ unit: 'binary' }).filter((it) => it.isWellFormed());
    const salts = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const one = fc.record({ name: words, value: fc.oneof(words, fc.integer()), salt: salts });
    fc.assert(
      fc.property(one, one, (a, b) => {
        const base = commitField(a.name, a.value, a.salt).toString('hex');
        const other = (name: string, value: unknown, by: Uint8Array) => commitField(name, value, by).toString('hex');
        expect(other(b.name, a.value, a.salt) === base).toBe(a.name === b.name);
        expect(other(a.name, b.value, a.salt) === base).toBe(a.value === b.value);
        expect(other(a.name, a.value, b.salt) === base).toBe(Buffer.compare(a.salt, b.salt) === 0);
      }),
    );
  });

  it('leaves no two readings where name and value meet', () => {
    expect(commitField('a1', 2, salt).equals(commitField('a', 12, salt))).toBe(false);
  });

  it('takes a salt of 32 bytes only', () => {
    expect(() => commitField('a', 1, salt.subarray(1))).toThrow(RangeError);
  });

  it('has a fresh salt for every field', () => {
    const { fields, salts } = commitFields({ a: 'same', b: 'same' });
    expect(salts['a']).not.toBe(salts['b']);
    expect(fields['a']).not.toBe(fields['b']);
    expect(commitFields({ a: 'same' }).fields['a']).not.toBe(fields['a']);
  });
});

describe('fields that do not open', () => {
  const { fields, salts } = commitFields(record);
  const leaf = leafOf(fields);

  it('are none for the record itself', () => expect(fieldsThatDoNotOpen(leaf, record, salts)).toEqual([]));

  it('are exactly the changed ones', () => {
    expect(fieldsThatDoNotOpen(leaf, { ...record, title: 'Grå arena' }, salts)).toEqual(['title']);
    expect(fieldsThatDoNotOpen(leaf, { ...record, votes: { for: 4, against: 0 } }, salts)).toEqual(['votes']);
    expect(fieldsThatDoNotOpen(leaf, record, { ...salts, reason: salts['title']! })).toEqual(['reason']);
    expect(fieldsThatDoNotOpen(leaf, record, { ...salts, reason: 'AAAA' })).toEqual(['reason']);
  });

  it('are those without a salt, and those that the leaf does not have', () => {
    const { title: _, ...fewer } = salts;
    expect(fieldsThatDoNotOpen(leaf, record, fewer)).toEqual(['title']);
    expect(fieldsThatDoNotOpen(leaf, { ...record, more: 1 }, { ...salts, more: salts['title']! })).toEqual(['more']);
  });

  it('leave out a field that was erased with its salt', () => {
    const { title: _, ...rest } = record;
    const { title: __, ...fewer } = salts;
    expect(fieldsThatDoNotOpen(leaf, rest, fewer)).toEqual([]);
  });
});

describe('a leaf', () => {
  const leaf = leafOf(commitFields(record).fields);

  it('reads back from its text', () => expect(parseLeaf(leafText(leaf))).toEqual(leaf));

  it('is hashed with the leaf prefix over its UTF-8 text', () => {
    const text = leafText({ ...leaf, clear: { name: 'Østerå' } });
    const expected = createHash('sha256')
      .update(Buffer.concat([Buffer.of(0), Buffer.from(text)]))
      .digest();
    expect(hashOfLeafText(text).equals(expected)).toBe(true);
  });

  it.each([
    ['other key order', JSON.stringify(leaf)],
    ['whitespace', `${leafText(leaf)} `],
    ['indentation', JSON.stringify(JSON.parse(leafText(leaf)), null, 1)],
    ['a key twice', leafText(leaf).replace('{', '{"at":"x",')],
    ['an escape that is not needed', leafText(leaf).replace('"decision"', '"\\u0064ecision"')],
    ['a number written otherwise', leafText(leaf).replace('"v":1', '"v":1.0')],
    ['another version', leafText(leaf).replace('"v":1', '"v":2')],
    ['no JSON', 'decision'],
    ['null', 'null'],
    ['no fields', '{"kind":"decision","v":1}'],
    ['fields that are null', '{"fields":null,"kind":"decision","v":1}'],
    ['a commitment that is no text', '{"fields":{"title":1},"kind":"decision","v":1}'],
  ])('is not read from text with %s', (_, text) => expect(parseLeaf(text)).toBeNull());
});
