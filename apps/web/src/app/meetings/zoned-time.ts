/** How far a zone is ahead of UTC at a moment, in minutes. */
function minutesAhead(zone: string, at: number): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')!.value;
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name)!;
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const two = (number: number) => String(number).padStart(2, '0');

/**
 * A day and a time on a zone's clocks as RFC 3339 with offset, also across summer time. An hour that the clocks skip
 * is read as if they had not been put forward; of an hour that comes twice, the first is meant.
 *
 * @param day `YYYY-MM-DD`
 * @param time `HH:MM`
 */
export function instantIn(zone: string, day: string, time: string): string {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const aDay = 86_400_000;
  const [before, after] = [minutesAhead(zone, asUtc - aDay), minutesAhead(zone, asUtc + aDay)];
  // Around a change both are tried; in an hour that the clocks skip neither fits, and the one before is kept.
  const ahead = [before, after].find((one) => minutesAhead(zone, asUtc - one * 60_000) === one) ?? before;
  const sign = ahead < 0 ? '-' : '+';
  const size = Math.abs(ahead);
  return `${day}T${time}:00${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The day and the time that a zone's clocks show at a moment. */
export function clockIn(zone: string, instant: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const at = (type: string) => parts.find((part) => part.type === type)!.value;
  return { day: `${at('year')}-${at('month')}-${at('day')}`, time: `${at('hour')}:${at('minute')}` };
}
