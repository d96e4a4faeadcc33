/** How heavy a file is, in the unit that is easiest to read: `340 kB`, `2,1 MB` in Danish browsers. */
export function weightOf(bytes: number, locale?: string): string {
  const [value, unit] = bytes < 999_500 ? [Math.max(1, Math.round(bytes / 1000)), 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}
