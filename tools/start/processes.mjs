// Processes, told apart from later ones with the same number; the API's process-identity.ts has the same words for it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @typedef {{ pid: number, started: string }} Identity */

/**
 * @param {number} pid
 * @returns {Identity | null} null when it does not run
 */
export function identify(pid) {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return started === null ? null : { pid, started };
}

/** @param {Identity} identity */
export const isRunning = (identity) => identify(identity.pid)?.started === identity.started;

/**
 * The processes between this one and the `npm` that runs it, and that npm; empty when npm does not run it, for then
 * whoever started it may well have ended since (`nohup`, a service).
 *
 * @returns {Identity[]}
 */
export function parentsUpToNpm() {
  if (!process.env.npm_lifecycle_event) return [];
  const parents = [];
  for (let pid = process.ppid; pid > 1 && parents.length < 4; pid = parentOf(pid)) {
    const identity = identify(pid);
    if (identity === null) break;
    parents.push(identity);
    if (/\bnpm\b/.test(commandOf(pid))) return parents;
  }
  return parents.slice(0, 1);
}

/** Ends a process and everything it started, which share its group. */
export function endGroup(pid, signal) {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // Gone already, or not the head of a group.
    }
  }
}

function startedOnLinux(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)}-${fields[19]}`;
  } catch {
    return null;
  }
}

const ask = (column, pid) => execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();

function startedElsewhere(pid) {
  try {
    return ask('lstart', pid).replace(/[\s,@]+/g, '-') || null;
  } catch {
    return null;
  }
}

function parentOf(pid) {
  try {
    if (process.platform !== 'linux') return Number(ask('ppid', pid));
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

function commandOf(pid) {
  try {
    return process.platform === 'linux' ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ask('command', pid);
  } catch {
    return '';
  }
}
