import { type FindingCode, NetworkFile } from '@torv/shared/interop';
import {
  checkCircles,
  checkReferences,
  checkTwice,
  listOfEntry,
  type Located,
  namesAt,
  nameOf,
  type Target,
  valuesAt,
} from './check-references';
import { checkShape } from './check-shape';
import { Findings, shown } from './findings';
import type { ParsedFile } from './read-import-file';

type Organisation = Omit<NetworkFile['organisations'][number], 'parent'>;

/** A network file that holds together: every list there, every parent in `parents`, every reference resolved. */
export type CheckedNetwork = Omit<NetworkFile, 'organisations'> & { organisations: Organisation[] };

/** The checked file with the bytes it came in. */
export interface CheckedNetworkFile {
  fileName: string;
  bytes: Buffer;
  sha256: Buffer;
  network: CheckedNetwork;
}

/** Sections whose entries carry a `key` of their own; the objectives of all strategies share one space of keys. */
const keyed = [
  'areas[].key',
  'facilities[].key',
  'organisations[].key',
  'bodies[].key',
  'strategies[].key',
  'strategies[].objectives[].key',
  'forecasts[].key',
  'plans[].key',
  'themes[].key',
  'goals[].key',
  'initiatives[].key',
  'threshold_rules[].key',
];

/** Every reference of the file, by what it points at. */
const references = {
  areas: ['areas[].parent', 'areas[].overlaps[]', 'facilities[].area', 'forecasts[].area', 'plans[].areas[]'],
  organisations: [
    'facilities[].owner',
    'organisations[].parent',
    'organisations[].parents[]',
    'bodies[].seats[]',
    'bodies[].dialogue_with[]',
    'bodies[].secretariat',
    'strategies[].owner',
    'plans[].organisations[]',
    'plans[].funder',
    'goals[].parties[]',
    'initiatives[].lead',
    'initiatives[].partners[]',
    'initiatives[].core_task_owner',
  ],
  bodies: ['bodies[].linked_to[]'],
  objectives: ['goals[].aligned_with[]'],
  themes: ['goals[].themes[]', 'recommendations.*.theme'],
  goals: ['initiatives[].goals[]'],
  facilities: ['initiatives[].facility'],
  recommendations: ['initiatives[].recommendations[]'],
} as const;

/** Lists of plain words in which each stands once, beside the lists of references. */
const wordLists = ['sectors[]', 'phases[]', 'network.languages[]'];

/**
 * Checks a network file whole: its shape, its keys, its references, and what the constitution forbids.
 *
 * @returns the file as the rooms place it, or everything that is wrong in it
 */
export function checkNetworkFile(parsed: ParsedFile): { checked: CheckedNetworkFile } | { findings: Findings } {
  const { value, places, fileName, bytes, sha256 } = parsed;
  const findings = new Findings(places);
  const network = checkShape(NetworkFile, value, findings);
  for (const pattern of keyed) {
    const spans = pattern.replace('strategies[].objectives[]', 'objectives');
    checkTwice(valuesAt(value, pattern), findings, () => spans);
  }
  const targets = targetsOf(value);
  for (const [kind, patterns] of Object.entries(references)) {
    for (const pattern of patterns) {
      checkReferences(value, pattern, targets[kind as keyof typeof references], findings);
      if (pattern.endsWith('[]')) checkTwice(valuesAt(value, pattern), findings, listOfEntry);
    }
  }
  for (const pattern of wordLists) checkTwice(valuesAt(value, pattern), findings, listOfEntry);
  checkSectors(value, findings);
  checkParents(value, findings);
  checkInitiatives(value, findings);
  if (network === null || findings.count > 0) return { findings };
  return { checked: { fileName, bytes, sha256, network: withParents(network) } };
}

function targetsOf(value: unknown): Record<keyof typeof references, Target> {
  const numbers = valuesAt(value, 'recommendations').flatMap(({ value: all }) => Object.keys(all ?? {}));
  return {
    areas: { is: 'area', keys: namesAt(value, 'areas[].key') },
    organisations: { is: 'organisation', keys: namesAt(value, 'organisations[].key') },
    bodies: { is: 'body', keys: namesAt(value, 'bodies[].key') },
    objectives: { is: 'objective', keys: namesAt(value, 'strategies[].objectives[].key') },
    themes: { is: 'theme', keys: namesAt(value, 'themes[].key') },
    goals: { is: 'goal', keys: namesAt(value, 'goals[].key') },
    facilities: { is: 'facility', keys: namesAt(value, 'facilities[].key') },
    recommendations: { is: 'recommendation', keys: new Set(numbers) },
  };
}

/** A sector that Torv knows but that this file does not list; an unknown one is told by the check of shapes. */
function checkSectors(value: unknown, findings: Findings): void {
  const listed = namesAt(value, 'sectors[]');
  if (listed.size === 0) return;
  const known = NetworkFile.shape.sectors.unwrap().element.options as readonly string[];
  for (const { path, value: sector } of valuesAt(value, 'organisations[].sector')) {
    if (typeof sector !== 'string' || listed.has(sector) || !known.includes(sector)) continue;
    const expected = `one of ${[...listed].join(', ')}, as \`sectors\` lists them`;
    findings.add(
      'INTEROP.WRONG_VALUE',
      path,
      `Found ${shown(sector)}, which this file's \`sectors\` does not list.`,
      expected,
    );
  }
}

function checkParents(value: unknown, findings: Findings): void {
  for (const section of ['areas', 'organisations']) {
    const parents = new Map<string, Located[]>();
    for (const entry of valuesAt(value, `${section}[]`)) {
      const below = (pattern: string) =>
        valuesAt(entry.value, pattern).map((one) => ({ path: `${entry.path}.${one.path}`, value: one.value }));
      const key = nameOf(below('key')[0]?.value);
      const one = below('parent').filter((each) => each.value !== null);
      const several = below('parents');
      if (one.length > 0 && several.length > 0 && section === 'organisations') {
        const found = '`parent` and `parents` stand side by side.';
        findings.addAtKey('INTEROP.FORBIDDEN_MIX', several[0]!.path, found, 'either `parent` or `parents`');
      }
      if (key !== null && !parents.has(key)) parents.set(key, [...one, ...below('parents[]')]);
    }
    checkCircles(parents, findings);
  }
}

function checkInitiatives(value: unknown, findings: Findings): void {
  for (const { path, value: initiative } of valuesAt(value, 'initiatives[]')) {
    const said = (pattern: string) => valuesAt(initiative, pattern)[0]?.value;
    if (said('status') === 'active' && said('kind') !== 'own') {
      const code: FindingCode = 'INITIATIVES.PARTNER_REQUIRED';
      const found =
        'A joint initiative is active only with a committed partner; a file names partners and commits none.';
      findings.add(code, `${path}.status`, found, 'a status before `active`, or none: partners commit in Torv');
    }
    const owner = said('core_task_owner');
    if (nameOf(owner) !== null && !namesAt(initiative, 'partners[]').has(nameOf(owner)!)) {
      const found = `${shown(owner)} owns the core task but is no partner.`;
      findings.add('INTEROP.FORBIDDEN_MIX', `${path}.core_task_owner`, found, "one of this initiative's `partners`");
    }
  }
}

function withParents(file: NetworkFile): CheckedNetwork {
  const organisations = file.organisations.map(({ parent, parents, ...rest }) => ({
    ...rest,
    parents: parent === null ? parents : [parent],
  }));
  return { ...file, organisations };
}
