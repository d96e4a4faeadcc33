import * as z from 'zod';
import { Id, Key, pageOf } from '../kernel';
import { OrganisationRef, Sector } from '../organisations';

export const BodyKind = z.enum([
  'steering-board',
  'steering-group',
  'advisory-board',
  'leadership-group',
  'reference-group',
  'citizens-council',
  'working-group',
]);
export type BodyKind = z.infer<typeof BodyKind>;
export const SeatRole = z.enum(['chair', 'vice-chair', 'member', 'secretary', 'observer']);
export type SeatRole = z.infer<typeof SeatRole>;
export const DecisionRule = z.enum([
  'consent',
  'unanimity',
  'simple-majority',
  'qualified-majority',
  'sector-majority',
  'chair',
]);
export type DecisionRule = z.infer<typeof DecisionRule>;
export const Remit = z.enum(['decides', 'recommends', 'heard']);
export type Remit = z.infer<typeof Remit>;

export const BodyRef = z.strictObject({ id: Id, key: Key, name: z.string(), kind: BodyKind });
export type BodyRef = z.infer<typeof BodyRef>;
export const PersonRef = z.strictObject({ id: Id, name: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;

/**
 * Someone who steps in. `deputy`: for one meeting or a period, with the seat's rights in that time. `alternate`: named
 * beforehand to take the seat when it falls vacant.
 */
export const DeputyView = z.strictObject({
  id: Id,
  kind: z.enum(['deputy', 'alternate']),
  person: PersonRef,
  meetingId: Id.nullable(),
  from: z.string(),
  until: z.string().nullable(),
  /** True for who appointed them, the organisation's administrator and the deputy. */
  mayWithdraw: z.boolean(),
});
export type DeputyView = z.infer<typeof DeputyView>;

/**
 * A seat is held by an organisation and filled by a person; `person` is null when it is vacant, and when they no longer
 * belong to the organisation. `id` is this sitting, `placeId` the seat itself, whoever sits in it.
 */
export const SeatView = z.strictObject({
  id: Id,
  placeId: Id,
  version: z.number().int(),
  role: SeatRole,
  voting: z.boolean(),
  organisation: OrganisationRef,
  person: PersonRef.nullable(),
  from: z.string(),
  until: z.string().nullable(),
  /** Until when the organisation holds it, whoever sits here. */
  heldUntil: z.string().nullable(),
  /** Since when nobody counts as sitting here; null while somebody does. */
  vacantSince: z.string().nullable(),
  deputies: z.array(DeputyView),
  may: z.array(z.enum(['bodies.change-seat', 'bodies.fill-seat', 'bodies.appoint-deputy'])),
});
export type SeatView = z.infer<typeof SeatView>;

/** Draft: not in force. Provisional: in force before any decision. Adopted: by a decision. Past: another took its place. */
export const MandateState = z.enum(['draft', 'provisional', 'adopted', 'past']);
export type MandateState = z.infer<typeof MandateState>;

export const MandateView = z.strictObject({
  id: Id,
  version: z.number().int(),
  /** For If-Match. */
  revision: z.number().int(),
  state: MandateState,
  remit: Remit,
  rule: DecisionRule,
  /** Voting organisations that must be present. */
  quorum: z.number().int(),
  requiredSectors: z.array(Sector),
  /** Meetings a year. */
  cadencePerYear: z.number().int().nullable(),
  /** How long a person is seated. */
  termMonths: z.number().int().nullable(),
  text: z.string().nullable(),
  /** True when the demonstration added it; the source gives none. */
  demonstration: z.boolean(),
  draftedAt: z.string(),
  inForceFrom: z.string().nullable(),
  /** The decision that adopted it. */
  adoptedBy: Id.nullable(),
});
export type MandateView = z.infer<typeof MandateView>;

export const LinkKind = z.enum(['reports-to', 'advises', 'linked-to', 'dialogue-with']);
export type LinkKind = z.infer<typeof LinkKind>;

/** `direction: in`: the other body says it of this one ("is advised by"). */
export const LinkView = z.strictObject({
  kind: LinkKind,
  direction: z.enum(['out', 'in']),
  body: BodyRef.nullable(),
  organisation: OrganisationRef.nullable(),
});
export type LinkView = z.infer<typeof LinkView>;

/** What whoever sits in the body signs before they see what is for it. `asked`: of the reader, who has not signed it. */
export const ConfidentialityView = z.strictObject({
  text: z.string(),
  /** SHA-256 in hex, for signing what was read. */
  hash: z.string(),
  asked: z.boolean(),
  signedAt: z.string().nullable(),
});

export const BodyView = BodyRef.extend({
  version: z.number().int(),
  purpose: z.string().nullable(),
  since: z.number().int().nullable(),
  endedOn: z.string().nullable(),
  status: z.string().nullable(),
  secretariat: OrganisationRef.nullable(),
  confidentiality: ConfidentialityView.nullable(),
  mandate: MandateView.nullable(),
  draft: MandateView.nullable(),
  links: z.array(LinkView),
  seats: z.array(SeatView),
  /** What the signed-in person is here. */
  myRoles: z.array(SeatRole),
  may: z.array(z.enum(['bodies.change', 'bodies.draft-mandate'])),
});
export type BodyView = z.infer<typeof BodyView>;

/** A body in the list: `members` counts its seats held, `vacant` those nobody fills. */
export const BodyRow = BodyRef.extend({
  purpose: z.string().nullable(),
  endedOn: z.string().nullable(),
  members: z.number().int(),
  vacant: z.number().int(),
  myRoles: z.array(SeatRole),
});
export type BodyRow = z.infer<typeof BodyRow>;
export const BodyPage = pageOf(BodyRow);
export type BodyPage = z.infer<typeof BodyPage>;

/** `GET …/bodies/{key}/mandates`: every version, newest first. */
export const MandateList = z.strictObject({ items: z.array(MandateView) });
export type MandateList = z.infer<typeof MandateList>;

/** One sitting as it was: who sat in the place, for whom, as what, from when until when. */
export const SittingView = z.strictObject({
  id: Id,
  placeId: Id,
  role: SeatRole,
  voting: z.boolean(),
  organisation: OrganisationRef,
  person: PersonRef.nullable(),
  from: z.string(),
  until: z.string().nullable(),
  /** Who stepped in, and when. */
  deputies: z.array(z.strictObject({ person: PersonRef, from: z.string(), until: z.string().nullable() })),
});
export type SittingView = z.infer<typeof SittingView>;

/** `GET …/bodies/{key}/seats?on=2025-05-01`: on that day; without `on`, the whole history, latest first. */
export const SittingList = z.strictObject({ on: z.string().nullable(), items: z.array(SittingView) });
export type SittingList = z.infer<typeof SittingList>;

/** `GET …/bodies/{key}/seats/{placeId}/candidates`: people of the seat's organisation. */
export const CandidateList = z.strictObject({ items: z.array(PersonRef) });
export type CandidateList = z.infer<typeof CandidateList>;
