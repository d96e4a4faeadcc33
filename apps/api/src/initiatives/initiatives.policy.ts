import { type Actor, mayBind } from '@torv/shared/kernel';

/** True when the actor brings an initiative forward: people of its lead, and who runs a body of the network. */
export function mayLead(actor: Actor, leadId: string): boolean {
  if (actor.organisations.some((one) => one.id === leadId)) return true;
  return actor.bodies.some((body) =>
    body.roles.some((role) => role === 'chair' || role === 'vice-chair' || role === 'secretary'),
  );
}

/** True when the actor may give and withdraw the organisation's commitments (constitution, 2). */
export function mayCommitFor(actor: Actor, organisationId: string): boolean {
  return mayBind(actor, organisationId, 'commitments');
}
