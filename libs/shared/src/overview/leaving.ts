import * as z from 'zod';
import { BodyRef, SeatRole } from '../bodies';
import { Id, Key } from '../kernel';
import { AuthoritySubjects, Office, OrganisationRef } from '../organisations';

/**
 * `GET …/overview/leaving/{affiliationId}`: what falls vacant when it ends, for the person and the organisation's
 * administrator. What was signed in the organisation's name remains the organisation's.
 */
export const LeavingView = z.strictObject({
  person: z.string(),
  mine: z.boolean(),
  organisation: OrganisationRef,
  /** Nobody else administers the organisation's people. */
  lastAdministrator: z.boolean(),
  /** It is the person's only affiliation here: they leave the network with it. */
  leavesNetwork: z.boolean(),
  seats: z.array(z.strictObject({ body: BodyRef, role: SeatRole, voting: z.boolean() })),
  offices: z.array(Office),
  authorities: z.array(AuthoritySubjects),
  commitments: z.array(z.strictObject({ key: Key, name: z.string() })),
  followUps: z.array(z.strictObject({ decision: z.string(), task: z.string(), due: z.string() })),
});
export type LeavingView = z.infer<typeof LeavingView>;

/** `GET …/overview/seats/{organisationKey}`: where an organisation sits, and who sits there for it. */
export const SeatsOfOrganisation = z.strictObject({
  items: z.array(
    z.strictObject({
      id: Id,
      body: BodyRef,
      role: SeatRole,
      voting: z.boolean(),
      /** Null: vacant, or its person no longer acts for the organisation. */
      person: z.string().nullable(),
    }),
  ),
});
export type SeatsOfOrganisation = z.infer<typeof SeatsOfOrganisation>;
