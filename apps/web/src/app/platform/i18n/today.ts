/** Today's date (YYYY-MM-DD) in a time zone: days are the network's, not the device's. */
export function today(timezone: string): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(new Date());
}
