import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { TorvStartError } from '../process/torv-start-error';

/** The user PostgreSQL runs as; null: the user that runs Torv. */
export type SystemUser = { uid: number; gid: number } | null;

/**
 * Chooses the user for PostgreSQL, which refuses to run as root. A cluster that someone already owns keeps its owner;
 * a new one gets the system's user `postgres`, made here when it is missing.
 *
 * @param clusterDir where the cluster is or will be
 * @throws TorvStartError PLATFORM.NO_POSTGRES_USER when the user cannot be made
 */
export function chooseSystemUser(clusterDir: string): SystemUser {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(clusterDir)) {
    const { uid, gid } = statSync(clusterDir);
    if (uid !== 0) return { uid, gid };
  }
  return findPostgresUser() ?? makePostgresUser();
}

/** True when the user reaches the path, or the nearest directory above it that exists. */
export function canReach(user: SystemUser, path: string): boolean {
  if (user === null) return true;
  let nearest = path;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  const test = statSync(nearest).isDirectory() ? '-x' : '-r';
  return spawnSync('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', nearest], { ...user, cwd: '/' }).status === 0;
}

/**
 * Starts one of PostgreSQL's programs. It gets a process group of its own, so that Ctrl-C reaches Torv alone and Torv
 * ends its database after its requests; and where the system can do it (Linux, `setpriv`), the program is told to stop
 * when Torv is killed.
 */
export function spawnAs(
  user: SystemUser,
  program: string,
  args: string[],
  options: { signalWhenOrphaned: 'INT' | 'KILL'; output: 'pipe' | number },
): ChildProcess {
  const guarded = process.platform === 'linux' && existsSync('/usr/bin/setpriv');
  const command = guarded ? '/usr/bin/setpriv' : program;
  const all = guarded ? ['--pdeathsig', options.signalWhenOrphaned, program, ...args] : args;
  return spawn(command, all, {
    ...user,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', options.output, options.output],
    detached: true,
  });
}

function findPostgresUser(): SystemUser {
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return line === null ? null : { uid: Number(line[1]), gid: Number(line[2]) };
}

function makePostgresUser(): SystemUser {
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', [
    '--system',
    '--gid',
    'postgres',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]);
  const made = findPostgresUser();
  if (made === null) {
    throw new TorvStartError(
      'PLATFORM.NO_POSTGRES_USER',
      'PostgreSQL does not run as root, and a system user `postgres` could not be made. Run Torv as an ordinary user, ' +
        'make that user yourself (`useradd --system postgres`), or set DATABASE_URL to a PostgreSQL 18 of your own.',
    );
  }
  return made;
}
