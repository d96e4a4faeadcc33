import * as z from 'zod';
import { BodyRef } from '../bodies';
import { Id, Instant, Key, Line, pageOf, PageQuery, Prose, Visibility } from '../kernel';
import { OrganisationRef, Sector } from '../organisations';
import { meetingStates } from './transitions';

export const MeetingState = z.enum(meetingStates);
export type MeetingState = z.infer<typeof MeetingState>;

/** orientering, drøftelse, beslutning. */
export const ItemKind = z.enum(['information', 'discussion', 'decision']);
export type ItemKind = z.infer<typeof ItemKind>;

export const NewItem = z.strictObject({
  title: Line,
  kind: ItemKind,
  minutes: z.number().int().min(1).max(480).default(10),
  text: Prose.optional(),
});
export type NewItem = z.infer<typeof NewItem>;

/** `POST …/meetings`: plans a meeting of a body; `call: true` calls it in the same act. */
export const NewMeeting = z.strictObject({
  body: Key,
  title: Line,
  startsAt: Instant,
  endsAt: Instant,
  place: Line.optional(),
  onlineLink: z.url().max(500).optional(),
  visibility: Visibility.default('network'),
  items: z.array(NewItem).max(60).default([]),
  call: z.boolean().default(false),
});
export type NewMeeting = z.infer<typeof NewMeeting>;

/** `PATCH …/meetings/{id}`, with If-Match. */
export const MeetingChange = z.strictObject({
  title: Line.optional(),
  startsAt: Instant.optional(),
  endsAt: Instant.optional(),
  place: Line.nullable().optional(),
  onlineLink: z.url().max(500).nullable().optional(),
});
export type MeetingChange = z.infer<typeof MeetingChange>;

/** `POST …/meetings/{id}/transitions`, with If-Match. */
export const MeetingStep = z.strictObject({ to: MeetingState });

/** `PUT …/meetings/{id}/order`, with If-Match: every item once, in the new order. */
export const ItemOrder = z.strictObject({ items: z.array(Id).max(60) });

export const Presence = z.enum(['room', 'online', 'absent']);
export type Presence = z.infer<typeof Presence>;

/** `PUT …/meetings/{id}/attendance`, with If-Match: who is here, by seat. Seats not named keep what they had. */
export const AttendanceChange = z.strictObject({
  seats: z
    .array(z.strictObject({ seatId: Id, presence: Presence }))
    .min(1)
    .max(100),
});
export type AttendanceChange = z.infer<typeof AttendanceChange>;

/** What stands on an agenda item; `meetings` knows only its kind and id. */
export const ItemSubject = z.strictObject({ kind: z.string(), id: Id });

/** What the body says of a declared conflict. Nothing yet is `null`. */
export const ConflictRuling = z.enum(['conflicted', 'not-conflicted']);
export type ConflictRuling = z.infer<typeof ConflictRuling>;

/** The body's word on a conflict; `mayRead`: conflicted, and yet may read what is not public. */
const ruling = { ruling: ConflictRuling, mayRead: z.boolean().default(false) };
const readsOnlyIfConflicted = (one: { ruling?: ConflictRuling | undefined; mayRead: boolean }) =>
  one.ruling === 'conflicted' || !one.mayRead;
const readsOnlyIfConflictedWords = { path: ['mayRead'], error: 'Only for someone who is ruled conflicted.' };

/**
 * `POST …/meetings/{id}/items/{itemId}/conflicts`, with If-Match: a conflict of interest is declared, by the person
 * themself or noted by who runs the meeting, who may note the body's ruling in the same act.
 */
export const NewConflict = z
  .strictObject({
    seatId: Id,
    /** It is the conflict of whoever steps in for the seat at this meeting, not of who has it. */
    deputy: z.boolean().default(false),
    ground: Line,
    ruling: ConflictRuling.optional(),
    mayRead: z.boolean().default(false),
  })
  .refine(readsOnlyIfConflicted, readsOnlyIfConflictedWords);
