import type { Finding } from '@torv/shared/interop';
import { checkNetworkFile } from './check-network-file';
import { checkOverlayFile, type CheckedOverlayFile, networkOfOverlay, type NetworkKeys } from './check-overlay-file';
import { demoFile } from './demo-files';
import { readImportFile } from './read-import-file';

const overlayText = demoFile('aalborg-oest-overlay.yaml').toString('utf8');
const network = keysOf(demoFile('aalborg-oest.yaml'));

function keysOf(bytes: Buffer): NetworkKeys {
  const read = readImportFile(bytes, 'network.yaml');
  const result = 'parsed' in read ? checkNetworkFile(read.parsed) : read;
  if (!('checked' in result)) throw new Error('The demonstration does not check clean.');
  const { organisations, bodies, areas } = result.checked.network;
  return {
    organisations: new Set(organisations.map((one) => one.key)),
    bodies: new Set(bodies.map((one) => one.key)),
    areas: new Set(areas.map((one) => one.key)),
  };
}

function check(
  text: string,
  over: NetworkKeys | null = network,
): { checked?: CheckedOverlayFile; findings: Finding[]; of?: string | null } {
  const read = readImportFile(Buffer.from(text), 'overlay.yaml');
  if ('findings' in read) return { findings: read.findings.sorted() };
  const result = checkOverlayFile(read.parsed, over);
  const of = networkOfOverlay(read.parsed);
  return 'checked' in result
    ? { checked: result.checked, findings: [], of }
    : { findings: result.findings.sorted(), of };
}

describe('the overlays of the demonstration', () => {
  it('check clean over their networks', () => {
    expect(check(overlayText)).toMatchObject({ findings: [], of: 'aalborg-oest' });
    const neighbour = keysOf(demoFile('naboby.yaml'));
    expect(check(demoFile('naboby-overlay.yaml').toString('utf8'), neighbour)).toMatchObject({
      findings: [],
      of: 'naboby-demo',
    });
  });

  it('fill the four voting seats of the steering group and give it a chair and a secretary without a vote', () => {
    const { seats, mandates } = check(overlayText).checked!.overlay;
    const steering = seats.filter((seat) => seat.body === 'styregruppen');
    expect(steering.map(({ role, organisation, voting }) => [role, organisation, voting])).toEqual([
      ['chair', 'himmerland', false],
      ['secretary', 'center-for-samskabelse', false],
      ['member', 'himmerland', true],
      ['member', 'aalborg-kommune', true],
      ['member', 'lokale-foreninger', true],
      ['member', 'erhvervslivet', true],
    ]);
    expect(mandates[0]).toMatchObject({ body: 'styregruppen', remit: 'decides', rule: 'consent', quorum: 3 });
  });

  it('sign in one for each role, and nobody under a name', () => {
    const both = [
      check(overlayText),
      check(demoFile('naboby-overlay.yaml').toString('utf8'), keysOf(demoFile('naboby.yaml'))),
    ];
    const addresses = both.flatMap(({ checked }) =>
      checked!.overlay.people.filter((one) => one.sign_in).map((one) => one.email),
    );
    expect([...new Set(addresses)]).toEqual(
      [
        'chair',
        'member.housing',
        'member.municipality',
        'member.civil',
        'facilitator',
        'manager',
        'admin',
        'estate.chair',
        'outsider',
      ].map((seat) => `${seat}@demo.torv.test`),
    );
  });
});

