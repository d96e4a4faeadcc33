import * as z from 'zod';
import { Id, Key } from '../kernel';

/** Client → server `join`, acknowledged with `JoinReply`. */
export const Join = z.strictObject({ network: Key });

/** `upTo`: the number of the network's newest event when the join took effect. */
export const JoinReply = z.union([
  z.strictObject({ ok: z.literal(true), upTo: z.number().int() }),
  z.strictObject({ ok: z.literal(false), code: z.string() }),
]);
export type JoinReply = z.infer<typeof JoinReply>;

/** Server → client `event`: ids only; what it is about is fetched through the one visibility rule. */
export const LiveEvent = z.strictObject({
  network: Key,
  seq: z.number().int(),
  kind: z.string(),
  subject: z.strictObject({ kind: z.string(), id: Id }),
});
export type LiveEvent = z.infer<typeof LiveEvent>;
