// Building through nx, and not even asking nx when no source has changed since the last build: that is what makes a
// second start quick.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './install.mjs';
import { step } from './progress.mjs';
import { runChild } from './run-child.mjs';

const sources = ['apps/api', 'apps/web', 'libs', 'migrations', 'tools/demo'];
const settings = [
  'package.json',
  'package-lock.json',
  'nx.json',
  '.swcrc',
  'tsconfig.base.json',
  'tools/build-api.mjs',
  'tools/build-verify-page.mjs',
];
const results = ['dist/apps/api/src/torv.js', 'dist/web/browser/index.html'];
const leftOut = /(\.spec\.ts|\.md)$|^apps\/(api\/test|web\/e2e)\//;

/** A hash of everything the build reads. */
export function hashSources(root) {
  const hash = createHash('sha256');
  const add = (path) => {
    hash.update(path).update('\0');
    hash.update(readFileSync(join(root, path))).update('\0');
  };
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && !leftOut.test(path)) add(path);
    }
  };
  sources.filter((folder) => existsSync(join(root, folder))).forEach(walk);
  settings.filter((file) => existsSync(join(root, file))).forEach(add);
  return hash.digest('hex');
}

/** True when dist is what these sources give. */
export function isBuilt(root, hash) {
  try {
    return (
      readFileSync(join(root, '.build/built-from'), 'utf8') === hash &&
      results.every((path) => existsSync(join(root, path)))
    );
  } catch {
    return false;
  }
}

/** Builds both ends. */
export async function build(root, hash) {
  const { command, args } = npm(root);
  await step('Building', () => runChild(command, [...args, 'run', 'build'], { cwd: root, env: process.env }));
  mkdirSync(join(root, '.build'), { recursive: true });
  writeFileSync(join(root, '.build/built-from'), hash);
}
