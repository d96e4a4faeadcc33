import * as z from 'zod';

/** A UUIDv7 in canonical lower-case text. */
export const Id = z.uuid().describe('UUIDv7');
export type Id = z.infer<typeof Id>;

/** A short, stable name for use in addresses: lower-case letters, digits and hyphens, 2–64 characters. */
export const Key = z
  .string()
  .min(2)
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
  .describe('stable name used in addresses');

/** A calendar day in the network's own time zone, `YYYY-MM-DD`. */
export const Day = z.iso.date();

/** A point in time, RFC 3339 with offset. */
export const Instant = z.iso.datetime({ offset: true });

/** One line of text as a person writes it: trimmed, never blank. */
export const Line = z.string().trim().min(1).max(200);

/** Running text: trimmed, never blank, at most 20,000 characters. */
export const Prose = z.string().trim().min(1).max(20_000);

/**
 * Who may see a record. `public`: anyone. `network`: every person affiliated in the network. `body`: every person
 * with a seat in the body. `closed`: the body's members, chair and secretary, but not its observers.
 */
export const Visibility = z.enum(['public', 'network', 'body', 'closed']);
export type Visibility = z.infer<typeof Visibility>;

/** The language of the interface. */
export const Language = z.enum(['da', 'en']);
export type Language = z.infer<typeof Language>;
