import * as z from 'zod';
import { BodyRef } from '../bodies';
import { DecisionRow } from '../decisions';
import { Id, Key } from '../kernel';
import { MeetingRow } from '../meetings';
import { OrganisationRef } from '../organisations';
import { GoalRef } from '../strategies';
import { FirstStepsView } from './first-steps';

/** Something that waits for the signed-in person or an organisation they may bind. `link` ids name what to open. */
export const Need = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('position'),
    proposal: z.strictObject({ id: Id, title: z.string() }),
    organisation: OrganisationRef,
    /** It has spoken, and the words changed after that. */
    again: z.boolean(),
    /** The day by which written positions are asked for. */
    askedBy: z.string().nullable(),
    meeting: z.strictObject({ id: Id, startsAt: z.string() }).nullable(),
  }),
  z.strictObject({
    kind: z.literal('commitment'),
    initiative: z.strictObject({ key: Key, name: z.string() }),
    organisation: OrganisationRef,
  }),
  z.strictObject({
    kind: z.literal('follow-up'),
    followUp: z.strictObject({ id: Id, task: z.string(), due: z.string(), decision: z.string() }),
    organisation: OrganisationRef,
  }),
  z.strictObject({
    /** Past its date, and of a body that the reader runs. */
    kind: z.literal('overdue'),
    followUp: z.strictObject({ id: Id, task: z.string(), due: z.string(), decision: z.string() }),
    organisation: OrganisationRef,
  }),
  z.strictObject({
    /** A decision of a body that the reader runs, to be looked at again. */
    kind: z.literal('review'),
    decision: z.strictObject({ number: z.string(), title: z.string(), reviewOn: z.string() }),
    body: BodyRef,
  }),
  z.strictObject({
    kind: z.literal('ratification'),
    decision: z.strictObject({ number: z.string(), title: z.string() }),
    organisation: OrganisationRef,
    /** `YYYY-MM-DD` */
    by: z.string(),
  }),
  z.strictObject({
    /** For who runs the body: an organisation declined or reserved, and nobody has taken it up. */
    kind: z.literal('came-back'),
    decision: z.strictObject({ number: z.string(), title: z.string() }),
    organisation: OrganisationRef,
    answer: z.enum(['declines', 'reserves']),
  }),
  z.strictObject({
    kind: z.literal('meeting'),
    meeting: z.strictObject({ id: Id, title: z.string(), startsAt: z.string(), state: z.string() }),
    body: BodyRef,
  }),
  z.strictObject({
    kind: z.literal('consideration'),
    proposal: z.strictObject({ id: Id, title: z.string() }),
    body: BodyRef,
    due: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal('procedure'),
    proposal: z.strictObject({ id: Id, title: z.string() }),
    procedure: Id,
  }),
  z.strictObject({
    kind: z.literal('draft'),
    proposal: z.strictObject({ id: Id, title: z.string() }),
    body: BodyRef,
  }),
]);
export type Need = z.infer<typeof Need>;

/** Something that happened, as a line to read: who did what to which thing. `organisation` when done on its behalf. */
export const Happening = z.strictObject({
  seq: z.number().int(),
  kind: z.string(),
  at: z.string(),
  by: z.string().nullable(),
  subject: z.strictObject({ kind: z.string(), id: Id, key: z.string().nullable(), title: z.string() }),
  organisation: OrganisationRef.nullable(),
  /** A word of the happening itself: the outcome, the stance, the new state. */
  word: z.string().nullable(),
});
export type Happening = z.infer<typeof Happening>;

/** `GET …/overview/events?since=`: what happened after `since` that the reader may see. Numbers missing are not theirs. */
export const EventsView = z.strictObject({ items: z.array(Happening), upTo: z.number().int() });
export type EventsView = z.infer<typeof EventsView>;

/** `PUT …/overview/visit`: the reader has seen everything up to `seq`; a lower number takes it back. */
export const VisitMark = z.strictObject({ seq: z.number().int().min(0) });

export const HomeView = z.strictObject({
  needs: z.array(Need),
  sinceLastVisit: z.strictObject({
    seen: z.number().int(),
    seenAt: z.string().nullable(),
    upTo: z.number().int(),
    decisions: z.array(DecisionRow),
    items: z.array(Happening),
  }),
  nextMeeting: MeetingRow.nullable(),
  goals: z.array(GoalRef.extend({ initiatives: z.number().int(), active: z.number().int() })),
  /** Null for everyone but the facilitator of a network that has not met yet. */
  firstSteps: FirstStepsView.nullable(),
});
export type HomeView = z.infer<typeof HomeView>;

export * from './network-picture';
export * from './overlaps';
export * from './composition';
export * from './leaving';
export * from './first-steps';
