import { lastDayOf } from './last-day-of';

it('what ends at midnight in the network ended with the day before, and what ends by day ended that day', () => {
  expect(lastDayOf('Europe/Copenhagen', '2027-12-31T23:00:00+00:00')).toBe('2027-12-31');
  expect(lastDayOf('Europe/Copenhagen', '2027-12-31T13:30:00+00:00')).toBe('2027-12-31');
  expect(lastDayOf('Europe/Copenhagen', '2027-06-30T22:00:00+00:00')).toBe('2027-06-30');
});
