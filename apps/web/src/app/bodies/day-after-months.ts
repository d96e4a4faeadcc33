/** The last day of a term of so many months that begins on `day` (YYYY-MM-DD): 24 months from 1 March 2026 end on 29 February 2028. */
export function dayAfterMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastOfMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, lastOfMonth) - (date <= lastOfMonth ? 1 : 0));
  return first.toISOString().slice(0, 10);
}
