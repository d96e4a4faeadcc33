import { check, reference } from './faulty-reference';

describe('what is no plain text file of one YAML document', () => {
  it.each([
    ['nothing', '', 'The file is empty.'],
    ['only a comment', '# hello\n', 'The file is empty.'],
    ['two documents', `${reference}\n---\nnetwork: {}\n`, 'A second document begins here.'],
    [
      'an alias',
      reference
        .replace('areas: [nordlige], funder', 'areas: &a [nordlige], funder')
        .replace('areas: [nordlige], funder', 'areas: *a, funder'),
      '`*a` stands for a value given elsewhere.',
    ],
    ['a tag', reference.replace('name: Humlebakken', 'name: !secret Humlebakken'), '!secret'],
    ['a list as key', '? [a, b]\n: 1\n', 'A key here is neither a word nor a number.'],
    ['an abyss', `areas: ${'['.repeat(5000)}${']'.repeat(5000)}\n`, 'nested too deep'],
  ])('%s', (_name, text, message) => {
    const { findings } = check(text);
    expect(findings.map((one) => one.message).join('\n')).toContain(message);
    expect(new Set(findings.map((one) => one.code))).toEqual(new Set(['INTEROP.BROKEN_FILE']));
  });

  it('bytes that are not UTF-8, with the line; too many bytes', () => {
    const latin = Buffer.concat([Buffer.from('source:\n  title: B'), Buffer.from([0xf8]), Buffer.from('lig\n')]);
    expect(check(latin).findings).toEqual([expect.objectContaining({ line: 2, expected: 'a text file in UTF-8' })]);
    expect(check(Buffer.alloc(3 * 1024 * 1024, 0x23)).findings[0]!.expected).toBe('at most 2097152 bytes');
  });

  it('a list, a word, a number', () => {
    for (const text of ['- a\n', 'hello\n', '42\n']) {
      expect(check(text).findings[0]).toMatchObject({ code: 'INTEROP.WRONG_VALUE', path: '', line: 1 });
    }
  });
});
