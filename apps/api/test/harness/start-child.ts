import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const children = new Set<ChildProcess>();

/** Ends every child that still runs; call it after each test, for one that failed half-way leaves some. */
export function endChildren(): void {
  for (const child of children) child.kill('SIGKILL');
}

/**
 * Runs a few lines of TypeScript's build output in a Node of its own: for what must be tried by killing a process.
 * Needs no build of Torv: the modules are compiled on the way in.
 *
 * @param lines CommonJS; `load(path)` requires a module of apps/api/src
 * @returns the process, and its output so far
 */
export function startChild(
  lines: string,
  options: { env?: Record<string, string>; uid?: number; ipc?: boolean } = {},
): { child: ChildProcess; said: () => string; over: Promise<number | string> } {
  const root = join(__dirname, '../../../..');
  const setUp = `
    const { transformSync } = require(${JSON.stringify(join(root, 'node_modules/@swc/core'))});
    const { readFileSync } = require('node:fs');
    require.extensions['.ts'] = (module, file) => module._compile(transformSync(readFileSync(file, 'utf8'), {
      filename: file, cwd: ${JSON.stringify(root)}, configFile: ${JSON.stringify(join(root, '.swcrc'))}, sourceMaps: false,
    }).code, file);
    const load = (path) => require(${JSON.stringify(join(root, 'apps/api/src'))} + '/' + path + '.ts');
    process.on('uncaughtException', (error) => { console.log(error.code ?? error.stack, error.message); process.exit(9); });
    (async () => { ${lines} })();`;
  const child = spawn(process.execPath, ['-e', setUp], {
    cwd: '/',
    env: { ...process.env, NODE_OPTIONS: '', ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    stdio: ['ignore', 'pipe', 'pipe', ...(options.ipc ? (['ipc'] as const) : [])],
  });
  children.add(child);
  child.on('exit', () => children.delete(child));
  let said = '';
  child.stdout?.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr?.on('data', (part: Buffer) => (said += part.toString()));
  const over = new Promise<number | string>((resolve) => {
    // A child whose channel was closed from here is never reported as closed, only as ended.
    child.on(options.ipc ? 'exit' : 'close', (code, signal) => resolve(code ?? signal ?? 'ended'));
  });
  return { child, said: () => said, over };
}

/** Waits until something is so; fails with `what` when it is not within the time. */
export async function until(what: string, isSo: () => boolean, milliseconds = 20_000): Promise<void> {
  for (const end = Date.now() + milliseconds; !isSo(); await new Promise((next) => setTimeout(next, 20))) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${what}`);
  }
}
