// Builds the page that checks receipts: script and style stand in the one file, and its policy lets nothing else run and
// nothing be fetched. Who saves it has all of it.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const source = 'apps/web/src/verify';
const place = 'dist/apps/api/src/verify-page.html';
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** @param root folder of the workspace */
export async function buildVerifyPage(root) {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const bundle = async (path) => {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: [path],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      charset: 'utf8',
      alias: { '@torv/shared': join(root, 'libs/shared/src') },
      tsconfigRaw: '{}',
    });
    return outputFiles[0].text.trim();
  };
  const script = await bundle(`${source}/verify.ts`);
  const style = (read('apps/web/src/styles/tokens.css') + read(`${source}/verify.css`)).trim();
  if (/<\/?(script|style)/i.test(script + style)) throw new Error('The page would end its own script or style.');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = read(`${source}/verify.html`)
    .replace('%POLICY%', () => policy)
    .replace(/\s*%STYLE%\s*/, () => style)
    .replace(/\s*%SCRIPT%\s*/, () => script);
  mkdirSync(dirname(join(root, place)), { recursive: true });
  writeFileSync(join(root, place), page);
}
