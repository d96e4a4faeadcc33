import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execFileSync } from 'node:child_process';
import { identifyProcess, isRunning } from '../process/process-identity';
import { startErrorOfFile, systemCode, TorvStartError } from '../process/torv-start-error';

/** A PostgreSQL that runs on a cluster, as its `postmaster.pid` tells. */
export interface RunningCluster {
  pid: number;
  port: number;
  /** It accepts connections. */
  ready: boolean;
}

/**
 * Looks for a PostgreSQL that runs on this cluster. Its file alone is no proof: it stays after a crash, and its number
 * may be another process's by now.
 */
export function findRunningCluster(clusterDir: string): RunningCluster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw startErrorOfFile(error, clusterDir);
  }
  const pid = Number(lines[0]);
  if (!isPostgresOf(pid, clusterDir)) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** Takes away a `postmaster.pid` that no PostgreSQL stands behind. */
export function removeStalePidFile(clusterDir: string): void {
  if (findRunningCluster(clusterDir) === null) rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
}

/**
 * Stops a PostgreSQL: fast (open transactions are rolled back, everything is written), and at once if that takes more
 * than half a minute; the next start then recovers from its log.
 *
 * @param cluster.pid is known to be a PostgreSQL
 * @throws TorvStartError PLATFORM.CLUSTER_OF_ANOTHER_USER when it belongs to someone else
 */
export async function stopCluster(cluster: { pid: number }, clusterDir: string): Promise<void> {
  const identity = identifyProcess(cluster.pid);
  if (identity === null) return;
  for (const [signal, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(cluster.pid, signal);
    } catch (error) {
      if (systemCode(error) === 'ESRCH') return;
      throw clusterOfAnotherUser(clusterDir);
    }
    for (const until = Date.now() + patience; Date.now() < until; await sleep(20)) {
      if (!isRunning(identity)) return;
    }
  }
}

/** The refusal for a cluster whose files or process are another user's. */
export function clusterOfAnotherUser(clusterDir: string): TorvStartError {
  return new TorvStartError(
    'PLATFORM.CLUSTER_OF_ANOTHER_USER',
    `The database in ${clusterDir} belongs to another user. Run Torv as that user (or as root), ` +
      'or set TORV_DATA to another directory.',
  );
}

/** The main process of PostgreSQL works in its cluster's directory and is called with it; either tells it apart. */
function isPostgresOf(pid: number, clusterDir: string): boolean {
  if (identifyProcess(pid) === null) return false;
  if (process.platform !== 'linux') {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(clusterDir);
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === clusterDir;
  } catch {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.includes(clusterDir);
  }
}
