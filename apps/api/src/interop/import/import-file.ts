import type { ImportResult, NotPlaced } from '@torv/shared/interop';
import { Client, DatabaseError } from 'pg';
import { activeWithoutPartner } from '../../initiatives/place-initiatives';
import { checkCourseFile, networkOfCourse, type CourseKeys } from './check-course-file';
import { checkNetworkFile, type CheckedNetworkFile } from './check-network-file';
import { checkOverlayFile, networkOfOverlay, type NetworkKeys } from './check-overlay-file';
import { Findings } from './findings';
import { type ImportToKeep, keepImport, wasImportedLast } from './keep-import';
import { notPlacedYet } from './not-placed-yet';
import { placeCourseFile } from './place-course-file';
import { type Changed, placeNetworkFile } from './place-network-file';
import { placeOverlayFile } from './place-overlay-file';
import { spokenWithoutAuthority } from './spoken-without-authority';
import { type ParsedFile, readImportFile } from './read-import-file';

/** What an import is given. */
export interface ImportRequest {
  /** A login that may act as the role `torv_owner`. */
  adminUrl: string;
  bytes: Buffer;
  /** The file's name, kept with it. */
  fileName: string;
  /** Told one line for each step. */
  say?: (line: string) => void;
}

/** Keys that only an overlay has at its top. */
const overlayKeys = [
  'demonstration',
  'people',
  'affiliations',
  'instances',
  'authorities',
  'offices',
  'seats',
  'mandates',
  'deputies',
];

/**
 * Imports a network file, an overlay or a course, told apart by what they hold: whole, or not at all. It never throws for what is
 * wrong in a file; that comes back as findings, and then nothing was changed.
 *
 * @throws the database's own errors, when it cannot be reached or refuses the login; nothing was changed
 */
export async function importFile({
  adminUrl,
  bytes,
  fileName,
  say = () => undefined,
}: ImportRequest): Promise<ImportResult> {
  const read = readImportFile(bytes, fileName);
  if ('findings' in read) return refused(null, null, read.findings);
  const { parsed } = read;
  if (isCourse(parsed.value)) return importCourse(adminUrl, parsed, say);
  return isOverlay(parsed.value) ? importOverlay(adminUrl, parsed, say) : importNetwork(adminUrl, parsed, say);
}

const isCourse = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'course');

function isOverlay(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { network } = value as { network?: unknown };
  if (typeof network === 'object' && network !== null) return false;
  return typeof network === 'string' || overlayKeys.some((key) => Object.hasOwn(value, key));
}

async function importNetwork(adminUrl: string, parsed: ParsedFile, say: (line: string) => void): Promise<ImportResult> {
  const result = checkNetworkFile(parsed);
  if ('findings' in result) return refused('network', null, result.findings);
  const { checked } = result;
  const { key } = checked.network.network;
  const kept: ImportToKeep = { kind: 'network', ...filed(parsed), notPlaced: notPlacedYet(checked.network) };
  say(`${parsed.fileName} is a network file for ${key}, and nothing is wrong in it.`);
  return asOwner(adminUrl, async (client) => {
    if (await wasImportedLast(client, key, kept)) return nothingToDo('network', key, kept.notPlaced);
    const before = await networkIdOf(client, key);
    const hindered = before === null ? [] : await activeWithoutPartner(client, before);
    const { networkId, changed } = await placeNetworkFile(client, checked.network);
    const findings = new Findings(parsed.places);
    const newly = (await activeWithoutPartner(client, networkId)).filter((one) => !hindered.includes(one));
    for (const initiative of newly) findPartnerRequired(checked, initiative, findings);
    if (findings.count > 0) return refused('network', key, findings);
    try {
      await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.message !== 'INITIATIVES.PARTNER_REQUIRED') throw error;
      findPartnerRequired(checked, null, findings);
      return refused('network', key, findings);
    }
    await keepImport(client, networkId, kept);
    await tellImported(client, networkId, 'network', changed);
    return done('network', key, changed, kept.notPlaced);
  });
}

async function importOverlay(adminUrl: string, parsed: ParsedFile, say: (line: string) => void): Promise<ImportResult> {
  const key = networkOfOverlay(parsed);
  return asOwner(adminUrl, async (client) => {
    const networkId = key === null ? null : await networkIdOf(client, key);
    const result = checkOverlayFile(parsed, networkId === null ? null : await keysOfNetwork(client, networkId));
    if ('findings' in result) return refused('overlay', key, result.findings);
    const { overlay } = result.checked;
    const signIns = overlay.people.filter((one) => one.sign_in).map((one) => one.email);
    const kept: ImportToKeep = { kind: 'overlay', ...filed(parsed), notPlaced: [] };
    say(`${parsed.fileName} is an overlay over ${overlay.network}, and nothing is wrong in it.`);
    if (await wasImportedLast(client, overlay.network, kept))
      return nothingToDo('overlay', overlay.network, [], signIns);
    const changed = await placeOverlayFile(client, networkId!, overlay);
    await keepImport(client, networkId!, kept);
    await tellImported(client, networkId!, 'overlay', changed);
    return done('overlay', overlay.network, changed, [], signIns);
  });
}