it.each([
  ['demonstration: true', 'demonstration: false', 'INTEROP.WRONG_VALUE', 'demonstration', 'true'],
  [
    'email: manager@demo.torv.test',
    'email: manager@kommune.example',
    'INTEROP.WRONG_VALUE',
    'people[5].email',
    'an address in lower-case letters at demo.torv.test',
  ],
  ['email: admin@demo', 'email: manager@demo', 'INTEROP.DUPLICATE', 'people[6].email', 'each once'],
  ['{ key: admin, ', '{ key: manager, ', 'INTEROP.DUPLICATE', 'people[6].key', 'each once'],
  [
    '{ person: manager,             organisation: aalborg-kommune,',
    '{ person: manger, organisation: aalborg-kommune,',
    'INTEROP.DANGLING_REFERENCE',
    'affiliations[5].person',
    '`manager`?',
  ],
  [
    'person: council-owners,      organisation: grundejerforeninger,',
    'person: council-owners, organisation: grundejer,',
    'INTEROP.DANGLING_REFERENCE',
    'affiliations[16].organisation',
    'the key of one of the 26',
  ],
  [
    'kind: estate, parents: [himmerland]',
    'kind: estate, parents: [himmelland]',
    'INTEROP.DANGLING_REFERENCE',
    'organisations[0].parents[0]',
    'the key of one of the 26',
  ],
  [
    'areas: [humlebakken]',
    'areas: [humlebaken]',
    'INTEROP.DANGLING_REFERENCE',
    'organisations[0].areas[0]',
    '`humlebakken`?',
  ],
  [
    'approval: Afdelingsmødet }',
    'approval: Repræsentantskabet }',
    'INTEROP.DANGLING_REFERENCE',
    'authorities[8].approval',
    'the name of an entry in `instances` for afdelingen-humlebakken',
  ],
  [
    'name: Repræsentantskabet,       kind: representatives,',
    'name: Organisationsbestyrelsen, kind: representatives,',
    'INTEROP.DUPLICATE',
    'instances[1]',
    'each once',
  ],
  [
    '- body: advisory-board',
    '- body: advisory-bord',
    'INTEROP.DANGLING_REFERENCE',
    'mandates[4].body',
    '`advisory-board`?',
  ],
  ['- body: borgersamraad', '- body: styregruppen', 'INTEROP.DUPLICATE', 'mandates[5]', 'each once'],
  [
    'role: chair,     voting: false, person: chair,',
    'role: chair, voting: false, person: manager,',
    'INTEROP.DANGLING_REFERENCE',
    'seats[0].person',
    'a person with an entry in `affiliations` for himmerland',
  ],
  [
    '- { body: styregruppen,   organisation: center-for-samskabelse, role: secretary, voting: false',
    '- { body: styregruppen, organisation: center-for-samskabelse, role: secretary, voting: true',
    'INTEROP.FORBIDDEN_MIX',
    'seats[1].voting',
    'false',
  ],
  ['rule: unanimity', 'rule: enstemmighed', 'INTEROP.WRONG_VALUE', 'mandates[1].rule', 'one of consent, unanimity'],
  [
    'remit: heard',
    'remit: heard\n    quroum: 1',
    'INTEROP.UNKNOWN_KEY',
    'mandates[5].quroum',
    'did you mean `quorum`?',
  ],
  [
    'subjects: [positions],              given_by: De lokale',
    'subjects: [], given_by: De lokale',
    'INTEROP.WRONG_VALUE',
    'authorities[3].subjects',
    'at least one subject',
  ],
  [
    'organisation: center-for-samskabelse, from: 2025-01-01 }\n  - { person: member-business',
    'organisation: center-for-samskabelse, from: 2025-01-01, until: 2024-12-31 }\n  - { person: member-business',
    'INTEROP.WRONG_VALUE',
    'affiliations[6].until',
    'a day from 2025-01-01 on',
  ],
  [
    '- { body: borgersamraad,  kind: advises,    to: styregruppen }',
    '- { body: styregruppen, kind: reports-to, to: ledergruppen }',
    'INTEROP.FORBIDDEN_MIX',
    'links[2]',
    'another body',
  ],
  [
    'role: member, kind: alternate, person: cfs-housing,         from',
    'role: member, kind: alternate, person: manager, from',
    'INTEROP.DANGLING_REFERENCE',
    'deputies[0].person',
    'a person with an entry in `affiliations` for himmerland',
  ],
])('%s as %s is told', (from, to, code, path, expected) => {
  expect(overlayText.split(from)).toHaveLength(2);
  const { findings } = check(overlayText.replace(from, to));
  const found = findings.filter((one) => one.path === path);
  expect(found).toEqual([expect.objectContaining({ code, expected: expect.stringContaining(expected) })]);
  const line = overlayText.slice(0, overlayText.indexOf(from)).split('\n').length;
  // A fault in a second line of the replacement stands one line further down.
  expect(found[0]!.line).toBe(line + (to.includes('\n    ') ? 1 : 0));
});

it('an overlay over a network that is not there', () => {
  expect(check(overlayText, null).findings).toEqual([
    expect.objectContaining({ code: 'INTEROP.DANGLING_REFERENCE', path: 'network', line: 5, column: 10 }),
  ]);
});
