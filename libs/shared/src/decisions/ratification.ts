import * as z from 'zod';
import { Day, Id, Key, Prose } from '../kernel';
import { InstanceKind, OrganisationRef } from '../organisations';
import { Stance } from '../proposals';

/** An organisation that must adopt a decision for itself: by which instance of its own, and by when. */
export const AskedToRatify = z.strictObject({ organisation: Key, instanceId: Id.optional(), by: Day });
export type AskedToRatify = z.infer<typeof AskedToRatify>;

/** What the organisation's own instance decided. */
export const RatificationAnswer = z.enum(['adopts', 'reserves', 'declines']);
export type RatificationAnswer = z.infer<typeof RatificationAnswer>;

/** `POST …/decisions/{number}/ratifications/{id}/answers`, with Idempotency-Key and If-Match (the ratification's version). */
export const NewRatificationAnswer = z
  .strictObject({
    answer: RatificationAnswer,
    /** The reservation, or why it declines. */
    text: Prose.optional(),
    /** When the instance decided it. */
    decidedOn: Day,
    /** Another instance than the one that was asked. */
    instanceId: Id.optional(),
  })
  .refine((one) => one.answer === 'adopts' || one.text !== undefined, {
    path: ['text'],
    message: 'A reservation says what is reserved, and who declines says why.',
  });
export type NewRatificationAnswer = z.infer<typeof NewRatificationAnswer>;

/**
 * How an organisation stands to an adopted decision. It binds who endorsed (`bound`), who reserved (`reserved`), and who
 * adopted it for themselves (`ratified`, `ratified-reserved`); it does not bind, or not yet, anyone else.
 */
export const Standing = z.enum([
  'bound',
  'reserved',
  'ratified',
  'ratified-reserved',
  'awaited',
  'declined',
  'objected',
  'stood-aside',
]);
export type Standing = z.infer<typeof Standing>;

const Instance = z.strictObject({ name: z.string(), kind: InstanceKind });

export const RatificationView = z.strictObject({
  id: Id,
  version: z.number().int(),
  instance: Instance.extend({ id: Id }).nullable(),
  /** `YYYY-MM-DD` */
  by: z.string(),
  overdue: z.boolean(),
  askedAt: z.string(),
  /** Newest first; the first one counts. */
  answers: z.array(
    z.strictObject({
      answer: RatificationAnswer,
      text: z.string().nullable(),
      instance: Instance.nullable(),
      decidedOn: z.string(),
      statedBy: z.string(),
      statedAt: z.string(),
      /** Its place in the log. */
      logIndex: z.number().int(),
    }),
  ),
  mayAnswer: z.boolean(),
  /** Those that may have decided there; for who may answer. */
  instances: z.array(Instance.extend({ id: Id })),
});
export type RatificationView = z.infer<typeof RatificationView>;

export const BoundParty = z.strictObject({
  organisation: OrganisationRef,
  standing: Standing,
  /** Its word when the decision was made; null: it had none. */
  stance: Stance.nullable(),
  text: z.string().nullable(),
  ratification: RatificationView.nullable(),
});
export type BoundParty = z.infer<typeof BoundParty>;

/** `GET …/decisions/{number}/bound`: who is bound, who is not, who has not answered, and what goes back to the body. */
export const WhoIsBound = z.strictObject({
  decision: z.strictObject({ id: Id, number: z.string(), title: z.string(), outcome: z.string() }),
  parties: z.array(BoundParty),
  mayAsk: z.boolean(),
  /** Organisations that declined or reserved, and were not yet taken up. */
  goesBack: z.array(OrganisationRef),
  mayTakeUp: z.boolean(),
  /** What became of it: a new proposal, or noted. */
  takenUp: z.array(
    z.strictObject({
      at: z.string(),
      proposal: z.strictObject({ id: Id, title: z.string() }).nullable(),
      /** True also when the proposal is not for the reader to see. */
      again: z.boolean(),
      organisations: z.array(OrganisationRef),
    }),
  ),
});
export type WhoIsBound = z.infer<typeof WhoIsBound>;

/** `POST …/decisions/{number}/taken-up`, with Idempotency-Key: a draft that takes it up again, or noted as it stands. */
export const TakenUp = z.strictObject({ as: z.enum(['proposal', 'noted']) });
export type TakenUp = z.infer<typeof TakenUp>;
