import { type Actor, administers, facilitates, sitsAs } from '@torv/shared/kernel';

/** Sets up, changes and closes bodies, links them, and gives organisations seats. */
export const maySetUp = (actor: Actor): boolean => facilitates(actor);

/** Drafts what a body may do. */
export const mayDraft = (actor: Actor, bodyId: string): boolean =>
  facilitates(actor) || sitsAs(actor, bodyId, 'chair', 'vice-chair', 'secretary');

/** Mends what is in force as provisional, until a decision adopts it. */
export const mayMendProvisional = (actor: Actor): boolean => facilitates(actor);

/** Fills and vacates a seat of the organisation. */
export const mayFill = (actor: Actor, organisationId: string): boolean => administers(actor, organisationId);

/** Says who steps in for a seat: the organisation's administrator, and whoever sits in it for the organisation. */
export const mayAppoint = (actor: Actor, seat: { organisation_id: string; person_id: string | null }): boolean =>
  administers(actor, seat.organisation_id) ||
  (seat.person_id === actor.personId && actor.organisations.some((one) => one.id === seat.organisation_id));
