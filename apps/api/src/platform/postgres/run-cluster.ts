import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startErrorOfFile, TorvStartError } from '../process/torv-start-error';
import type { Places } from './choose-places';
import { lastLines } from './create-cluster';
import { programOf } from './find-binaries';
import { findRunningCluster, removeStalePidFile, type RunningCluster, stopCluster } from './running-cluster';
import { spawnAs } from './run-as';

/** Recovery after a power cut reads the write-ahead log again; it is told to the person who waits. */
const patience = 120_000;
const largestLog = 10 * 1024 * 1024;

/**
 * What suits one machine that also runs the API. Everything else is PostgreSQL's own default, above all `fsync`, which
 * only the tests turn off.
 */
const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '512MB',
  random_page_cost: '1.1',
  jit: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
  lc_messages: 'C',
  log_line_prefix: '%m [%p] ',
};

/**
 * Starts PostgreSQL on a cluster that is whole, on a free port of this machine alone. One that still runs there, left
 * by a Torv that was killed, is stopped first; there are never two.
 *
 * @param logFile where PostgreSQL writes what it has to say
 * @throws TorvStartError PLATFORM.POSTGRES_NOT_STARTED with the end of its log, PLATFORM.NO_SPACE,
 *   PLATFORM.CLUSTER_OF_ANOTHER_USER
 */
export async function runCluster(
  places: Places,
  logFile: string,
  say: (line: string) => void,
): Promise<RunningCluster> {
  for (let attempt = 1; ; attempt += 1) {
    const left = findRunningCluster(places.clusterDir);
    if (left !== null) {
      say(`Stopping a PostgreSQL that was left running (process ${left.pid}).`);
      await stopCluster(left, places.clusterDir);
    }
    removeStalePidFile(places.clusterDir);
    const said = await tryToRun(places, logFile, say);
    if (typeof said !== 'string') return said;
    // Someone took the port in between, or a process of the one before has not ended yet.
    const passing = /could not bind|lock file "postmaster.pid" already exists|shared memory block .* still in use/.test(
      said,
    );
    if (!passing || attempt === 20) throw refusalOf(said, places.clusterDir, logFile);
    await sleep(250);
  }
}

/** Runs it once; answers the end of its log when it does not come up. */
async function tryToRun(
  places: Places,
  logFile: string,
  say: (line: string) => void,
): Promise<RunningCluster | string> {
  const port = await freePort();
  const { start, log } = openLog(logFile);
  const all = { ...settings, port: String(port) };
  if (process.env['TORV_TEST_FAST'] === '1') {
    Object.assign(all, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '100' });
  }
  const args = ['-D', places.clusterDir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const child = spawnAs(places.user, programOf(places.programs, 'postgres'), args, {
    signalWhenOrphaned: 'INT',
    output: log,
  });
  closeSync(log);
  const over = ending(child);
  // It is stopped by name and number; it does not keep Torv's own process from ending.
  child.unref();
  const began = Date.now();
  for (let told = began; Date.now() - began < patience; await sleep(20)) {
    const running = findRunningCluster(places.clusterDir);
    if (running?.ready && running.port === port) return running;
    if (over.ended) return `${over.reason}\n${readFileSync(logFile).subarray(start).toString()}`;
    if (Date.now() - told > 5_000) {
      say(`PostgreSQL is recovering (${Math.round((Date.now() - began) / 1000)} s).`);
      told = Date.now();
    }
  }
  child.kill('SIGINT');
  return `not ready after ${patience / 1000} s`;
}

function ending(child: ChildProcess): { ended: boolean; reason: string } {
  const over = { ended: false, reason: '' };
  child.on('error', (error) => Object.assign(over, { ended: true, reason: String(error) }));
  child.on('exit', (code, signal) => Object.assign(over, { ended: true, reason: `ended with ${code ?? signal}` }));
  return over;
}

/** Opens the log for appending; one that has grown large is put aside first. */
function openLog(logFile: string): { start: number; log: number } {
  try {
    let start = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    if (start > largestLog) {
      renameSync(logFile, `${logFile}.1`);
      start = 0;
    }
    return { start, log: openSync(logFile, 'a', 0o600) };
  } catch (error) {
    throw startErrorOfFile(error, logFile);
  }
}

function refusalOf(said: string, clusterDir: string, logFile: string): unknown {
  if (/No space left on device/.test(said)) return startErrorOfFile({ code: 'ENOSPC' }, clusterDir);
  if (/Permission denied|wrong ownership/.test(said)) return startErrorOfFile({ code: 'EACCES' }, clusterDir);
  return new TorvStartError(
    'PLATFORM.POSTGRES_NOT_STARTED',
    `PostgreSQL did not start on ${clusterDir}. Its last words, from ${logFile}: ${lastLines(said)}`,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
