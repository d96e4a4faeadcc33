import * as z from 'zod';
import { SeatRole } from '../bodies';
import { Id, Key } from '../kernel';
import { OrganisationRef } from '../organisations';

/** From an empty network to its first meeting, in this order. */
export const firstSteps = ['organisations', 'body', 'seats', 'people', 'mandate', 'meeting'] as const;
export type FirstStep = (typeof firstSteps)[number];

/**
 * What is there already, for the facilitator of a network that has not met yet. `body`: the one to go on with, null
 * while there is none; `mayCall`: the reader may call its meetings.
 */
export const FirstStepsView = z.strictObject({
  done: z.array(z.enum(firstSteps)),
  body: z.strictObject({ key: Key, name: z.string(), mayCall: z.boolean() }).nullable(),
});
export type FirstStepsView = z.infer<typeof FirstStepsView>;

/** `GET …/overview/invitable`: whom the reader may invite people for, and what may come with it. */
export const InvitableView = z.strictObject({
  /** Those whose people the reader may invite: their own, and for the facilitator those that nobody administers. */
  organisations: z.array(OrganisationRef.extend({ as: z.enum(['administrator', 'facilitator']) })),
  /** The facilitator may take up a new organisation; `others` are the rest, to be named as its parent. */
  mayTakeUp: z.boolean(),
  others: z.array(OrganisationRef),
  /** Vacant seats of those organisations. `id` names the seat whoever sits in it. */
  seats: z.array(
    z.strictObject({
      id: Id,
      organisation: Key,
      body: z.strictObject({ key: Key, name: z.string() }),
      role: SeatRole,
    }),
  ),
});
export type InvitableView = z.infer<typeof InvitableView>;
