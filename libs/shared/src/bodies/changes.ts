import * as z from 'zod';
import { Day, Id, Key, Line, Prose } from '../kernel';
import { Sector } from '../organisations';
import { BodyKind, DecisionRule, Remit, SeatRole } from './contract';

/** A mandate as it is drafted. */
export const NewMandate = z.strictObject({
  remit: Remit,
  rule: DecisionRule,
  quorum: z.number().int().min(0).max(100),
  requiredSectors: z.array(Sector).max(7).default([]),
  cadencePerYear: z.number().int().min(1).max(52).nullable().default(null),
  termMonths: z.number().int().min(1).max(120).nullable().default(null),
  text: Prose.nullable().default(null),
});
export type NewMandate = z.infer<typeof NewMandate>;

/** Gives an organisation a seat. Without `voting`, chair, vice-chair and members vote. Without `until` it has no end. */
export const NewSeat = z.strictObject({
  organisation: Key,
  role: SeatRole.default('member'),
  voting: z.boolean().optional(),
  from: Day.optional(),
  until: Day.nullable().default(null),
});
export type NewSeat = z.infer<typeof NewSeat>;

export const NewLink = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['reports-to', 'advises', 'linked-to']), body: Key }),
  z.strictObject({ kind: z.literal('dialogue-with'), organisation: Key }),
]);
export type NewLink = z.infer<typeof NewLink>;

/** `POST …/bodies`: a body whole, with its seats and its first mandate, which is provisional until a decision adopts it. */
export const NewBody = z.strictObject({
  name: Line,
  kind: BodyKind,
  purpose: Prose,
  secretariat: Key.nullable().default(null),
  confidentiality: Prose.nullable().default(null),
  links: z.array(NewLink).max(20).default([]),
  seats: z.array(NewSeat).max(60).default([]),
  mandate: NewMandate,
});
export type NewBody = z.infer<typeof NewBody>;

/** `PATCH …/bodies/{key}`, with If-Match. The key stays. `links`: exactly these from now on. */
export const BodyChange = z.strictObject({
  name: Line.optional(),
  kind: BodyKind.optional(),
  purpose: Prose.optional(),
  secretariat: Key.nullable().optional(),
  confidentiality: Prose.nullable().optional(),
  links: z.array(NewLink).max(20).optional(),
});
export type BodyChange = z.infer<typeof BodyChange>;

/** `POST …/bodies/{key}/closing`, with If-Match: its last day, today or later. Its seats end with it. */
export const BodyClosing = z.strictObject({ endedOn: Day });
export type BodyClosing = z.infer<typeof BodyClosing>;

/** `PATCH …/bodies/{key}/seats/{placeId}`, with If-Match: who fills it (null: nobody) and their last day. */
export const SeatFilling = z.strictObject({ person: Id.nullable(), until: Day.nullable().default(null) });
export type SeatFilling = z.infer<typeof SeatFilling>;

/** `PUT …/bodies/{key}/seats/{placeId}/terms`, with If-Match: what the seat is, and the last day that the organisation has it. */
export const SeatTerms = z.strictObject({ role: SeatRole, voting: z.boolean(), heldUntil: Day.nullable() });
export type SeatTerms = z.infer<typeof SeatTerms>;

/** `POST …/bodies/{key}/seats/{placeId}/ending`, with If-Match: the seat's last day; without, it ends now. */
export const SeatEnding = z.strictObject({ lastDay: Day.nullable().default(null) });

/** `POST …/bodies/{key}/seats/{placeId}/deputies`: for one meeting, a period, or as alternate. */
export const NewDeputy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('meeting'), person: Id, meetingId: Id }),
  z.strictObject({ kind: z.literal('period'), person: Id, from: Day, until: Day }),
  z.strictObject({ kind: z.literal('alternate'), person: Id }),
]);
export type NewDeputy = z.infer<typeof NewDeputy>;

/** `POST …/bodies/{key}/confidentiality`: signs the declaration that was read. */
export const Signing = z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) });

/** `?on=`: a day in the network's time zone. */
export const SittingQuery = z.strictObject({ on: Day.optional() });
