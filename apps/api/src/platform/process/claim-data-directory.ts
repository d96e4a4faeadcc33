import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDirectory } from './make-directory';
import { identifyProcess, isRunning, namedParents, type ProcessIdentity } from './process-identity';
import { startErrorOfFile, systemCode, TorvStartError } from './torv-start-error';

/** What `torv.pid` holds: who uses the data directory. */
export interface DataHolder extends ProcessIdentity {
  /** The processes above it; when one of them is gone, the holder is on its way out. */
  parents: ProcessIdentity[];
  /** Where it answers, once it does. */
  address: string | null;
  stopping: boolean;
}

/** A data directory that this process alone uses. */
export interface DataClaim {
  /** Writes down where this server answers, for whoever tries to start a second one. */
  answersAt(address: string): void;
  /** Writes down that this process is on its way out: a next start then waits instead of giving up. */
  stopping(): void;
  /** Gives the directory back. */
  release(): void;
}

const patience = 10_000;

/** Who uses the data directory now: null when no one does or the one who did is gone. */
export function holderOf(dataDir: string): DataHolder | null {
  const holder = readHolder(join(dataDir, 'torv.pid'));
  return holder !== null && isRunning(holder) ? holder : null;
}

/**
 * Takes the data directory for this process, so that two servers never share an embedded cluster. A holder that was
 * killed leaves nothing in the way; one that is on its way out is waited for, up to ten seconds.
 *
 * @param dataDir created when it is missing
 * @param say told one line when there is something to wait for
 * @throws TorvStartError PLATFORM.ALREADY_RUNNING with the address of the other one; PLATFORM.DATA_UNWRITABLE,
 *   PLATFORM.DATA_NOT_A_DIRECTORY or PLATFORM.NO_SPACE when the directory cannot be used
 */
export async function claimDataDirectory(dataDir: string, say: (line: string) => void): Promise<DataClaim> {
  const file = join(dataDir, 'torv.pid');
  const self = identifyProcess(process.pid);
  if (self === null) throw new Error('this process cannot find itself');
  const mine: DataHolder = { ...self, parents: namedParents(), address: null, stopping: false };
  try {
    makeDirectory(dataDir);
    const until = Date.now() + patience;
    for (let told = false; !take(file, mine); await sleep(100)) {
      const holder = readHolder(file);
      if (holder === null || !isRunning(holder)) {
        removeLeftover(file, holder);
      } else if (!isLeaving(holder) || Date.now() > until) {
        throw alreadyRunning(dataDir, holder);
      } else if (!told) {
        say(`Waiting for the Torv that is stopping here (process ${holder.pid}).`);
        told = true;
      }
    }
  } catch (error) {
    throw startErrorOfFile(error, dataDir);
  }
  const rewrite = (): void => {
    const next = `${file}.${randomUUID()}`;
    try {
      writeFileSync(next, JSON.stringify(mine));
      renameSync(next, file);
    } catch {
      // The claim itself stands; only what it tells others is out of date.
      rmSync(next, { force: true });
    }
  };
  return {
    answersAt(address) {
      mine.address = address;
      rewrite();
    },
    stopping() {
      mine.stopping = true;
      rewrite();
    },
    release() {
      if (readHolder(file)?.started === mine.started) rmSync(file, { force: true });
    },
  };
}

/** True when the file is now this process's. A link, unlike a rename, fails when someone else was first. */
function take(file: string, holder: DataHolder): boolean {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(holder), { flag: 'wx' });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes away the file of a holder that is gone. It is moved first and looked at again, because another start may have
 * done the same a moment ago and put its own file there.
 */
function removeLeftover(file: string, seen: DataHolder | null): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved !== null && moved.started !== seen?.started && isRunning(moved)) linkSync(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file: string): DataHolder | null {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as Partial<DataHolder>;
    if (typeof read.pid !== 'number' || typeof read.started !== 'string') return null;
    return {
      pid: read.pid,
      started: read.started,
      parents: Array.isArray(read.parents) ? read.parents : [],
      address: typeof read.address === 'string' ? read.address : null,
      stopping: read.stopping === true,
    };
  } catch {
    return null;
  }
}

/** True for a holder that says so, or whose parents are gone: it notices within a second. */
function isLeaving(holder: DataHolder): boolean {
  return holder.stopping || holder.parents.some((parent) => !isRunning(parent));
}

function alreadyRunning(dataDir: string, holder: DataHolder): TorvStartError {
  const where = holder.address === null ? 'is starting' : `runs at ${holder.address}`;
  return new TorvStartError(
    'PLATFORM.ALREADY_RUNNING',
    `A Torv already ${where} with the data in ${dataDir} (process ${holder.pid}). ` +
      'Use that one, stop it first, or set TORV_DATA to another directory to run a second.',
  );
}
