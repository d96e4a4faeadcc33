import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in the operating system's own words; compared, never read. */
  started: string;
}

/**
 * Names a running process.
 *
 * @returns null when no such process runs (a zombie, which only waits to be counted, does not run)
 */
export function identifyProcess(pid: number): ProcessIdentity | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return started === null ? null : { pid, started };
}

/** True while this very process runs, and not merely some process with its number. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.started === identity.started;
}

/** The processes above this one that `npm start` named when it started it; empty when it was started otherwise. */
export function namedParents(): ProcessIdentity[] {
  return (process.env['TORV_PARENTS'] ?? '').split(',').flatMap((word) => {
    const [pid, started] = word.split('@');
    return started ? [{ pid: Number(pid), started }] : [];
  });
}

function startedOnLinux(pid: number): string | null {
  try {
    // The name of the program stands in brackets and may hold anything; what follows the last one is plain.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    // Ticks since boot repeat from boot to boot, above all for the first process of a container.
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)}-${fields[19]}`;
  } catch {
    return null;
  }
}

function startedElsewhere(pid: number): string | null {
  try {
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return text === '' ? null : text.replace(/[\s,@]+/g, '-');
  } catch {
    return null;
  }
}
