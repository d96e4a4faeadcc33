import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { startErrorOfFile, TorvStartError } from '../process/torv-start-error';
import { type Binaries, programOf } from './find-binaries';
import { canReach, chooseSystemUser, type SystemUser } from './run-as';

/** Where the cluster and the programs stand, so that the user that runs PostgreSQL reaches both. */
export interface Places {
  user: SystemUser;
  clusterDir: string;
  /** The folder that holds `bin`, `lib` and `share`. */
  programs: string;
}

/** Where Torv keeps on the system's own ground what the user `postgres` cannot reach in a private home. */
const systemGround = '/var/lib/torv';

/**
 * Chooses the places. As root, PostgreSQL runs as another user, who may be kept out of a private home (mode 0700); the
 * cluster then stands under `/var/lib/torv`, and the programs are copied there once for each version.
 *
 * @param dataDir real path of the data directory, which exists
 * @param say told one line for each thing that stands elsewhere than asked
 * @throws TorvStartError PLATFORM.DATA_UNREACHABLE for a cluster that its own user can no longer reach
 */
export function choosePlaces(dataDir: string, binaries: Binaries, say: (line: string) => void): Places {
  const asked = join(dataDir, 'postgres');
  const user = chooseSystemUser(asked);
  if (user === null) return { user, clusterDir: asked, programs: binaries.root };

  letPass(user, dataDir);
  let clusterDir = asked;
  if (!canReach(user, asked)) {
    if (existsSync(join(asked, 'PG_VERSION'))) throw unreachable(asked);
    clusterDir = placeElsewhere(dataDir);
    say(`The database stands in ${clusterDir}, because its own user may not enter ${dataDir}.`);
  }
  let programs = binaries.root;
  if (!canReach(user, programOf(programs, 'postgres')) || !canReach(user, join(programs, 'share'))) {
    programs = join(systemGround, `pg-${binaries.version}`);
    copyPrograms(binaries.root, programs, say);
  }
  return { user, clusterDir, programs };
}

/**
 * Lets the user pass through the data directory (not look into it) when only that directory itself keeps it out: it is
 * Torv's own, and what is secret in it has a mode of its own.
 */
function letPass(user: SystemUser, dataDir: string): void {
  const { uid, mode } = statSync(dataDir);
  if (uid === 0 && !canReach(user, dataDir) && canReach(user, dirname(dataDir)))
    chmodSync(dataDir, (mode & 0o7777) | 0o001);
}

/**
 * The cluster's place on the system's ground. The data directory remembers it, also when it is moved; a copy of the
 * data directory gets a place of its own, or two servers would share one cluster.
 */
function placeElsewhere(dataDir: string): string {
  const file = join(dataDir, 'database-place.json');
  try {
    if (existsSync(file)) {
      const kept = JSON.parse(readFileSync(file, 'utf8')) as { dataDir: string; clusterDir: string };
      if (kept.dataDir === dataDir) return kept.clusterDir;
      if (!existsSync(kept.dataDir)) return remember(file, dataDir, kept.clusterDir);
    }
    const ground = join(systemGround, randomUUID().slice(0, 13));
    openGround(ground);
    writeFileSync(join(ground, 'belongs-to'), `${dataDir}\n`);
    return remember(file, dataDir, join(ground, 'postgres'));
  } catch (error) {
    throw startErrorOfFile(error, systemGround);
  }
}

function remember(file: string, dataDir: string, clusterDir: string): string {
  writeFileSync(`${file}.new`, JSON.stringify({ dataDir, clusterDir }, null, 2));
  renameSync(`${file}.new`, file);
  return clusterDir;
}

function copyPrograms(from: string, to: string, say: (line: string) => void): void {
  if (existsSync(to)) return;
  say(`PostgreSQL's programs are copied to ${to}, because its user may not enter ${from}.`);
  const draft = `${to}.${randomUUID()}`;
  try {
    openGround(dirname(to));
    cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
    // They may have been installed for root's eyes alone.
    spawnSync('chmod', ['-R', 'a+rX', draft]);
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another start was first: its copy is the same.
    if (!existsSync(to)) throw startErrorOfFile(error, to);
  }
}

/** Makes a directory that everyone may pass through, whatever root's umask is. The cluster itself is closed. */
function openGround(directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const path of [systemGround, directory]) chmodSync(path, 0o755);
}

function unreachable(clusterDir: string): TorvStartError {
  return new TorvStartError(
    'PLATFORM.DATA_UNREACHABLE',
    `The user that owns the database in ${clusterDir} may no longer enter the directories above it. Let it pass ` +
      `(\`chmod o+x\` on each of them), or run Torv as that user.`,
  );
}
