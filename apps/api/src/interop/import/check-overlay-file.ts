import { OverlayFile } from '@torv/shared/interop';
import { checkReferences, checkTwice, type Located, namesAt, nameOf, type Target, valuesAt } from './check-references';
import { checkShape } from './check-shape';
import { Findings } from './findings';
import type { ParsedFile } from './read-import-file';

/** What an overlay may refer to: the organisations and bodies of the network it lies over. */
export interface NetworkKeys {
  organisations: ReadonlySet<string>;
  bodies: ReadonlySet<string>;
  areas: ReadonlySet<string>;
}

/** An overlay that holds together, with the bytes it came in. */
export interface CheckedOverlayFile {
  fileName: string;
  bytes: Buffer;
  sha256: Buffer;
  overlay: OverlayFile;
}

/** Entries that say the same thing about the same parties, which stands once. */
const once: [section: string, fields: string[]][] = [
  ['organisations', ['key']],
  ['affiliations', ['person', 'organisation', 'from']],
  ['instances', ['organisation', 'name']],
  ['authorities', ['person', 'organisation', 'from']],
  ['offices', ['person', 'organisation', 'office']],
  ['seats', ['body', 'organisation', 'role']],
  ['mandates', ['body']],
  ['links', ['body', 'kind', 'to']],
  ['deputies', ['body', 'organisation', 'role', 'kind', 'person', 'from']],
];

/** The key of the network that an overlay lies over, or null when the file does not say one. */
export const networkOfOverlay = (parsed: ParsedFile): string | null =>
  nameOf(valuesAt(parsed.value, 'network')[0]?.value);

/**
 * Checks an overlay whole.
 *
 * @param network what stands in its network, or null when there is no such network
 * @returns the overlay, or everything that is wrong in it
 */
export function checkOverlayFile(
  parsed: ParsedFile,
  network: NetworkKeys | null,
): { checked: CheckedOverlayFile } | { findings: Findings } {
  const { value, places, fileName, bytes, sha256 } = parsed;
  const findings = new Findings(places);
  const overlay = checkShape(OverlayFile, value, findings);
  const people: Target = { is: 'person', keys: namesAt(value, 'people[].key') };
  for (const section of ['affiliations', 'authorities', 'offices', 'seats', 'deputies']) {
    checkReferences(value, `${section}[].person`, people, findings);
  }
  const key = networkOfOverlay(parsed);
  if (network === null && key !== null) {
    const found = `There is no network "${key}" to lie over.`;
    findings.add('INTEROP.DANGLING_REFERENCE', 'network', found, 'the key of a network that was imported before');
  } else if (network !== null) {
    const organisations = {
      is: 'organisation',
      keys: new Set([...network.organisations, ...namesAt(value, 'organisations[].key')]),
    };
    checkReferences(value, 'organisations[].parents[]', organisations, findings);
    checkReferences(value, 'organisations[].areas[]', { is: 'area', keys: network.areas }, findings);
    for (const section of ['affiliations', 'instances', 'authorities', 'offices', 'seats', 'deputies']) {
      checkReferences(value, `${section}[].organisation`, organisations, findings);
    }
    for (const place of ['seats[].body', 'mandates[].body', 'links[].body', 'links[].to', 'deputies[].body']) {
      checkReferences(value, place, { is: 'body', keys: network.bodies }, findings);
    }
  }
  for (const pattern of ['people[].key', 'people[].email'])
    checkTwice(valuesAt(value, pattern), findings, () => pattern);
  checkTwice(valuesAt(value, 'authorities[].subjects[]'), findings, (path) => path.slice(0, path.lastIndexOf('[')));
  for (const [section, fields] of once) checkOnce(valuesAt(value, `${section}[]`), fields, findings);
  checkPeopleStandForTheirOwn(value, findings);
  checkApprovals(value, findings);
  checkPeriods(value, findings);
  checkVotes(value, findings);
  checkNobodyReportsToItself(value, findings);
  if (overlay === null || findings.count > 0) return { findings };
  return { checked: { fileName, bytes, sha256, overlay } };
}

const said = (entry: Located, field: string): string | null => nameOf(valuesAt(entry.value, field)[0]?.value);

