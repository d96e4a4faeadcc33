// Installing what package-lock.json names, and nothing when it is there. npm itself writes down what it has installed,
// at the very end, in node_modules/.package-lock.json: an install that was interrupted has no such file.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { step } from './progress.mjs';
import { runChild } from './run-child.mjs';

/** @param {string} root */
export function isInstalled(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const there = packagesOf(join(root, 'node_modules/.package-lock.json'));
  if (wanted === null || there === null) return false;
  const same = (path) =>
    there[path]?.version === wanted[path]?.version && there[path]?.integrity === wanted[path]?.integrity;
  return (
    Object.keys(wanted).every((path) => path === '' || (path in there ? same(path) : wanted[path].optional === true)) &&
    Object.keys(there).every((path) => path in wanted)
  );
}

/** @param {string} root */
export async function install(root) {
  const { command, args } = npm(root);
  const total = Object.entries(packagesOf(join(root, 'package-lock.json')) ?? {}).filter(isForThisMachine).length;
  await step(
    'Installing packages',
    () =>
      runChild(command, [...args, 'ci', '--no-audit', '--no-fund', '--progress=false'], {
        cwd: root,
        env: outerPath(root),
      }),
    () => `${Math.min(countPackages(join(root, 'node_modules')), total)} of ${total}`,
  );
}

/** The npm that runs this script, with the Node that it runs on; both survive that node_modules is replaced. */
export function npm(root) {
  const { npm_execpath: path, npm_node_execpath: node } = process.env;
  if (path && node && existsSync(node) && !node.startsWith(join(root, 'node_modules'))) {
    return { command: node, args: [path] };
  }
  return { command: 'npm', args: [] };
}

/** The environment without this workspace's own programs, which an install takes away while it runs. */
function outerPath(root) {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, 'node_modules')));
  return { ...process.env, PATH: path.join(delimiter) };
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Packages at the top, for they are what can be counted cheaply; those for other systems are left out. */
function isForThisMachine([path, { os, cpu, libc }]) {
  if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path)) return false;
  const musl = process.report?.getReport?.().header?.glibcVersionRuntime === undefined;
  return (
    (os === undefined || os.includes(process.platform)) &&
    (cpu === undefined || cpu.includes(process.arch)) &&
    (libc === undefined || libc.includes(musl ? 'musl' : 'glibc'))
  );
}

/** npm makes all directories at once and fills them as the packages come; one that is filled has its package.json. */
function countPackages(folder) {
  const filled = (path) => (existsSync(join(path, 'package.json')) ? 1 : 0);
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .flatMap((name) =>
        name.startsWith('@') ? readdirSync(join(folder, name)).map((own) => `${name}/${own}`) : [name],
      )
      .reduce((sum, name) => sum + filled(join(folder, name)), 0);
  } catch {
    return 0;
  }
}
