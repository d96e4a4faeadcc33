import assert from 'node:assert/strict';
import test from 'node:test';
import { faultOfMessage } from './check-commit-message.mjs';

const cases = [
  ['decisions: record an outcome', null],
  ['meetings, bodies: read under row security\n\nWhy it is so.', null],
  ['# a hint\nlog: append a leaf', null],
  ['record an outcome', /does not begin with a room/],
  ['decision: record an outcome', /"decision" is no scope/],
  ['decisions: record an outcome.', /full stop/],
  ['decisions: record an outcome\nand more', /second line/],
  [`decisions: ${'long '.repeat(30)}`, /letters/],
];
for (const [message, expected] of cases) {
  test(`"${message.split('\n')[0].slice(0, 50)}" ${expected === null ? 'passes' : 'is refused'}`, () => {
    const fault = faultOfMessage(message);
    if (expected === null) assert.equal(fault, null);
    else assert.match(fault ?? 'no fault was found', expected);
  });
}
