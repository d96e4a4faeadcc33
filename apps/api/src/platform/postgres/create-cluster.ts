import { randomUUID } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { makeDirectory } from '../process/make-directory';
import { startErrorOfFile, TorvStartError } from '../process/torv-start-error';
import type { Places } from './choose-places';
import { programOf } from './find-binaries';
import { spawnAs } from './run-as';

/** A fresh cluster and its first write-ahead log take about 60 MB; less than this fails half-way. */
const neededBytes = 150 * 1024 * 1024;

/** Name of the cluster's superuser. */
export const adminLogin = 'torv_admin';

/**
 * Makes the cluster unless it is there. It is made beside its place and moved there when it is whole: a start that is
 * killed half-way leaves only a draft, which the next one removes.
 *
 * @throws TorvStartError PLATFORM.CLUSTER_INCOMPLETE for a directory that holds something else or half a cluster (which
 *   is left as it is), PLATFORM.CLUSTER_OTHER_VERSION, PLATFORM.NO_SPACE, PLATFORM.DATA_UNWRITABLE
 */
export async function createClusterUnlessThere(
  places: Places,
  password: string,
  major: string,
  say: (line: string) => void,
): Promise<void> {
  const { clusterDir } = places;
  try {
    makeDirectory(dirname(clusterDir));
    removeDrafts(clusterDir);
    if (isCluster(clusterDir, major)) return;
    const { bavail, bsize } = statfsSync(dirname(clusterDir));
    if (bavail * bsize < neededBytes) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    say('Making the database (once).');
    await makeCluster(places, password);
  } catch (error) {
    throw startErrorOfFile(error, clusterDir);
  }
}

function removeDrafts(clusterDir: string): void {
  const prefix = `${basename(clusterDir)}.new-`;
  for (const name of readdirSync(dirname(clusterDir))) {
    if (name.startsWith(prefix)) rmSync(join(dirname(clusterDir), name), { recursive: true, force: true });
  }
}

function isCluster(clusterDir: string, major: string): boolean {
  if (!existsSync(clusterDir)) return false;
  const names = readdirSync(clusterDir);
  if (names.length === 0) {
    rmdirSync(clusterDir);
    return false;
  }
  if (!names.includes('PG_VERSION') || !existsSync(join(clusterDir, 'global/pg_control'))) {
    throw new TorvStartError(
      'PLATFORM.CLUSTER_INCOMPLETE',
      `${clusterDir} is not a whole PostgreSQL cluster, and Torv has changed nothing in it. Put a backup back in its ` +
        'place, or move it away (`mv`) to begin anew, or set TORV_DATA to another directory.',
    );
  }
  const found = readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim();
  if (found !== major) {
    throw new TorvStartError(
      'PLATFORM.CLUSTER_OTHER_VERSION',
      `${clusterDir} was made by PostgreSQL ${found}, and this Torv brings PostgreSQL ${major}. Start the Torv that made ` +
        'it and take its data out with `torv backup`, or set TORV_DATA to another directory.',
    );
  }
  return true;
}

async function makeCluster(places: Places, password: string): Promise<void> {
  const draft = `${places.clusterDir}.new-${randomUUID()}`;
  const passwordFolder = mkdtempSync(join(tmpdir(), 'torv-'));
  try {
    mkdirSync(draft, { mode: 0o700 });
    const passwordFile = join(passwordFolder, 'password');
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (places.user)
      for (const path of [draft, passwordFolder, passwordFile]) chownSync(path, places.user.uid, places.user.gid);
    await runInitdb(places, draft, passwordFile);
    renameSync(draft, places.clusterDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFolder, { recursive: true, force: true });
  }
}

function runInitdb(places: Places, draft: string, passwordFile: string): Promise<void> {
  // The order of letters is Unicode's own and the same on every machine; a list in Danish order asks for "da-x-icu".
  const args = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  args.push(`--pgdata=${draft}`, `--username=${adminLogin}`, `--pwfile=${passwordFile}`);
  args.push('--auth=scram-sha-256', '--no-instructions', '--set=timezone=UTC', '--set=log_timezone=UTC');
  if (process.env['TORV_TEST_FAST'] === '1') args.push('--no-sync');
  return new Promise((resolve, reject) => {
    const initdb = spawnAs(places.user, programOf(places.programs, 'initdb'), args, {
      signalWhenOrphaned: 'KILL',
      output: 'pipe',
    });
    let said = '';
    initdb.stdout?.on('data', (part: Buffer) => (said += part.toString()));
    initdb.stderr?.on('data', (part: Buffer) => (said += part.toString()));
    initdb.on('error', reject);
    initdb.on('close', (code) => {
      if (code === 0) resolve();
      else if (/No space left/.test(said)) reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      else reject(new TorvStartError('PLATFORM.CLUSTER_NOT_MADE', `PostgreSQL's initdb failed: ${lastLines(said)}`));
    });
  });
}

/** The end of what a program said, on one line. */
export const lastLines = (text: string): string => text.trim().split('\n').slice(-4).join(' | ').slice(-600);
