import * as z from 'zod';
import { Instant } from '../kernel';

/**
 * `GET /api/v1/me/data`: all that stands about the person who asks, over all networks. A section is one kind of thing (a
 * seat, a position); its rows hold the columns that are about them, and network, organisation, body and meeting by name.
 */
export const PersonalData = z.strictObject({
  format: z.literal('torv-personal-data/1'),
  madeAt: Instant,
  sections: z.array(
    z.strictObject({ section: z.string(), table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) }),
  ),
  /** What is not answered, and why. */
  leftOut: z.array(z.strictObject({ what: z.string(), why: z.string() })),
});
export type PersonalData = z.infer<typeof PersonalData>;

/** `POST /api/v1/me/erasure`: the address is typed once more, so that nobody is erased by a slip of the hand. */
export const Erasure = z.strictObject({ email: z.string().trim().max(254) });
export type Erasure = z.infer<typeof Erasure>;

/** What was done: in how many decisions of the log the name was erased. */
export const ErasureView = z.strictObject({ decisions: z.number().int() });
export type ErasureView = z.infer<typeof ErasureView>;