export type NewConflict = z.infer<typeof NewConflict>;

/** `PUT …/meetings/{id}/items/{itemId}/conflicts/{conflictId}`, with If-Match: the body's ruling. */
export const ConflictRuled = z.strictObject(ruling).refine(readsOnlyIfConflicted, readsOnlyIfConflictedWords);
export type ConflictRuled = z.infer<typeof ConflictRuled>;

/** A conflict as it is minuted: who, on what ground, and what the body ruled when. */
export const ConflictView = z.strictObject({
  id: Id,
  personName: z.string(),
  ground: z.string(),
  declaredAt: z.string(),
  ruling: ConflictRuling.nullable(),
  mayRead: z.boolean(),
  ruledAt: z.string().nullable(),
  mine: z.boolean(),
});
export type ConflictView = z.infer<typeof ConflictView>;

/** `PUT …/meetings/{id}/items/{itemId}/participants`, with If-Match: who, beyond the body, sees this closed item. */
export const ItemParticipants = z.strictObject({ people: z.array(Id).max(20) });
export type ItemParticipants = z.infer<typeof ItemParticipants>;

export const ItemView = z.strictObject({
  id: Id,
  position: z.number().int(),
  title: z.string(),
  kind: ItemKind,
  minutes: z.number().int(),
  text: z.string().nullable(),
  subject: ItemSubject.nullable(),
  visibility: Visibility,
  conflicts: z.array(ConflictView),
  participants: z.array(z.strictObject({ id: Id, name: z.string() })),
});
export type ItemView = z.infer<typeof ItemView>;

export const AttendanceView = z.strictObject({
  seatId: Id,
  role: z.string(),
  voting: z.boolean(),
  organisation: OrganisationRef,
  /** Who sits here at this meeting; null when the seat is vacant. */
  personName: z.string().nullable(),
  mine: z.boolean(),
  /** Whose seat it is, when another steps in. */
  insteadOf: z.string().nullable(),
  presence: Presence,
});

/** Counted in voting organisations present. */
export const QuorumView = z.strictObject({
  present: z.number().int(),
  needed: z.number().int(),
  of: z.number().int(),
  missingSectors: z.array(Sector),
  met: z.boolean(),
});
export type QuorumView = z.infer<typeof QuorumView>;

export const MeetingRow = z.strictObject({
  id: Id,
  title: z.string(),
  state: MeetingState,
  startsAt: z.string(),
  endsAt: z.string(),
  place: z.string().nullable(),
  visibility: Visibility,
  body: BodyRef,
  items: z.number().int(),
});
export type MeetingRow = z.infer<typeof MeetingRow>;
export const MeetingPage = pageOf(MeetingRow);
export type MeetingPage = z.infer<typeof MeetingPage>;

/** `may`: what the signed-in person may do here, for the web to show. */
export const MeetingView = MeetingRow.omit({ items: true }).extend({
  version: z.number().int(),
  onlineLink: z.string().nullable(),
  items: z.array(ItemView),
  attendance: z.array(AttendanceView),
  quorum: QuorumView,
  /** Where the protocol of a closed meeting stands in the log; null before, and for who may not read it. */
  minutes: z.strictObject({ logIndex: z.number().int() }).nullable(),
  /** How many items are withheld from the reader, who was ruled conflicted on them. */
  withheld: z.number().int(),
  may: z.array(z.enum(['meetings.run', 'meetings.declare', 'decisions.record'])),
});
export type MeetingView = z.infer<typeof MeetingView>;

/** `when`: `upcoming` soonest first, `past` latest first. */
export const MeetingQuery = PageQuery.extend({
  body: Key.optional(),
  when: z.enum(['upcoming', 'past']).default('upcoming'),
});
export type MeetingQuery = z.infer<typeof MeetingQuery>;
