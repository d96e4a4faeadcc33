// docs/security.md says which test shows each demand: the file must be there, with a test of that title, and every demand
// must have one.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** The rows of its table: numbers, demand, how it is met, and the tests as `file › title`. */
const rows = [...page.matchAll(/^\| (\d[^|]*) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, number, demand, how, tests]) => ({
    number,
    demand,
    how,
    tests: [...tests.matchAll(/`([^`›]+) › ([^`]+)`/g)].map(([, file, title]) => ({
      file: file.trim(),
      title: title.trim(),
    })),
  }),
);

/** The numbers of OWASP ASVS 5.0.0 that Torv answers for. */
const demanded =
  '7.2.3 7.2.4 7.4.1 7.4.2 7.3.1-2 3.3.1-4 3.5.1-2 3.5.3 3.4.1 3.4.3 3.4.6 3.4.4-5 3.4.2 11.4.2 6.2 6.3.1 6.3.3 6.3.8 6.4 6.5 7.5.1 7.5.2 8.2 8.4.1 4.4 5.2-5.4 1.3.6,13.2.4 4.1.3,15.3.3 16.2-16.4 16.5,14.3.2';

test('each of the thirty demands has a row, in the order in which they are asked', () => {
  assert.deepEqual(
    rows.map((row) => row.number.replaceAll(/,\s+/g, ',')),
    demanded.split(' '),
  );
});

test('each row says how it is met and names a test that exists', () => {
  for (const { number, how, tests } of rows) {
    assert.ok(how.trim().length > 20, `${number} does not say how it is met`);
    assert.ok(tests.length > 0, `${number} names no test`);
    for (const { file, title } of tests) {
      const path = join(root, file);
      assert.ok(existsSync(path), `${number}: there is no ${file}`);
      const source = readFileSync(path, 'utf8').replaceAll("\\'", "'");
      assert.ok(source.includes(title), `${number}: ${file} has no test "${title}"`);
    }
  }
});
