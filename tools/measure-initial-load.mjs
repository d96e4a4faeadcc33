// Prints the gzip size of what the browser must fetch before the first screen, and of each lazy chunk; fails above the bars.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../dist/web/browser', import.meta.url));
const initialBar = 130;
const lazyBar = 60;
const kib = (bytes) => bytes / 1024;
const sizeOf = (file) => kib(gzipSync(readFileSync(join(folder, file)), { level: 9 }).length);

/** Follows the static imports of a chunk, so that nothing initial is forgotten. */
function withImports(files) {
  const found = new Set();
  const open = [...files];
  for (let file = open.pop(); file; file = open.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    if (!file.endsWith('.js')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, next] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) open.push(next);
  }
  return found;
}

const page = readFileSync(join(folder, 'index.html'), 'utf8');
const named = [...page.matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)].map(([, file]) => file);
const initial = withImports(new Set(named));
const total = [...initial].reduce((sum, file) => sum + sizeOf(file), 0);
console.log(`initial JS + CSS: ${total.toFixed(1)} KiB gzip (bar ${initialBar})`);

const lazy = readdirSync(folder)
  .filter((file) => file.endsWith('.js') && !initial.has(file))
  .map((file) => ({ file, size: sizeOf(file) }))
  .sort((a, b) => b.size - a.size);
for (const { file, size } of lazy.slice(0, 5)) console.log(`lazy ${file}: ${size.toFixed(1)} KiB (bar ${lazyBar})`);
if (initial.size === 0 || total > initialBar || (lazy[0]?.size ?? 0) > lazyBar) {
  console.error(
    'Over the bar: see what grew with `npx esbuild-visualizer` or by reading the imports of the largest chunk.',
  );
  process.exitCode = 1;
}
