/** The driver's own mapping of values to what the wire takes; it has no declared type. */
declare module 'pg/lib/utils' {
  export function prepareValue(value: unknown): string | Buffer | null;
}
