// What can be known before anything long begins: is the port free, may the data directory be written, and does a Torv
// already run on it?
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { isRunning } from './processes.mjs';

const patience = 10_000;

/** Why Torv cannot start: a sentence for the person who started it. */
export class CannotStart extends Error {}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} root
 * @param {(line: string) => void} say
 * @throws {CannotStart}
 */
export async function checkGround(env, root, say) {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CannotStart(`PORT: "${env.PORT}" is not a port; give a number from 1 to 65535.`);
  }
  const dataDir = resolve(root, env.TORV_DATA || '.torv');
  checkWritable(dataDir);
  await waitForHolder(dataDir, say);
  const problem = port === 0 ? null : await whyNotListen(port);
  if (problem === 'EADDRINUSE') {
    throw new CannotStart(
      `Port ${port} is used by another program. End that one, or start Torv on another port: PORT=${port + 1} npm start`,
    );
  }
  if (problem === 'EACCES') {
    throw new CannotStart(`Port ${port} is for root only. Start Torv on a port above 1023: PORT=3000 npm start`);
  }
}

function checkWritable(dataDir) {
  try {
    makeDirectory(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error.code === 'ENOTDIR' || error.code === 'EEXIST') {
      throw new CannotStart(
        `${dataDir} cannot be a directory, because a file stands in its place. Move it, or set TORV_DATA.`,
      );
    }
    throw new CannotStart(
      `Torv may not write its data directory ${dataDir} (${error.code}). Make it writable for you, ` +
        'or name another: TORV_DATA=~/torv-data npm start',
    );
  }
}

/** Node's own `recursive` never returns where the system refuses, as in `/proc`. */
function makeDirectory(path) {
  if (!existsSync(dirname(path))) makeDirectory(dirname(path));
  if (!existsSync(path)) mkdirSync(path);
  else if (!statSync(path).isDirectory()) throw Object.assign(new Error('a file'), { code: 'ENOTDIR' });
}

/** The server itself claims the directory; this only says early what it would say late. */
async function waitForHolder(dataDir, say) {
  const until = Date.now() + patience;
  for (let told = false; ; told = true) {
    const holder = readHolder(dataDir);
    if (holder === null || !isRunning(holder)) return;
    const leaving = holder.stopping || holder.parents.some((parent) => !isRunning(parent));
    if (!leaving || Date.now() > until) {
      throw new CannotStart(
        `A Torv already ${holder.address ? `runs at ${holder.address}` : 'is starting'} with the data in ${dataDir} ` +
          `(process ${holder.pid}). Use that one, stop it first, or set TORV_DATA and PORT to run a second.`,
      );
    }
    if (!told) say(`Waiting for the Torv that is stopping here (process ${holder.pid}).`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

function readHolder(dataDir) {
  try {
    const { pid, started, parents, address, stopping } = JSON.parse(readFileSync(join(dataDir, 'torv.pid'), 'utf8'));
    return typeof pid === 'number' ? { pid, started, parents: parents ?? [], address, stopping } : null;
  } catch {
    return null;
  }
}

function whyNotListen(port) {
  return new Promise((done) => {
    const server = createServer();
    server.on('error', (error) => done(error.code));
    server.listen(port, () => server.close(() => done(null)));
  });
}
