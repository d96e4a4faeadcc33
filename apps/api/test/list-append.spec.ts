import { contradictions, type Append, type Read } from './list-append';

const appended = (element: string, invoked: number, acknowledged: number | null, at: number | null): Append => ({
  element,
  invoked,
  acknowledged,
  at,
});
const read = (invoked: number, answered: number, ...list: string[]): Read => ({ invoked, answered, list });

const a = appended('a', 1, 2, 0);
const b = appended('b', 3, 4, 1);

it('a true history holds, whether or not one ever hears of what was cut off', () => {
  expect(contradictions([a, b], [read(5, 6, 'a', 'b'), read(1, 2, 'a'), read(0, 1)])).toEqual([]);
  expect(contradictions([a, appended('b', 3, null, null)], [read(5, 6, 'a')])).toEqual([]);
  expect(contradictions([a, appended('b', 3, null, null)], [read(5, 6, 'a', 'b')])).toEqual([]);
});

it.each<[string, Append[], Read[], string]>([
  ['a lost acknowledgement', [a, b], [read(5, 6, 'a')], 'b was acknowledged and is lost.'],
  ['two orders', [a, b], [read(5, 6, 'a', 'b'), read(5, 6, 'b')], 'A read has b at 0, a longer one a.'],
  ['another index than told', [{ ...a, at: 7 }], [read(5, 6, 'a')], 'a was told to be at 7 and is at 0.'],
  ['one twice', [a], [read(5, 6, 'a', 'a')], 'A read of 2 has an element twice.'],
  ['one of nobody', [a], [read(5, 6, 'a', 'x')], 'x was appended by nobody.'],
  [
    'the later before the earlier',
    [
      { ...a, at: 1 },
      { ...b, at: 0 },
    ],
    [read(5, 6, 'b', 'a')],
    'b began after a was acknowledged, and stands before it.',
  ],
  ['a stale read', [a, b], [read(5, 6, 'a'), read(7, 8, 'a', 'b')], 'A read of 1 misses b, acknowledged before it.'],
  ['a read of the future', [a, b], [read(1, 2, 'a', 'b')], 'A read of 2 has b before it was begun.'],
])('names %s', (_, appends, reads, sentence) => {
  expect(contradictions(appends, reads)).toContain(sentence);
});
