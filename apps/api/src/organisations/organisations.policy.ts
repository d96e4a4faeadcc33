import { administers, facilitates, type Actor } from '@torv/shared/kernel';

/** An organisation as the rules look at it. */
export interface GovernedOrganisation {
  id: string;
  /** Someone administers its people today. */
  administered: boolean;
}

/** Taking up a new party is the facilitator's. */
export const mayTakeUp = (actor: Actor): boolean => facilitates(actor);

/** Who it is: its own administrator's; the facilitator's too while it has none. */
export const mayChange = (actor: Actor, organisation: GovernedOrganisation): boolean =>
  administers(actor, organisation.id) || (facilitates(actor) && !organisation.administered);

/** Under whom it stands: the facilitator's, for it decides who counts as another's partner. */
export const mayPlace = (actor: Actor): boolean => facilitates(actor);

/** Its people, their authority and its approving instances: its own administrator's and nobody else's. */
export const mayAdminister = (actor: Actor, organisation: { id: string }): boolean =>
  administers(actor, organisation.id);

/** An affiliation is ended by its own person or by the organisation's administrator. */
export const mayEnd = (actor: Actor, affiliation: { person_id: string; organisation_id: string }): boolean =>
  affiliation.person_id === actor.personId || administers(actor, affiliation.organisation_id);

/** Whoever administers the organisation, and the network's facilitator, who is told to leave it to the administrator it has. */
export const mayInvite = (actor: Actor, organisationId: string): boolean =>
  administers(actor, organisationId) || facilitates(actor);
