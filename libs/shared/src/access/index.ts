import * as z from 'zod';
import { Id, Key } from '../kernel';
import { SeatRole } from '../bodies';
import { AuthoritySubjects } from '../organisations';

/** `GET …/access/me`: what the signed-in person is in this network. */
export const ActorView = z.strictObject({
  personId: Id,
  organisations: z.array(
    z.strictObject({
      id: Id,
      key: Key,
      name: z.string(),
      binds: z.array(AuthoritySubjects),
      administers: z.boolean(),
    }),
  ),
  bodies: z.array(z.strictObject({ id: Id, key: Key, name: z.string(), roles: z.array(SeatRole) })),
  /** The network's facilitator: sets up bodies, invites organisations. */
  facilitates: z.boolean(),
});
export type ActorView = z.infer<typeof ActorView>;
