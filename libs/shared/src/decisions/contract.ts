import * as z from 'zod';
import { BodyRef, DecisionRule, Remit } from '../bodies';
import { Day, Id, Key, Line, Prose, Visibility } from '../kernel';
import { OrganisationRef } from '../organisations';
import { Stance } from '../proposals';
import { AskedToRatify } from './ratification';
import { Tally } from './rule/tally';

/** adopted, rejected, postponed, referred (oversendt), discussed (drøftet), noted (taget til efterretning). */
export const Outcome = z.enum(['adopted', 'rejected', 'postponed', 'referred', 'discussed', 'noted']);
export type Outcome = z.infer<typeof Outcome>;

/** Who does what by when. */
export const NewFollowUp = z.strictObject({ organisation: Key, task: Line, due: Day });

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
  followUp: NewFollowUp.optional(),
  /** Key of the body that something is referred to; a proposal waits there, and comes back with its answer. */
  referTo: Key.optional(),
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

export const FollowUpState = z.enum(['owed', 'done']);
export const FollowUpView = z.strictObject({
  id: Id,
  version: z.number().int(),
  task: z.string(),
  due: z.string(),
  state: FollowUpState,
  doneNote: z.string().nullable(),
  organisation: OrganisationRef,
  decision: z.strictObject({ number: z.string(), title: z.string() }),
  mayFinish: z.boolean(),
});
export type FollowUpView = z.infer<typeof FollowUpView>;

/** `POST …/decisions/{number}/follow-ups/{id}/done`, with If-Match. `undo` takes it back. */
export const FollowUpStep = z.strictObject({ state: FollowUpState, note: Prose.optional() });

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
