// docs/security.md and docs/constitution.md say which test shows each demand: every demand has one, and it is there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mustExist, rowsOf } from './tests-named-in.mjs';

/** The numbers of OWASP ASVS 5.0.0 that Torv answers for. */
const demanded =
  '7.2.3 7.2.4 7.4.1 7.4.2 7.3.1-2 3.3.1-4 3.5.1-2 3.5.3 3.4.1 3.4.3 3.4.6 3.4.4-5 3.4.2 11.4.2 6.2 6.3.1 6.3.3 6.3.8 6.4 6.5 7.5.1 7.5.2 8.2 8.4.1 4.4 5.2-5.4 1.3.6,13.2.4 4.1.3,15.3.3 16.2-16.4 16.5,14.3.2';
const security = rowsOf('docs/security.md');

test('each of the thirty demands has a row, in the order in which they are asked', () => {
  assert.deepEqual(
    security.map(({ cells }) => cells[0].replaceAll(/,\s+/g, ',')),
    demanded.split(' '),
  );
});

test('each demand says how it is met and names a test that exists', () => {
  for (const { cells, tests } of security) {
    assert.ok(cells[2].length > 20, `${cells[0]} does not say how it is met`);
    assert.ok(tests.length > 0, `${cells[0]} names no test`);
    for (const one of tests) mustExist(one, cells[0]);
  }
});

test('each rule of the constitution is attacked at every door, by a test that exists', () => {
  const doors = ['API', 'SQL', 'import', 'socket'];
  const rows = rowsOf('docs/constitution.md');
  assert.deepEqual(
    rows.map(({ cells }) => `${cells[0].slice(0, 1)} ${cells[1]}`),
    ['1', '2', '3', '4', '5'].flatMap((rule) => doors.map((door) => `${rule} ${door}`)),
  );
  for (const { cells, tests } of rows) {
    assert.ok(tests.length > 0, `${cells[0]} ${cells[1]} names no test`);
    for (const one of tests) mustExist(one, `${cells[0]} ${cells[1]}`);
  }
});
