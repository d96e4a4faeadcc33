import * as z from 'zod';
import { BodyRef } from '../bodies';
import { Day, Id, Key, Line, pageOf, PageQuery, Prose, Visibility } from '../kernel';
import { AuthorityTerms, OrganisationRef } from '../organisations';
import { GoalRef, ObjectiveRef } from '../strategies';
import { proposalStates } from './transitions';

export const ProposalState = z.enum(proposalStates);
export type ProposalState = z.infer<typeof ProposalState>;

/** tiltræder, tiltræder med forbehold, undlader, kan ikke tiltræde. */
export const Stance = z.enum(['endorse', 'reserve', 'stand-aside', 'object']);
export type Stance = z.infer<typeof Stance>;

/** `POST …/proposals`: drafts what a body is asked to decide. */
export const NewProposal = z.strictObject({
  body: Key,
  title: Line,
  /** What the body is asked to decide, as it will stand in the log. */
  text: Prose,
  /** Why. */
  background: Prose.optional(),
  visibility: Visibility.default('network'),
  goals: z.array(Key).max(20).default([]),
  /** Where it is about. */
  areas: z.array(Key).max(20).default([]),
  /** Objectives of the parties' own strategies. */
  objectives: z.array(Key).max(20).default([]),
});
export type NewProposal = z.infer<typeof NewProposal>;

/** `PATCH …/proposals/{id}`, with If-Match; only while it is a draft or open. */
export const ProposalChange = z.strictObject({
  title: Line.optional(),
  text: Prose.optional(),
  background: Prose.nullable().optional(),
  goals: z.array(Key).max(20).optional(),
  areas: z.array(Key).max(20).optional(),
  objectives: z.array(Key).max(20).optional(),
});
export type ProposalChange = z.infer<typeof ProposalChange>;

/** `POST …/proposals/{id}/placement`, with If-Match: places it on a meeting's agenda and opens it for positions. */
export const Placement = z.strictObject({
  meetingId: Id,
  kind: z.enum(['discussion', 'decision']).default('decision'),
  minutes: z.number().int().min(1).max(480).default(15),
});
export type Placement = z.infer<typeof Placement>;

/**
 * `POST …/proposals/{id}/opening`, with If-Match: asks the organisations of the body for their written positions, by a
 * day; a draft is open from then on, and on no agenda yet. Again: asks by another day, or by none.
 */
export const Opening = z.strictObject({ askedBy: Day.nullable() });
export type Opening = z.infer<typeof Opening>;

/** `POST …/proposals/{id}/withdrawal`, with If-Match. */
export const Withdrawal = z.strictObject({ reason: Prose });

/**
 * `POST …/proposals/{id}/positions`, with If-Match (the proposal's version: a position is taken on the text one has
 * read) and Idempotency-Key. A reservation and an objection need a text.
 */
export const NewPosition = z
  .strictObject({
    organisation: Key,
    stance: Stance,
    text: Prose.optional(),
    /** Of a reservation: the instance of the organisation's own whose approval it waits for. */
    approvalBy: Id.optional(),
  })
  .refine((it) => (it.stance !== 'reserve' && it.stance !== 'object') || it.text !== undefined || !!it.approvalBy, {
    path: ['text'],
    message: 'A reservation or an objection says what it is about.',
  })
  .refine((it) => it.stance === 'reserve' || it.approvalBy === undefined, {
    path: ['approvalBy'],
    message: 'What an instance must approve is a reservation.',
  });
export type NewPosition = z.infer<typeof NewPosition>;

/** One word of an organisation: what it said, who said it for it, and when. */
const Word = z.strictObject({
  stance: Stance,
  text: z.string().nullable(),
  statedBy: z.string(),
  statedAt: z.string(),
});

export const PositionView = Word.extend({
  id: Id,
  organisation: OrganisationRef,
  /** The other of two who said it together. */
  statedWith: z.string().nullable(),
  /** The chair who recorded in the meeting that nobody objected, so that the word follows from who sat there. */
  recordedBy: z.string().nullable(),
  /** The authority it was stated under, as it was then; null for what came with a file. */
  terms: AuthorityTerms.nullable(),
  /** 1 for the first word of the organisation, 2 when it changed it, … */
  revision: z.number().int(),
  /** The version of the proposal that had been read. */
  onVersion: z.number().int(),
  /** The title or the text was changed after this was stated. */
  onEarlierText: z.boolean(),
  /** What the organisation said before, newest first. */
  earlier: z.array(Word),
});
export type PositionView = z.infer<typeof PositionView>;

