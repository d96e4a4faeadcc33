import * as z from 'zod';
import { BodyRef, DecisionRule, Remit } from '../bodies';
import { Day, Id, Key, Prose, Visibility } from '../kernel';
import { OrganisationRef } from '../organisations';
import { Stance } from '../proposals';
import { ChainLink, ChangeKind, ChangeOfEarlier, FollowUpView, NewFollowUp, ReviewView } from './carrying';
import { AskedToRatify } from './ratification';
import { Tally } from './rule/tally';

/** adopted, rejected, postponed, referred (oversendt), discussed (drøftet), noted (taget til efterretning). */
export const Outcome = z.enum(['adopted', 'rejected', 'postponed', 'referred', 'discussed', 'noted']);
export type Outcome = z.infer<typeof Outcome>;

/** `POST …/decisions`, with Idempotency-Key and If-Match (the meeting's version): records a decision for good. */
export const NewDecision = z.strictObject({
  meetingId: Id,
  itemId: Id,
  outcome: Outcome,
  /** The decision as adopted; the proposal's text when left out. */
  text: Prose.optional(),
  /** Why. Only with `noObjections` may it be left out, and the summary too. */
  rationale: Prose.optional(),
  /** The decision in plain language, for anyone. */
  summary: Prose.optional(),
  visibility: Visibility,
  /**
   * The light way: nobody objected. Each organisation's word follows from who sits there with authority to give it; who has
   * stated a position already keeps it.
   */
  noObjections: z.literal(true).optional(),
  /** What it asks of someone: one, or several of which the first stands in the record. */
  followUp: NewFollowUp.optional(),
  /** Key of the body that something is referred to; a proposal waits there, and comes back with its answer. */
  referTo: Key.optional(),
  followUps: z.array(NewFollowUp).max(20).optional(),
  /** When it is looked at again. */
  reviewOn: Day.optional(),
  /** The earlier decision that it supersedes, amends, revokes or confirms. */
  changes: ChangeOfEarlier.optional(),
  /** Why another outcome is recorded than the one the mandate's rule gives; asked for where it does. */
  departure: Prose.optional(),
  /**
   * Who must adopt it for themselves before it binds them. Left out: those whose word waits for an instance of their own
   * are asked; an empty list asks nobody.
   */
  ratification: z.array(AskedToRatify).max(40).optional(),
});
export type NewDecision = z.infer<typeof NewDecision>;

/** An organisation's position as it stood when the decision was recorded. */
export const StandingPosition = z.strictObject({
  organisation: OrganisationRef,
  stance: Stance,
  text: z.string().nullable(),
});
export type StandingPosition = z.infer<typeof StandingPosition>;

/** Where the words that were searched for stand, each hit between U+0002 and U+0003; no snippet when only the title has them. */
export const Found = z.strictObject({ title: z.string(), snippet: z.string().nullable() });

export const DecisionRow = z.strictObject({
  id: Id,
  number: z.string(),
  title: z.string(),
  outcome: Outcome,
  summary: z.string(),
  decidedAt: z.string(),
  visibility: Visibility,
  body: BodyRef,
  /** The agenda item that it settled; null when it was made in a written procedure. */
  itemId: Id.nullable(),
  responsible: OrganisationRef.nullable(),
  due: z.string().nullable(),
  reservations: z.number().int(),
  /** The later decision after which it no longer stands. */
  ended: z.strictObject({ kind: ChangeKind, number: z.string() }).nullable(),
  /** Where words were searched for. */
  found: Found.optional(),
  /** What the body's mandate let it do when it decided; null where nothing was counted. */
  remit: Remit.nullable(),
});
export type DecisionRow = z.infer<typeof DecisionRow>;

export const DecisionView = DecisionRow.omit({
  itemId: true,
  responsible: true,
  due: true,
  reservations: true,
  ended: true,
  found: true,
}).extend({
  text: z.string(),
  rationale: z.string(),
  proposalId: Id.nullable(),
  /** Null when it was made in a written procedure. */
  meeting: z.strictObject({ id: Id, title: z.string() }).nullable(),
  recordedBy: z.string(),
  positions: z.array(StandingPosition),
  /** Whom it binds: those who endorsed or adopted it for themselves, each with its reservation; not who has yet to adopt it. */
  binds: z.array(z.strictObject({ organisation: OrganisationRef, reservation: z.string().nullable() })),
  followUps: z.array(FollowUpView),
  /** The reader may add one. */
  mayFollowUp: z.boolean(),
  changes: ChainLink.nullable(),
  changedBy: z.array(ChainLink),
  review: ReviewView.nullable(),
  /** The mandate's rule, what it counted and what it gave; null for what was not for decision, or came with a file. */
  rule: DecisionRule.nullable(),
  tally: Tally.nullable(),
  byRule: z.enum(['adopted', 'rejected']).nullable(),
  /** Why another outcome was recorded. */
  departure: z.string().nullable(),
  /** The written procedure in which it was made. */
  procedureId: Id.nullable(),
  /** The body that it was referred to. */
  referredTo: BodyRef.nullable(),
  /** Its place in the log. */
  logIndex: z.number().int(),
});
export type DecisionView = z.infer<typeof DecisionView>;
