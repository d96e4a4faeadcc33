import { createHash } from 'node:crypto';
import { checkNetworkFile } from './check-network-file';
import { demoFile } from './demo-files';
import { check, edited, findingOf, reference } from './faulty-reference';
import { readImportFile } from './read-import-file';

const sourceLines = reference.split('\n');

describe('the reference file', () => {
  it('is the one that was handed over, byte for byte', () => {
    expect(createHash('sha256').update(demoFile('aalborg-oest.yaml')).digest('hex')).toBe(
      '610beb11d9c906aedfeda2c22bb38fbe19c4cda00aae333bb9d3640844fb325f',
    );
  });

  it('checks clean, with its bytes, every list there and every parent a list', () => {
    const { checked, findings } = check(reference);
    expect(findings).toEqual([]);
    expect(checked!.bytes.toString('utf8')).toBe(reference);
    expect(checked!.sha256.toString('hex')).toBe(createHash('sha256').update(reference).digest('hex'));
    const { network } = checked!;
    const counted = Object.entries(network).map(([section, entries]) => [section, Object.keys(entries).length]);
    expect(Object.fromEntries(counted)).toEqual({
      source: 4,
      network: 5,
      areas: 8,
      facilities: 10,
      sectors: 7,
      organisations: 25,
      bodies: 7,
      strategies: 2,
      forecasts: 2,
      plans: 5,
      themes: 3,
      goals: 6,
      initiatives: 13,
      recommendations: 10,
      phases: 5,
      threshold_rules: 7,
    });
    const parentsOf = (key: string) => network.organisations.find((one) => one.key === key)!.parents;
    expect([parentsOf('oest-i-centrum'), parentsOf('jobcentret'), parentsOf('realdania')]).toEqual([
      ['alabu', 'lejerbo'],
      ['aalborg-kommune'],
      [],
    ]);
    expect(network.initiatives.at(-1)).toMatchObject({ key: 'skolerenovering', kind: 'joint', status: 'in-no-plan' });
    expect(network.bodies.at(-1)).toMatchObject({ seats: [], linked_to: [], secretariat: null, mandate: null });
  });
});

