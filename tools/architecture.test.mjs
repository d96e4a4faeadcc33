import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { pictureOfRooms, violations } from './architecture.mjs';
import { forbiddenNames, rooms } from './rooms.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

test('the rooms keep their rules', () => {
  assert.deepEqual(violations(root, rooms, forbiddenNames), []);
});

test('the picture in docs/architecture.md is that of tools/rooms.mjs', () => {
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  assert.ok(page.includes(pictureOfRooms(rooms)), 'run: node tools/draw-rooms.mjs');
});

/** Violations of a small tree that keeps the rules but for what a test adds. */
function broken(files) {
  const folder = mkdtempSync(join(tmpdir(), 'torv-architecture-'));
  const small = [
    { name: 'low', row: 1 },
    { name: 'beside', row: 1 },
    { name: 'high', row: 2 },
  ];
  const base = {
    'apps/api/src/low/README.md': 'low',
    'apps/api/src/high/README.md': 'high',
    'apps/api/src/high/a.ts': `import '../low/b';`,
    'apps/api/src/low/b.ts': '',
  };
  try {
    for (const [name, text] of Object.entries({ ...base, ...files })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return violations(folder, small, forbiddenNames);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const cases = [
  ['nothing wrong', {}, null],
  ['an upward import', { 'apps/api/src/low/c.ts': `import '../high/a';` }, /imports go down only/],
  ['a circle', { 'apps/api/src/low/c.ts': `import '../high/a';` }, /circle of rooms/],
  [
    'an import of a room of the same row',
    { 'apps/api/src/low/c.ts': `import '../beside/a';` },
    /low \(row 1\) imports beside \(row 1\)/,
  ],
  [
    'an upward import through the shared contracts',
    { 'apps/api/src/low/c.ts': `import type { A } from '@torv/shared/high';` },
    /imports go down only/,
  ],
  ['a file over 400 lines', { 'apps/api/src/low/long.ts': 'a;\n'.repeat(401) }, /402 lines/],
  ['a room without README', { 'apps/api/src/beside/a.ts': '' }, /beside: a room without README/],
  ['a name that is no room', { 'libs/shared/src/lows/README.md': '' }, /lows: no such room/],
  ['a name that hides', { 'apps/api/src/low/utils.ts': '' }, /"utils" hides/],
  [
    'a kit that knows a room',
    { 'apps/web/src/app/ui/README.md': '', 'apps/web/src/app/ui/a.ts': `import '../low/b';` },
    /the kit imports low/,
  ],
];
for (const [what, files, expected] of cases) {
  test(`it sees ${what}`, () => {
    const found = broken(files);
    if (expected === null) assert.deepEqual(found, []);
    else
      assert.ok(
        found.some((line) => expected.test(line)),
        found.join('\n') || 'nothing was found',
      );
  });
}
