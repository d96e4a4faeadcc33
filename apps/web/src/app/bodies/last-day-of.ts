/** The last whole day before a moment, in a time zone: what ends at midnight ended with the day before. */
export const lastDayOf = (timezone: string, moment: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(new Date(Date.parse(moment) - 1));