describe('bad input is told with its line, path and what was expected', () => {
  it('broken YAML', () => {
    const { findings } = check(edited('seats: [alabu, lejerbo, aalborg-kommune]', 'seats: [alabu, lejerbo').text);
    expect(findings.length).toBeGreaterThan(0);
    expect(new Set(findings.map((one) => one.code))).toEqual(new Set(['INTEROP.BROKEN_FILE']));
    const line = sourceLines.findIndex((one) => one.includes('seats: [alabu, lejerbo')) + 1;
    expect(findings[0]!.line).toBeGreaterThanOrEqual(line);
    expect(findings[0]!.line).toBeLessThanOrEqual(line + 1);
    expect(findings[0]!.path).toMatch(/^bodies\[2\]/);
  });

  it('an unknown key, with the known one nearest to it', () => {
    expect(findingOf('name: Humlebakken,', 'nmae: x, name: Humlebakken,', 0)).toMatchObject({
      code: 'INTEROP.UNKNOWN_KEY',
      path: 'areas[6].nmae',
      expected: expect.stringContaining('did you mean `name`?'),
    });
  });

  it('an unknown section', () => {
    expect(findingOf('phases: [', 'fases: []\nphases: [', 0)).toMatchObject({
      code: 'INTEROP.UNKNOWN_KEY',
      path: 'fases',
      expected: expect.stringContaining('did you mean `phases`?'),
    });
  });

  it('the rest of a text that a comma cut in two', () => {
    expect(findingOf('name: Humlebakken,', 'name: Humlebakken, og mere,', 19)).toMatchObject({
      code: 'INTEROP.UNKNOWN_KEY',
      path: 'areas[6]["og mere"]',
      expected: expect.stringContaining('a text with a comma in it stands in quotes'),
    });
  });

  it('a wrong sector, with the known ones', () => {
    expect(findingOf('sector: housing }\n  - { key: alabu', 'sector: huosing }\n  - { key: alabu', 8)).toMatchObject({
      code: 'INTEROP.WRONG_VALUE',
      path: 'organisations[7].sector',
      message: 'Found "huosing".',
      expected:
        'one of municipality, housing, civil-society, business, foundation, education, health; did you mean `housing`?',
    });
  });

  it('a sector that the file does not list', () => {
    const { text } = edited(', education, health]', ', education]');
    const foreign = text.replace(
      'name: Lejerbo,                         sector: housing',
      'name: Lejerbo, sector: health',
    );
    expect(check(foreign).findings).toEqual([
      expect.objectContaining({
        code: 'INTEROP.WRONG_VALUE',
        path: 'organisations[9].sector',
        expected:
          'one of municipality, housing, civil-society, business, foundation, education, as `sectors` lists them',
      }),
    ]);
  });

  it.each([
    ['residents: 140000', 'residents: many', 'areas[0].residents', 'a whole number, 0 or more, or null'],
    ['opened: 2012', 'opened: "2012"', 'facilities[6].opened', 'a year of four digits, or null'],
    ['above: 0.40', 'above: 40', 'threshold_rules[0].above', 'a share from 0 to 1, or null'],
    ['from: 2019-07-01', 'from: 2019-13-01', 'threshold_rules[4].from', 'a day as YYYY-MM-DD, or null'],
    [
      'timezone: Europe/Copenhagen',
      'timezone: Europe/Aalborg',
      'network.timezone',
      'a time zone such as Europe/Copenhagen',
    ],
    [
      '[3000, 4000]',
      '[3000]',
      'facilities[6].weekly_visitors_and_staff',
      'two whole numbers, lowest and highest, or null',
    ],
  ])('a wrong value: %s as %s', (from, to, path, expected) => {
    const at = to.includes(': ') ? to.indexOf(': ') + 2 : 0;
    expect(findingOf(from, to, at)).toMatchObject({ code: 'INTEROP.WRONG_VALUE', path, expected });
  });

  it('a text of control characters', () => {
    expect(findingOf('name: Vækstaksen', 'name: "V\\0kst"', 6)).toMatchObject({ path: 'areas[1].name' });
  });

  it('a missing key, at the entry that lacks it', () => {
    const entry = '{ key: realdania,             name: Realdania,                       sector: foundation }';
    expect(findingOf(entry, '{ key: realdania, sector: foundation }', 0)).toMatchObject({
      code: 'INTEROP.MISSING_KEY',
      path: 'organisations[19]',
      message: '`name` is missing.',
      expected: '`name`: a text on one line, at most 500 characters',
    });
  });

  it('a key that stands twice in one entry', () => {
    expect(findingOf('name: Humlebakken,', 'name: Humlebakken, name: Humlebakken,', 19)).toMatchObject({
      code: 'INTEROP.DUPLICATE',
      path: 'areas[6].name',
      message: expect.stringMatching(/`name` stands here a second time; first on line \d+\./),
    });
  });

  it.each([
    ['{ key: sporthangar, ', '{ key: sportsfaciliteter, ', 7, 'facilities[5].key'],
    ['{ key: mellervangskolen,', '{ key: tornhoejskolen,', 7, 'organisations[4].key'],
    ['{ key: vidensby,', '{ key: ungdomsboliger,', 7, 'strategies[0].objectives[3].key'],
    ['partners: [jobcentret]', 'partners: [jobcentret, jobcentret]', 23, 'initiatives[8].partners[1]'],
    ['phases: [idea, brief', 'phases: [idea, idea', 15, 'phases[1]'],
  ])('a duplicate: %s as %s', (from, to, at, path) => {
    const { text, line, column } = edited(from, to, at);
    const found = check(text).findings.filter((one) => one.code === 'INTEROP.DUPLICATE');
    expect(found).toEqual([expect.objectContaining({ path, expected: 'each once' })]);
    // Of two objectives with one key it is the later that is told; it stands where the reference has it.
    if (!path.startsWith('strategies')) expect(found[0]).toMatchObject({ line, column });
  });

  it.each([
    [
      'parent: sydlige, status',
      'parent: sydlig, status',
      8,
      'areas[5].parent',
      'area "sydlig"',
      'did you mean `sydlige`?',
    ],
    ['overlaps: [vaekstaksen]', 'overlaps: [vaekst]', 11, 'areas[4].overlaps[0]', 'area', 'one of aalborg, '],
    [
      'area: nordlige, status: planned }\n\n',
      'area: norden, status: planned }\n\n',
      6,
      'facilities[9].area',
      'area',
      'one of',
    ],
    ['owner: aalborg-kommune }\n', 'owner: kommunen }\n', 7, 'facilities[0].owner', 'organisation', 'one of the 25'],
    [
      '[alabu, lejerbo], founded',
      '[alabu, lejerbu], founded',
      8,
      'organisations[11].parents[1]',
      'organisation',
      '`lejerbo`?',
    ],
    [
      'lokale-foreninger, erhvervslivet]',
      'lokale-foreninger, erhverv]',
      19,
      'bodies[3].seats[3]',
      'organisation',
      'one of the 25',
    ],
    ['[bestyrelse-cfs, bestyrelse-oic]', '[bestyrelse-csf]', 1, 'bodies[0].linked_to[0]', 'body', '`bestyrelse-cfs`?'],
    [
      'goals: [lokal-beskaeftigelse], recommendations: [3] }',
      'goals: [ja], recommendations: [3] }',
      8,
      'initiatives[2].goals[0]',
      'goal',
      'one of blandet',
    ],
    [
      'aligned_with: [jobs-2030]',
      'aligned_with: [jobs-2031]',
      15,
      'goals[3].aligned_with[0]',
      'objective',
      '`jobs-2030`?',
    ],
    [
      'facility: kvartershuset',
      'facility: kvarterhuset',
      10,
      'initiatives[6].facility',
      'facility',
      '`kvartershuset`?',
    ],
    [
      'recommendations: [7]',
      'recommendations: [11]',
      18,
      'initiatives[9].recommendations[0]',
      'recommendation the number 11',
      'one of 1, 2',
    ],
    [
      '4: { theme: physical,',
      '4: { theme: fysisk,',
      12,
      'recommendations.4.theme',
      'theme',
      'one of physical, welfare, social',
    ],
    [
      'organisations: [], areas: [aalborg-oest], note',
      'organisations: [x-y], areas: [aalborg-oest], note',
      16,
      'plans[3].organisations[0]',
      'organisation',
      'one of',
    ],
  ])('a dangling reference: %s as %s', (from, to, at, path, found, expected) => {
    expect(findingOf(from, to, at)).toMatchObject({
      code: 'INTEROP.DANGLING_REFERENCE',
      path,
      message: expect.stringContaining(`There is no ${found}`),
      expected: expect.stringContaining(expected),
    });
  });

  it('a circle of areas, of organisations, and a parent of itself', () => {
    const areas = check(edited('residents: 140000, parent: null', 'parent: gigantium').text).findings;
    expect(areas).toEqual([
      expect.objectContaining({
        code: 'INTEROP.CIRCLE',
        path: 'areas[2].parent',
        message: 'This closes a circle: aalborg → gigantium → sydlige → aalborg-oest → aalborg.',
        expected: 'a parent that does not lie below it',
      }),
    ]);
    const family = 'sector: housing }\n  - { key: alabu';
    const { findings } = check(edited(family, family.replace(' }', ', parent: center-for-samskabelse }')).text);
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'INTEROP.CIRCLE',
        message: 'This closes a circle: himmerland → center-for-samskabelse → himmerland.',
      }),
    ]);
    expect(findingOf('parent: himmerland', 'parent: center-for-samskabelse', 8)).toMatchObject({
      code: 'INTEROP.CIRCLE',
    });
  });

  it('`parent` and `parents` side by side', () => {
    expect(findingOf('parents: [alabu, lejerbo]', 'parent: alabu, parents: [lejerbo]', 15)).toMatchObject({
      code: 'INTEROP.FORBIDDEN_MIX',
      path: 'organisations[11].parents',
      expected: 'either `parent` or `parents`',
    });
  });

  it('a joint initiative that claims to be active; an own activity may', () => {
    expect(findingOf('status: in-no-plan', 'status: active', 8)).toMatchObject({
      code: 'INITIATIVES.PARTNER_REQUIRED',
      path: 'initiatives[12].status',
    });
    expect(check(edited('name: Aalborg Øst Dag,', 'name: Aalborg Øst Dag, status: active,').text).findings).toEqual([]);
  });

  it('a core-task owner that is no partner', () => {
    expect(findingOf('core_task_owner: jobcentret', 'core_task_owner: realdania', 17)).toMatchObject({
      code: 'INTEROP.FORBIDDEN_MIX',
      path: 'initiatives[8].core_task_owner',
    });
  });

  it('everything at once, by line, a hundred at most', () => {
    const several = edited('residents: 140000', 'residents: x')
      .text.replace('sector: foundation }', 'sector: fundation }')
      .replace('partners: [jobcentret]', 'partners: [jobcenteret]');
    const { findings } = check(several);
    expect(findings.map((one) => one.code)).toEqual([
      'INTEROP.WRONG_VALUE',
      'INTEROP.WRONG_VALUE',
      'INTEROP.DANGLING_REFERENCE',
      'INTEROP.FORBIDDEN_MIX',
    ]);
    expect(findings.map((one) => one.line)).toEqual(findings.map((one) => one.line).toSorted((a, b) => a - b));
    const many = check(reference.replaceAll(' name: ', ' nmae: '));
    expect(many.findings).toHaveLength(100);
    const read = readImportFile(Buffer.from(reference.replaceAll(' name: ', ' nmae: ')), 'file.yaml');
    const whole = 'parsed' in read ? checkNetworkFile(read.parsed) : read;
    expect('findings' in whole && whole.findings.count).toBeGreaterThan(150);
  });
});
