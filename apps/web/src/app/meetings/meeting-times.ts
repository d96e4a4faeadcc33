/** The day to propose for a meeting: two weeks ahead, on a weekday. Days are `YYYY-MM-DD`. */
export function proposedDay(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 14);
  const weekday = day.getUTCDay();
  if (weekday === 6) day.setUTCDate(day.getUTCDate() + 2);
  if (weekday === 0) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const lastMinute = 23 * 60 + 59;

/** The end that keeps a meeting's length when its start moves; the end as it was when there is no length to keep. */
export function endAfterMove(start: string, end: string, newStart: string): string {
  const length = minutesOf(end) - minutesOf(start);
  if (!start || !end || !newStart || length <= 0) return end;
  const at = Math.min(lastMinute, minutesOf(newStart) + length);
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}
