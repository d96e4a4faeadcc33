import * as z from 'zod';
import { BodyRef, DecisionRule, Remit, SeatRole } from '../bodies';
import { Day, Id, Key } from '../kernel';
import { OrganisationRef } from '../organisations';

/** Someone by name, as an overview shows them. */
export const PersonRef = z.strictObject({ id: Id, name: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;

/**
 * A seat in force. `person` is null when nobody fills it: it is empty, or whoever filled it no longer belongs to the
 * organisation; then `vacantSince` says since when. `until` is the term's last day,
 * null when it is open or someone is to sit there after.
 */
export const PictureSeat = z.strictObject({
  id: Id,
  role: SeatRole,
  voting: z.boolean(),
  organisationId: Id,
  person: PersonRef.nullable(),
  from: Day,
  until: Day.nullable(),
  vacantSince: Day.nullable(),
});
export type PictureSeat = z.infer<typeof PictureSeat>;

export const PictureBody = BodyRef.extend({
  status: z.string().nullable(),
  secretariatId: Id.nullable(),
  mandate: z
    .strictObject({
      remit: Remit,
      rule: DecisionRule,
      quorum: z.number().int(),
      requiredSectors: z.array(z.string()),
      /** Meetings a year that the mandate asks for; null when it says nothing. */
      cadencePerYear: z.number().int().nullable(),
    })
    .nullable(),
  seats: z.array(PictureSeat),
});
export type PictureBody = z.infer<typeof PictureBody>;

/** What a body is tied to: another body, or an organisation without a seat in it. */
export const PictureLink = z.strictObject({
  id: Id,
  bodyId: Id,
  kind: z.string(),
  otherBodyId: Id.nullable(),
  organisationId: Id.nullable(),
});
export type PictureLink = z.infer<typeof PictureLink>;

export const PictureOrganisation = OrganisationRef.extend({ parents: z.array(Key) });
export type PictureOrganisation = z.infer<typeof PictureOrganisation>;

/** `GET …/overview/network`: who sits where for whom, today. */
export const NetworkPicture = z.strictObject({
  today: Day,
  organisations: z.array(PictureOrganisation),
  bodies: z.array(PictureBody),
  links: z.array(PictureLink),
});
export type NetworkPicture = z.infer<typeof NetworkPicture>;

/** Days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
