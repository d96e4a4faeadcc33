import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const eslint = new ESLint({ cwd: root });

/** What lint says of a text as if it stood in a file. */
async function said(file, text) {
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  return result.messages.map((one) => `${one.ruleId}: ${one.message}`);
}

const upward = [
  ['upward', 'apps/api/src/meetings/x.ts', '../decisions/record-decision'],
  ['beside', 'apps/api/src/meetings/x.ts', '../strategies/strategies.sql'],
  ['upward from deep inside', 'apps/api/src/platform/http/x.ts', '../../log/log.sql'],
  ['upward in the web', 'apps/web/src/app/meetings/x.ts', '../decisions/record-decision-page'],
  ['upward by the contracts', 'apps/api/src/meetings/x.ts', '@torv/shared/decisions'],
  ['upward among the contracts', 'libs/shared/src/meetings/x.ts', '../decisions'],
];
for (const [what, file, source] of upward) {
  test(`an import ${what} is an error`, async () => {
    for (const text of [`import { a } from '${source}';\na();\n`, `export type { A } from '${source}';\n`]) {
      const found = await said(file, text);
      assert.ok(
        found.some((line) => /^boundaries\/dependencies: Imports go down only/.test(line)),
        found.join('\n') || 'nothing was found',
      );
    }
  });
}

const downward = [
  ['down', 'apps/api/src/decisions/x.ts', '../meetings/meetings.sql'],
  ['of the room itself', 'apps/api/src/decisions/x.ts', './decisions.sql'],
  ['of the platform', 'apps/api/src/log/x.ts', '../platform/database/query'],
  ['of a contract below', 'apps/api/src/decisions/x.ts', '@torv/shared/meetings'],
  ['of a package', 'apps/api/src/log/x.ts', 'zod'],
  ['of a contract in the web platform', 'apps/web/src/app/platform/x.ts', '@torv/shared/decisions'],
];
for (const [what, file, source] of downward) {
  test(`an import ${what} is none`, async () => {
    assert.deepEqual(await said(file, `import { a } from '${source}';\na();\n`), []);
  });
}

const templates = [
  ['a picture without words', '<img src="a.png">', /template\/alt-text/],
  ['a click that no key does', '<div (click)="a()">x</div>', /template\/click-events-have-key-events/],
];
for (const [what, template, expected] of templates) {
  test(`${what} is an error, in a file and in a component`, async () => {
    const component = `import { Component } from '@angular/core';\n@Component({ selector: 't-x', template: '${template}' })\nexport class X {}\n`;
    for (const found of [
      await said('apps/web/src/app/meetings/x.html', template),
      await said('apps/web/src/app/meetings/x.ts', component),
    ])
      assert.ok(
        found.some((line) => expected.test(line)),
        found.join('\n') || 'nothing was found',
      );
  });
}
