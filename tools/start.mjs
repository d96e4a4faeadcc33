// `npm start`: from a bare clone to a running Torv. It begins on whatever Node runs npm (20 or later) with nothing
// installed, so it uses Node's own modules alone; Torv itself runs on the Node 24 that the lock file brings.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, hashSources, isBuilt } from './start/build.mjs';
import { CannotStart, checkGround } from './start/check-ground.mjs';
import { install, isInstalled } from './start/install.mjs';
import { endGroup, identify, isRunning, parentsUpToNpm } from './start/processes.mjs';
import { since } from './start/progress.mjs';
import { ChildFailed, claimWorkshop, endCurrentChild } from './start/run-child.mjs';

const began = Date.now();
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const say = (line) => console.log(line);
const parents = parentsUpToNpm();
/** Any of these means that someone has decided how Torv runs; without one it is the demonstration. */
const decisions = ['TORV_DEMO', 'DATABASE_URL', 'DATABASE_ADMIN_URL', 'TORV_ORIGIN', 'TORV_LOG_KEY'];

let server = null;
let stopping = false;

/** Ends whatever runs, in order; a server that does not end within 20 seconds is ended without being asked. */
function stop(why, code) {
  if (stopping) return;
  stopping = true;
  if (why) say(`\n${why}`);
  endCurrentChild();
  if (server === null) process.exit(code);
  server.kill('SIGTERM');
  setTimeout(() => endGroup(server.pid, 'SIGKILL'), 20_000).unref();
  server.on('exit', () => process.exit(code));
}

process.on('SIGINT', () => stop('Stopping.', server ? 0 : 130));
process.on('SIGTERM', () => stop('Stopping.', server ? 0 : 143));
process.on('SIGHUP', () => stop(null, 129));
// npm does not always pass on what ends it, and cannot pass on `kill -9`.
setInterval(() => {
  if (parents.some((parent) => !isRunning(parent))) stop('The npm that started Torv is gone. Stopping.', 1);
}, 500).unref();

try {
  await checkGround(process.env, root, say);
  await prepare();
  if (!stopping) serve();
} catch (error) {
  endCurrentChild();
  if (!stopping) {
    console.error(error instanceof CannotStart || error instanceof ChildFailed ? `\n${error.message}` : error);
    process.exit(1);
  }
}

/** Installs and builds what is missing. */
async function prepare() {
  const hash = hashSources(root);
  const installed = isInstalled(root);
  if (installed && isBuilt(root, hash)) return;
  const giveBack = await claimWorkshop(root, say);
  try {
    if (!isInstalled(root)) {
      if (!installed) say('Torv is not installed here yet; this takes a minute or two, once.');
      await install(root).catch((error) => {
        throw explained(
          error,
          'npm could not install the packages. Is there a network, and space on the disk? Then: npm start',
        );
      });
    }
    if (!isBuilt(root, hash)) {
      await build(root, hash).catch((error) => {
        throw explained(error, 'The build failed; what it said stands above. `npm run build` runs it alone.');
      });
    }
  } finally {
    giveBack();
  }
}

function explained(error, sentence) {
  return error instanceof ChildFailed ? new ChildFailed(`${error.message}\n\n${sentence}`) : error;
}

function serve() {
  const demo = decisions.some((name) => process.env[name]) ? {} : { TORV_DEMO: '1' };
  const above = [identify(process.pid), ...parents].map(({ pid, started }) => `${pid}@${started}`).join(',');
  server = spawn(nodeForTorv(), [join(root, 'dist/apps/api/src/torv.js'), 'serve'], {
    cwd: root,
    env: { ...process.env, ...demo, TORV_PARENTS: above },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  server.on('message', (message) => {
    if (message?.ready) say(`Ready ${since(began)} after npm start. Ctrl-C stops Torv.`);
  });
  server.on('exit', (code, signal) => {
    if (stopping) return;
    if (signal) console.error(`\nThe server was ended by ${signal}. npm start starts it again; its data are kept.`);
    process.exit(code ?? 1);
  });
  server.on('error', (error) => {
    console.error(error);
    process.exit(1);
  });
}

/** Node 24: the one that was installed, or the one that runs this. */
function nodeForTorv() {
  const own = join(root, 'node_modules/.bin/node');
  if (existsSync(own)) return resolve(own);
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new CannotStart(
    `Torv runs on Node 24, and this is ${process.version}; for this system none comes with the packages. ` +
      'Install Node 24 and run npm start again.',
  );
}
