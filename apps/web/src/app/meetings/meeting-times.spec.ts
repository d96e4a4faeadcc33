import { endAfterMove, proposedDay } from './meeting-times';

it.each([
  ['2026-11-24', '2026-12-08'],
  ['2026-11-28', '2026-12-14'],
  ['2026-11-29', '2026-12-14'],
  ['2027-02-20', '2027-03-08'],
])('from %s a meeting is proposed on %s', (today, day) => {
  expect(proposedDay(today)).toBe(day);
});

it.each([
  ['15:00', '17:00', '16:30', '18:30'],
  ['15:00', '17:00', '09:00', '11:00'],
  ['15:00', '17:00', '23:00', '23:59'],
  ['15:00', '14:00', '16:00', '14:00'],
  ['', '17:00', '16:00', '17:00'],
  ['15:00', '17:00', '', '17:00'],
])('from %s–%s, begun at %s instead, it ends at %s', (start, end, newStart, newEnd) => {
  expect(endAfterMove(start, end, newStart)).toBe(newEnd);
});