/** The first of two words: seen by the organisation's own people and the body's secretary, and gone with the proposal. */
export const PendingPosition = Word.extend({
  id: Id,
  organisation: OrganisationRef,
  onEarlierText: z.boolean(),
  /** The reader gave it. */
  mine: z.boolean(),
  mayConfirm: z.boolean(),
});
export type PendingPosition = z.infer<typeof PendingPosition>;

/** An organisation whose word is asked, and the names of those who may give it today. */
export const AskedView = z.strictObject({ organisation: OrganisationRef, boundBy: z.array(z.string()) });
export type AskedView = z.infer<typeof AskedView>;

export const ProposalRef = z.strictObject({ id: Id, title: z.string(), state: ProposalState });
export const ProposalRow = ProposalRef.extend({
  body: BodyRef,
  visibility: Visibility,
  meetingId: Id.nullable(),
  /** The day by which written positions are asked for. */
  askedBy: z.string().nullable(),
  asked: z.number().int(),
  stated: z.number().int(),
  createdAt: z.string(),
});
export type ProposalRow = z.infer<typeof ProposalRow>;
export const ProposalPage = pageOf(ProposalRow);
export type ProposalPage = z.infer<typeof ProposalPage>;

export const ProposalView = ProposalRef.extend({
  version: z.number().int(),
  body: BodyRef,
  text: z.string(),
  background: z.string().nullable(),
  visibility: Visibility,
  goals: z.array(GoalRef),
  areas: z.array(z.strictObject({ key: Key, name: z.string() })),
  objectives: z.array(ObjectiveRef),
  author: z.string(),
  createdAt: z.string(),
  /** `itemId` is null when the item has been taken off the agenda. */
  meeting: z.strictObject({ id: Id, title: z.string(), startsAt: z.string(), itemId: Id.nullable() }).nullable(),
  withdrawnReason: z.string().nullable(),
  /** The day by which written positions are asked for. */
  askedBy: z.string().nullable(),
  /** How many versions of its words are kept. */
  versions: z.number().int(),
  /** Organisations with a voting seat in the body: whose word is asked. */
  asked: z.array(AskedView),
  /** The current word of each organisation that has spoken. */
  positions: z.array(PositionView),
  /** Words that wait for a second, of those the reader may know of. */
  pending: z.array(PendingPosition),
  /** Keys of organisations for which the signed-in person may state a position now, alone or with another. */
  mayStateFor: z.array(Key),
  /** How their word will count: alone or with another, finally or for approval. */
  statesAs: z.array(
    z.strictObject({
      organisation: Key,
      alone: z.boolean(),
      approval: AuthorityTerms.shape.approval,
      /** Its instances, for whose approval it may reserve. */
      instances: z.array(z.strictObject({ id: Id, name: z.string(), on: z.string().nullable() })),
    }),
  ),
  may: z.array(z.enum(['proposals.edit', 'proposals.place', 'proposals.ask'])),
});
export type ProposalView = z.infer<typeof ProposalView>;

/** `GET …/proposals/{id}/versions`: what it has said since others could read it, newest first. */
export const ProposalVersion = z.strictObject({
  /** The proposal's version from which it said this. */
  number: z.number().int(),
  title: z.string(),
  text: z.string(),
  background: z.string().nullable(),
  writtenBy: z.string(),
  writtenAt: z.string(),
});
export type ProposalVersion = z.infer<typeof ProposalVersion>;
export const ProposalVersions = z.strictObject({ items: z.array(ProposalVersion) });
export type ProposalVersions = z.infer<typeof ProposalVersions>;

/** `state=open`: all that ask for positions, those on an agenda too. */
export const ProposalQuery = PageQuery.extend({ body: Key.optional(), state: ProposalState.optional() });
export type ProposalQuery = z.infer<typeof ProposalQuery>;
