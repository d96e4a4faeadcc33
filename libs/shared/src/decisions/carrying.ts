import * as z from 'zod';
import { Day, Id, Key, Line, PageQuery, pageOf, Prose } from '../kernel';
import { OrganisationRef } from '../organisations';

/** Where what was done can be seen. */
const Link = z
  .string()
  .trim()
  .max(600)
  .regex(/^https?:\/\/\S+$/);

/** Who does what by when: an organisation, and one of its people if it likes. */
export const NewFollowUp = z.strictObject({ organisation: Key, task: Line, due: Day, person: Id.optional() });
export type NewFollowUp = z.infer<typeof NewFollowUp>;

export const FollowUpState = z.enum(['owed', 'done']);
const PersonRef = z.strictObject({ id: Id, name: z.string() });

/** How it went, oldest first: a word on the way, another date or person, done, taken up again. Nothing is taken out. */
export const FollowUpNote = z.strictObject({
  id: Id,
  kind: z.enum(['progress', 'due', 'person', 'done', 'reopened']),
  text: z.string().nullable(),
  link: z.string().nullable(),
  dueFrom: z.string().nullable(),
  dueTo: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string(),
});
export type FollowUpNote = z.infer<typeof FollowUpNote>;

export const FollowUpView = z.strictObject({
  id: Id,
  version: z.number().int(),
  task: z.string(),
  due: z.string(),
  overdue: z.boolean(),
  state: FollowUpState,
  doneNote: z.string().nullable(),
  doneLink: z.string().nullable(),
  organisation: OrganisationRef,
  person: PersonRef.nullable(),
  decision: z.strictObject({ number: z.string(), title: z.string() }),
  notes: z.array(FollowUpNote),
  /** The reader may note, finish and give it to a person. */
  mayFinish: z.boolean(),
  /** The reader may give it another date. */
  mayPutOff: z.boolean(),
  /** The reader is of the organisation that owes it. */
  ours: z.boolean(),
});
export type FollowUpView = z.infer<typeof FollowUpView>;

/** `POST …/decisions/{number}/follow-ups/{id}/done`, with If-Match. Back to `owed` takes it up again. */
export const FollowUpStep = z.strictObject({ state: FollowUpState, note: Prose.optional(), link: Link.optional() });
export type FollowUpStep = z.infer<typeof FollowUpStep>;

/** `PATCH …/decisions/{number}/follow-ups/{id}`, with If-Match: another date with a reason, or who does it. */
export const FollowUpChange = z
  .strictObject({ due: Day.optional(), why: Prose.optional(), person: Id.nullable().optional() })
  .refine((change) => change.due === undefined || change.why !== undefined, {
    path: ['why'],
    error: 'Why it has another date.',
  });
export type FollowUpChange = z.infer<typeof FollowUpChange>;

/** `POST …/decisions/{number}/follow-ups/{id}/notes`, with Idempotency-Key. */
export const NewFollowUpNote = z.strictObject({ text: Prose, link: Link.optional() });
export type NewFollowUpNote = z.infer<typeof NewFollowUpNote>;

/** `GET …/decisions/follow-ups`: what is due first comes first. */
export const FollowUpQuery = PageQuery.extend({
  organisation: Key.optional(),
  body: Key.optional(),
  state: FollowUpState.optional(),
  overdue: z.literal('true').optional(),
  /** Those of the reader: given to them, or to no one in particular of an organisation of theirs. */
  mine: z.literal('true').optional(),
});
export type FollowUpQuery = z.infer<typeof FollowUpQuery>;
export const FollowUpPage = pageOf(FollowUpView);
export type FollowUpPage = z.infer<typeof FollowUpPage>;

/** What a later decision does to an earlier one (ophæver og afløser, ændrer, ophæver, stadfæster). */
export const ChangeKind = z.enum(['supersedes', 'amends', 'revokes', 'confirms']);
export type ChangeKind = z.infer<typeof ChangeKind>;
export const ChangeOfEarlier = z.strictObject({ kind: ChangeKind, number: z.string().max(120) });
export type ChangeOfEarlier = z.infer<typeof ChangeOfEarlier>;

/** The decisions around one: what it changes, and what changed it. The title is null where one may not read it. */
export const ChainLink = z.strictObject({
  kind: ChangeKind,
  number: z.string(),
  title: z.string().nullable(),
  decidedAt: z.string().nullable(),
});
export type ChainLink = z.infer<typeof ChainLink>;

/** When a decision is looked at again. */
export const ReviewView = z.strictObject({
  on: z.string(),
  /** Still to be done: it stands, and no later decision has confirmed or changed it. */
  waiting: z.boolean(),
  /** The date is passed, or less than 30 days away. */
  soon: z.boolean(),
  /** The meeting on whose agenda it stands. */
  placed: z.strictObject({ id: Id, title: z.string(), startsAt: z.string() }).nullable(),
  mayPlace: z.boolean(),
});
export type ReviewView = z.infer<typeof ReviewView>;

/** `POST …/decisions/{number}/review`, with Idempotency-Key and If-Match (the meeting's version): puts it on an agenda. */
export const ReviewPlacement = z.strictObject({ meetingId: Id });
export type ReviewPlacement = z.infer<typeof ReviewPlacement>;
