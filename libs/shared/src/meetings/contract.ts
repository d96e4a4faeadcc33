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

export const ItemView = z.strictObject({
  id: Id,
  position: z.number().int(),
  title: z.string(),
  kind: ItemKind,
  minutes: z.number().int(),
  text: z.string().nullable(),
  subject: ItemSubject.nullable(),
});
export type ItemView = z.infer<typeof ItemView>;

export const AttendanceView = z.strictObject({
  seatId: Id,
  role: z.string(),
  voting: z.boolean(),
  organisation: OrganisationRef,
  personName: z.string().nullable(),
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
  may: z.array(z.enum(['meetings.run', 'decisions.record'])),
});
export type MeetingView = z.infer<typeof MeetingView>;

/** `when`: `upcoming` soonest first, `past` latest first. */
export const MeetingQuery = PageQuery.extend({
  body: Key.optional(),
  when: z.enum(['upcoming', 'past']).default('upcoming'),
});
export type MeetingQuery = z.infer<typeof MeetingQuery>;
