// Builds the API: TypeScript of apps/api, libs/shared and migrations becomes CommonJS in dist, at the same paths, and
// what stands beside the code (SQL, YAML, templates) goes with it. `buildFile` serves `npm run dev` too.
import { transformFile } from '@swc/core';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildVerifyPage } from './build-verify-page.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Folders whose TypeScript is built, and files that the running API reads from outside its own folder. */
export const sources = ['apps/api/src', 'libs/shared/src', 'migrations'];
const readAtRunTime = ['tools/demo'];
const assets = new Set(['.sql', '.yaml', '.json', '.html', '.css', '.txt', '.svg']);

/**
 * Builds or copies one file.
 *
 * @param path relative to the root
 * @returns true when the file belongs to the build
 */
export async function buildFile(path) {
  const target = join(root, 'dist', path);
  if (/\.(spec|test|d)\.ts$/.test(path)) return false;
  if (extname(path) !== '.ts') {
    if (!assets.has(extname(path))) return false;
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, path), target);
    return true;
  }
  const out = target.replace(/\.ts$/, '.js');
  const { code, map } = await transformFile(join(root, path), {
    cwd: root,
    configFile: join(root, '.swcrc'),
    sourceFileName: relative(dirname(out), join(root, path)),
  });
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${code}\n//# sourceMappingURL=${basename(out)}.map\n`);
  if (map) writeFileSync(`${out}.map`, map);
  return true;
}

/** Builds everything anew; a file that is gone from the sources is gone from dist. */
export async function buildApi() {
  for (const folder of ['apps', 'libs', 'migrations', 'tools']) {
    rmSync(join(root, 'dist', folder), { recursive: true, force: true });
  }
  const paths = [...sources, ...readAtRunTime].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  const built = await Promise.all(paths.map(buildFile));
  writeFileSync(join(root, 'dist/package.json'), '{ "type": "commonjs" }\n');
  await buildVerifyPage(root);
  return built.filter(Boolean).length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const began = Date.now();
  const count = await buildApi();
  console.log(`API: ${count} files in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
