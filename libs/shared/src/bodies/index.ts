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
export const SeatRole = z.enum(['chair', 'vice-chair', 'member', 'secretary', 'observer']);
export const DecisionRule = z.enum([
  'consent',
  'unanimity',
  'simple-majority',
  'qualified-majority',
  'sector-majority',
  'chair',
]);
export const Remit = z.enum(['decides', 'recommends', 'heard']);

export const BodyRef = z.strictObject({ id: Id, key: Key, name: z.string(), kind: BodyKind });
export type BodyRef = z.infer<typeof BodyRef>;

/** A seat is held by an organisation and filled by a person; `person` is null when it is vacant. */
export const SeatView = z.strictObject({
  id: Id,
  role: SeatRole,
  voting: z.boolean(),
  organisation: OrganisationRef,
  person: z.strictObject({ id: Id, name: z.string() }).nullable(),
  from: z.string(),
  until: z.string().nullable(),
});
export type SeatView = z.infer<typeof SeatView>;

export const MandateView = z.strictObject({
  version: z.number().int(),
  remit: Remit,
  rule: DecisionRule,
  /** Voting organisations that must be present. */
  quorum: z.number().int(),
  requiredSectors: z.array(Sector),
  text: z.string().nullable(),
  /** True when the demonstration added it; the source gives none. */
  demonstration: z.boolean(),
});
export type MandateView = z.infer<typeof MandateView>;

export const BodyView = BodyRef.extend({
  since: z.number().int().nullable(),
  status: z.string().nullable(),
  secretariat: OrganisationRef.nullable(),
  mandate: MandateView.nullable(),
  seats: z.array(SeatView),
  /** What the signed-in person is here. */
  myRoles: z.array(SeatRole),
});
export type BodyView = z.infer<typeof BodyView>;

/** A body in the list: `members` counts its seats held, `vacant` those no person fills. */
export const BodyRow = BodyRef.extend({
  members: z.number().int(),
  vacant: z.number().int(),
  myRoles: z.array(SeatRole),
});
export type BodyRow = z.infer<typeof BodyRow>;
export const BodyPage = pageOf(BodyRow);
export type BodyPage = z.infer<typeof BodyPage>;