function checkOnce(entries: readonly Located[], fields: readonly string[], findings: Findings): void {
  const first = new Map<string, string>();
  for (const entry of entries) {
    const same = fields.map((field) => said(entry, field));
    if (same.includes(null)) continue;
    const earlier = first.get(JSON.stringify(same));
    if (earlier === undefined) first.set(JSON.stringify(same), entry.path);
    else {
      const found = `The same ${fields.join(', ')} stand at ${earlier}.`;
      findings.add('INTEROP.DUPLICATE', entry.path, found, 'each once');
    }
  }
}

/** A seat and an authority count only for someone who belongs to the organisation. */
function checkPeopleStandForTheirOwn(value: unknown, findings: Findings): void {
  const own = new Set(
    valuesAt(value, 'affiliations[]').map((entry) =>
      JSON.stringify([said(entry, 'person'), said(entry, 'organisation')]),
    ),
  );
  for (const section of ['authorities[]', 'offices[]', 'seats[]', 'deputies[]']) {
    for (const entry of valuesAt(value, section)) {
      const [person, organisation] = [said(entry, 'person'), said(entry, 'organisation')];
      if (person === null || organisation === null || own.has(JSON.stringify([person, organisation]))) continue;
      const found = `"${person}" is not affiliated with "${organisation}".`;
      const expected = `a person with an entry in \`affiliations\` for ${organisation}`;
      findings.add('INTEROP.DANGLING_REFERENCE', `${entry.path}.person`, found, expected);
    }
  }
}

/** What is said waits for an instance of the organisation's own. */
function checkApprovals(value: unknown, findings: Findings): void {
  for (const entry of valuesAt(value, 'authorities[]')) {
    const [approval, organisation] = [said(entry, 'approval'), said(entry, 'organisation')];
    if (approval === null || organisation === null) continue;
    const own = valuesAt(value, 'instances[]').filter((one) => said(one, 'organisation') === organisation);
    if (own.some((one) => said(one, 'name') === approval)) continue;
    const found = `"${organisation}" has no instance "${approval}" here.`;
    const expected = `the name of an entry in \`instances\` for ${organisation}`;
    findings.add('INTEROP.DANGLING_REFERENCE', `${entry.path}.approval`, found, expected);
  }
}

function checkPeriods(value: unknown, findings: Findings): void {
  for (const section of ['affiliations[]', 'authorities[]', 'offices[]', 'seats[]', 'deputies[]']) {
    for (const entry of valuesAt(value, section)) {
      const [from, until] = [said(entry, 'from'), said(entry, 'until')];
      if (from === null || until === null || until >= from) continue;
      findings.add(
        'INTEROP.WRONG_VALUE',
        `${entry.path}.until`,
        `It ends on ${until}, before it begins.`,
        `a day from ${from} on`,
      );
    }
  }
}

/** A secretary serves a body and an observer watches it; neither votes. */
function checkVotes(value: unknown, findings: Findings): void {
  for (const entry of valuesAt(value, 'seats[]')) {
    const role = said(entry, 'role');
    if ((role !== 'secretary' && role !== 'observer') || valuesAt(entry.value, 'voting')[0]?.value !== true) continue;
    findings.add('INTEROP.FORBIDDEN_MIX', `${entry.path}.voting`, `The seat's role is ${role}, and it votes.`, 'false');
  }
}

/** No body reports to itself, by however many others. */
function checkNobodyReportsToItself(value: unknown, findings: Findings): void {
  const links = valuesAt(value, 'links[]').map((entry) => ({
    entry,
    kind: said(entry, 'kind'),
    from: said(entry, 'body'),
    to: said(entry, 'to'),
  }));
  const above = (body: string | null, seen: ReadonlySet<string | null> = new Set()): ReadonlySet<string | null> =>
    links
      .filter((link) => link.kind === 'reports-to' && link.from === body && !seen.has(link.to))
      .reduce((all, link) => above(link.to, new Set([...all, link.to])), seen);
  for (const { entry, kind, from, to } of links) {
    if (from === null || (from !== to && (kind !== 'reports-to' || !above(to).has(from)))) continue;
    findings.add('INTEROP.FORBIDDEN_MIX', entry.path, `"${from}" would be above itself.`, 'another body');
  }
}
