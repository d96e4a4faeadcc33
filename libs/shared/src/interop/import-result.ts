import * as z from 'zod';

/** Why an import file was refused; the code never changes. */
export const FindingCode = z.enum([
  'INTEROP.BROKEN_FILE',
  'INTEROP.UNKNOWN_KEY',
  'INTEROP.MISSING_KEY',
  'INTEROP.WRONG_VALUE',
  'INTEROP.DUPLICATE',
  'INTEROP.DANGLING_REFERENCE',
  'INTEROP.CIRCLE',
  'INTEROP.FORBIDDEN_MIX',
  'INITIATIVES.PARTNER_REQUIRED',
]);
export type FindingCode = z.infer<typeof FindingCode>;

/** One thing wrong in a file. Line and column count from 1; `path` is like `initiatives[0].partners[2]`. */
export const Finding = z.strictObject({
  code: FindingCode,
  line: z.int(),
  column: z.int(),
  path: z.string(),
  message: z.string(),
  expected: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** A section that is kept but that no room can place yet, and the room that will. */
export const NotPlaced = z.strictObject({ section: z.string(), count: z.int(), room: z.string() });
export type NotPlaced = z.infer<typeof NotPlaced>;

/**
 * What an import did. With findings nothing was changed. `changed` counts rows by what they are (`organisations`,
 * `seats`, …) and is empty when there was nothing to do. `signIns` are the addresses that a demonstration may sign in
 * with.
 */
export const ImportResult = z.strictObject({
  ok: z.boolean(),
  kind: z.enum(['network', 'overlay', 'course']).nullable(),
  network: z.string().nullable(),
  nothingToDo: z.boolean(),
  changed: z.record(z.string(), z.int()),
  notPlacedYet: z.array(NotPlaced),
  signIns: z.array(z.string()),
  /** At most 100, by line; `findingsInAll` says how many there were. */
  findings: z.array(Finding),
  findingsInAll: z.int(),
});
export type ImportResult = z.infer<typeof ImportResult>;
