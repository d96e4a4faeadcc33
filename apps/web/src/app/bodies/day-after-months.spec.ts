import { dayAfterMonths } from './day-after-months';

it.each([
  ['2026-03-01', 24, '2028-02-29'],
  ['2026-11-24', 12, '2027-11-23'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2026-01-15', 1, '2026-02-14'],
])('a term from %s of %i months ends on %s', (day, months, last) => expect(dayAfterMonths(day, months)).toBe(last));