/** A course is placed once: what it left in the log is not rewritten by another file. */
async function importCourse(adminUrl: string, parsed: ParsedFile, say: (line: string) => void): Promise<ImportResult> {
  const key = networkOfCourse(parsed);
  return asOwner(adminUrl, async (client) => {
    const networkId = key === null ? null : await networkIdOf(client, key);
    const result = checkCourseFile(parsed, networkId === null ? null : await keysOfCourse(client, networkId));
    if ('findings' in result) return refused('course', key, result.findings);
    const kept: ImportToKeep = { kind: 'course', ...filed(parsed), notPlaced: [] };
    say(`${parsed.fileName} is the course of ${key}, and nothing is wrong in it.`);
    if (await hasCourse(client, networkId!)) return nothingToDo('course', key!, []);
    const findings = new Findings(parsed.places);
    for (const { path, person, organisation, on } of await spokenWithoutAuthority(client, networkId!, result.course)) {
      const found = `"${person}" had no authority to speak for "${organisation}" on ${on}.`;
      findings.add('INTEROP.DANGLING_REFERENCE', path, found, 'someone who had it that day');
    }
    if (findings.count > 0) return refused('course', key, findings);
    const changed = await placeCourseFile(client, networkId!, result.course);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    await keepImport(client, networkId!, kept);
    await tellImported(client, networkId!, 'course', changed);
    return done('course', key!, changed, []);
  });
}

async function hasCourse(client: Client, networkId: string): Promise<boolean> {
  const { rowCount } = await client.query("SELECT 1 FROM interop_import WHERE network_id = $1 AND kind = 'course'", [
    networkId,
  ]);
  return (rowCount ?? 0) > 0;
}

async function keysOfCourse(client: Client, networkId: string): Promise<CourseKeys> {
  const goals = await client.query<{ key: string }>('SELECT key FROM strategies_goal WHERE network_id = $1', [
    networkId,
  ]);
  const people = await client.query<{ email: string }>(
    `SELECT p.email FROM identity_person p
     WHERE p.id IN (SELECT a.person_id FROM organisations_affiliation a WHERE a.network_id = $1)`,
    [networkId],
  );
  return {
    ...(await keysOfNetwork(client, networkId)),
    goals: new Set(goals.rows.map((one) => one.key)),
    people: new Set(people.rows.map((one) => one.email)),
  };
}

/** Runs an import as the owner role in one transaction; only one that is `ok` is committed. */
async function asOwner(adminUrl: string, act: (client: Client) => Promise<ImportResult>): Promise<ImportResult> {
  const client = new Client({ connectionString: adminUrl, options: '-c role=torv_owner -c lock_timeout=10s' });
  await client.connect();
  try {
    await client.query('BEGIN');
    // People are shared by all networks, so one import waits for the other.
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('torv.import', 0))");
    const result = await act(client);
    await client.query(result.ok ? 'COMMIT' : 'ROLLBACK');
    return result;
  } finally {
    // Closing takes an unfinished transaction back.
    await client.end();
  }
}

/**
 * One event for a file that changed something, in nobody's name and last, for it locks the network's counter. What it
 * changed stands in no event: a file makes hundreds of rows at once, and whoever follows the network reads anew.
 */
async function tellImported(client: Client, networkId: string, word: string, changed: Changed): Promise<void> {
  if (Object.values(changed).every((count) => count === 0)) return;
  const event = { kind: 'interop.imported', subjectKind: 'network', subjectId: networkId, word, visibility: 'network' };
  await client.query('SELECT platform_append_events($1, $2)', [networkId, JSON.stringify([event])]);
}

async function networkIdOf(client: Client, key: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM places_network WHERE key = $1', [key]);
  return rows[0]?.id ?? null;
}

async function keysOfNetwork(client: Client, networkId: string): Promise<NetworkKeys> {
  const keysIn = async (table: string): Promise<Set<string>> => {
    const { rows } = await client.query<{ key: string }>(`SELECT key FROM ${table} WHERE network_id = $1`, [networkId]);
    return new Set(rows.map((one) => one.key));
  };
  return {
    organisations: await keysIn('organisations_organisation'),
    bodies: await keysIn('bodies_body'),
    areas: await keysIn('places_area'),
  };
}

function findPartnerRequired({ network }: CheckedNetworkFile, initiative: string | null, findings: Findings): void {
  const index = network.initiatives.findIndex((one) => one.key === initiative);
  const path = index === -1 ? 'initiatives' : `initiatives[${index}]`;
  const found = 'It is active here without a committed partner of another family than its lead.';
  findings.add(
    'INITIATIVES.PARTNER_REQUIRED',
    path,
    found,
    'a lead, kind and parents that leave it a committed partner',
  );
}

const filed = ({ fileName, bytes, sha256 }: ParsedFile) => ({ fileName, bytes, sha256 });

const blank = { nothingToDo: false, changed: {}, notPlacedYet: [], signIns: [], findings: [], findingsInAll: 0 };
type Kind = ImportResult['kind'];

const refused = (kind: Kind, network: string | null, findings: Findings): ImportResult => ({
  ...blank,
  ok: false,
  kind,
  network,
  findings: findings.sorted(),
  findingsInAll: findings.count,
});

const nothingToDo = (kind: Kind, network: string, notPlaced: NotPlaced[], signIns: string[] = []): ImportResult => ({
  ...blank,
  ok: true,
  kind,
  network,
  nothingToDo: true,
  notPlacedYet: notPlaced,
  signIns,
});

/** A file that differs in its bytes only, such as in a comment, changes no row and says so. */
function done(
  kind: Kind,
  network: string,
  counts: Changed,
  notPlaced: NotPlaced[],
  signIns: string[] = [],
): ImportResult {
  const changed = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  return { ...blank, ok: true, kind, network, changed, notPlacedYet: notPlaced, signIns };
}
