// npm run dev: rebuilds both ends as you type and starts the server anew; the demonstration network, one port.
import { spawn } from 'node:child_process';
import { mkdirSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApi, sources } from './build-api.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules/.bin');
const env = { TORV_DEMO: '1', ...process.env, PATH: `${bin}:${process.env.PATH}` };
let server = null;
let waiting = null;
let chain = Promise.resolve();

const web = spawn('nx', ['build', 'web', '--configuration=development', '--watch'], {
  cwd: root,
  env,
  stdio: 'inherit',
});

async function restart() {
  await buildApi();
  if (server) {
    const gone = new Promise((resolve) => server.on('exit', resolve));
    server.kill('SIGTERM');
    await gone;
  }
  server = spawn('node', ['dist/apps/api/src/torv.js', 'serve'], {
    cwd: root,
    env,
    // The channel closes when this process is killed, and the server then stops by itself.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** Many files change at once when an editor saves; one restart deals with them. */
function soon() {
  clearTimeout(waiting);
  // One after the other: a build clears the folder that a starting server reads.
  waiting = setTimeout(() => {
    chain = chain.then(restart).catch((error) => console.error(error.message));
  }, 300);
}

for (const folder of sources) watch(join(root, folder), { recursive: true }, soon);
// The server reads the page at its start, so a new build of the web is a reason to start it anew.
const pages = join(root, 'dist/web');
mkdirSync(pages, { recursive: true });
watch(pages, { recursive: true }, soon);
soon();

function stop() {
  web.kill('SIGTERM');
  if (!server) process.exit(0);
  server.on('exit', () => process.exit(0));
  server.kill('SIGTERM');
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
