import * as z from 'zod';
import { BodyRef } from '../bodies';
import { Day, Id, Key, Prose } from '../kernel';
import { Placement, ProposalRef } from './contract';

/**
 * Another body that deals with a proposal: `referred` to it by a decision, `joint` (it stands on both agendas at once),
 * or asked for a `hearing`.
 */
export const ConsiderationKind = z.enum(['referred', 'joint', 'hearing']);
export type ConsiderationKind = z.infer<typeof ConsiderationKind>;

export const ConsiderationState = z.enum(['waiting', 'on-agenda', 'answered', 'withdrawn']);
export type ConsiderationState = z.infer<typeof ConsiderationState>;

/**
 * `POST …/proposals/{id}/considerations`, with If-Match (the proposal's version) and Idempotency-Key: asks another body.
 * A referral is recorded as a decision (`referTo`).
 */
export const NewConsideration = z.strictObject({
  body: Key,
  kind: z.enum(['joint', 'hearing']),
  question: Prose,
  due: Day.optional(),
});
export type NewConsideration = z.infer<typeof NewConsideration>;

/** `POST …/proposals/considerations/{id}/answer`, with If-Match: the advice of the body that was asked. */
export const Advice = z.strictObject({ advice: Prose });

/** `POST …/proposals/considerations/{id}/placement`, with If-Match: on an agenda of the body that was asked. */
export const ConsiderationPlacement = Placement;

/** Who asked whom, for what, by when, and what came back. */
export const ConsiderationView = z.strictObject({
  id: Id,
  version: z.number().int(),
  kind: ConsiderationKind,
  state: ConsiderationState,
  proposal: ProposalRef,
  body: BodyRef,
  askedBy: BodyRef,
  askedAt: z.string(),
  askedByPerson: z.string(),
  question: z.string(),
  due: z.string().nullable(),
  /** Null where the reader does not see the meeting. */
  meeting: z.strictObject({ id: Id, title: z.string(), startsAt: z.string() }).nullable(),
  /** What the body decided; null where the reader does not see it, or where it gave advice. */
  decision: z.strictObject({ number: z.string(), outcome: z.string(), summary: z.string() }).nullable(),
  advice: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  may: z.array(z.enum(['proposals.answer', 'proposals.take-back'])),
});
export type ConsiderationView = z.infer<typeof ConsiderationView>;

/** `GET …/proposals/considerations`: the newest hundred, those that wait first. */
export const ConsiderationQuery = z.strictObject({
  proposal: Id.optional(),
  /** Key of the body that was asked. */
  body: Key.optional(),
  /** The decision that answered. */
  decision: Id.optional(),
  /** `true`: only those that wait for an answer. */
  open: z.enum(['true', 'false']).default('false'),
});
export type ConsiderationQuery = z.infer<typeof ConsiderationQuery>;
export const ConsiderationList = z.strictObject({ items: z.array(ConsiderationView) });
export type ConsiderationList = z.infer<typeof ConsiderationList>;
