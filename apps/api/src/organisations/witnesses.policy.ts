import { administers, facilitates, type Actor } from '@torv/shared/kernel';

/** The key that an organisation witnesses with is its own administrator's, and nobody else's. */
export const mayWitnessFor = (actor: Actor, organisation: { id: string }): boolean =>
  administers(actor, organisation.id);

/** How many parties it takes is the facilitator's. */
export const maySetQuorum = (actor: Actor): boolean => facilitates(actor);
