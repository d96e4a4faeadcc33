import { clockIn, instantIn } from './zoned-time';

const zone = 'Europe/Copenhagen';

it.each([
  ['2027-01-15', '15:00', '2027-01-15T15:00:00+01:00'],
  ['2027-07-15', '15:00', '2027-07-15T15:00:00+02:00'],
  // The clocks go forward on 28 March 2027 at 02:00, and back on 31 October at 03:00.
  ['2027-03-28', '01:30', '2027-03-28T01:30:00+01:00'],
  ['2027-03-28', '03:30', '2027-03-28T03:30:00+02:00'],
  ['2027-03-28', '02:30', '2027-03-28T02:30:00+01:00'],
  ['2027-10-31', '01:30', '2027-10-31T01:30:00+02:00'],
  ['2027-10-31', '02:30', '2027-10-31T02:30:00+02:00'],
  ['2027-10-31', '03:30', '2027-10-31T03:30:00+01:00'],
])('%s at %s in Copenhagen is %s', (day, time, instant) => {
  expect(instantIn(zone, day, time)).toBe(instant);
});

it('knows zones behind UTC and those of a quarter of an hour', () => {
  expect(instantIn('America/Nuuk', '2027-01-15', '15:00')).toBe('2027-01-15T15:00:00-02:00');
  expect(instantIn('Asia/Kathmandu', '2027-01-15', '15:00')).toBe('2027-01-15T15:00:00+05:45');
  expect(instantIn('UTC', '2027-01-15', '15:00')).toBe('2027-01-15T15:00:00+00:00');
});

it('reads back the day and the time that were meant', () => {
  for (const day of ['2027-01-15', '2027-07-15', '2027-10-31']) {
    expect(clockIn(zone, instantIn(zone, day, '23:45'))).toEqual({ day, time: '23:45' });
    expect(clockIn(zone, instantIn(zone, day, '00:15'))).toEqual({ day, time: '00:15' });
  }
});
