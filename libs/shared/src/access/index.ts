import * as z from 'zod';
import { Id, Key } from '../kernel';
import { SeatRole } from '../bodies';

/** `GET …/access/me`: what the signed-in person is in this network. */
export const ActorView = z.strictObject({
  personId: Id,
  organisations: z.array(
    z.strictObject({ id: Id, key: Key, name: z.string(), binds: z.array(z.enum(['positions', 'commitments'])) }),
  ),
  bodies: z.array(z.strictObject({ id: Id, key: Key, name: z.string(), roles: z.array(SeatRole) })),
});
export type ActorView = z.infer<typeof ActorView>;
