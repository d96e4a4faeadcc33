// The programs that `npm start` runs, one at a time, each in a process group of its own: Ctrl-C then reaches this process
// alone, which ends them in order. What runs now is written down, so that a start after `kill -9` finds and ends it.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endGroup, identify, isRunning } from './processes.mjs';

/** @type {import('node:child_process').ChildProcess | null} */
let current = null;
let noteFile = '';

/** Thrown when a program fails: the end of what it said. */
export class ChildFailed extends Error {}

/**
 * Makes sure that one `npm start` at a time installs and builds here; waits for another, and ends what a killed one
 * left running.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<() => void>} gives the place back
 */
export async function claimWorkshop(root, say) {
  noteFile = join(root, '.build/start.json');
  mkdirSync(join(root, '.build'), { recursive: true });
  for (let told = false; ; told = true) {
    try {
      writeFileSync(noteFile, JSON.stringify({ ...identify(process.pid), child: null }), { flag: 'wx' });
      return () => {
        rmSync(noteFile, { force: true });
        noteFile = '';
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = readNote();
    if (holder?.started && isRunning(holder)) {
      if (!told) say(`Another start (process ${holder.pid}) is installing or building here; waiting for it.`);
      await new Promise((next) => setTimeout(next, 500));
    } else {
      if (holder?.child && isRunning(holder.child)) {
        say(`Ending what a killed start left running (process ${holder.child.pid}).`);
        endGroup(holder.child.pid, 'SIGKILL');
      }
      rmSync(noteFile, { force: true });
    }
  }
}

function readNote() {
  try {
    return JSON.parse(readFileSync(noteFile, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Runs a program to its end, quietly.
 *
 * @returns {Promise<void>}
 * @throws {ChildFailed} with the end of its output
 */
export function runChild(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    current = child;
    if (noteFile) writeFileSync(noteFile, JSON.stringify({ ...identify(process.pid), child: identify(child.pid) }));
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => (said = (said + part).slice(-20_000)));
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      current = null;
      if (code === 0) resolve();
      else reject(new ChildFailed(`${said.trim().split('\n').slice(-40).join('\n')}\n(ended with ${code ?? signal})`));
    });
  });
}

/** Ends the program that runs now, if any. */
export function endCurrentChild() {
  if (current?.pid) endGroup(current.pid, 'SIGTERM');
}
