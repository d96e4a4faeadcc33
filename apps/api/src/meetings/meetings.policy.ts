import { type Actor, type SeatRole, sitsAs } from '@torv/shared/kernel';

/** Who runs a body's meetings. */
export const runningRoles = ['chair', 'vice-chair', 'secretary'] as const satisfies readonly SeatRole[];

/** True when the actor plans, calls and runs the body's meetings. */
export function mayRunMeetings(actor: Actor, bodyId: string): boolean {
  return sitsAs(actor, bodyId, ...runningRoles);
}

/**
 * True when the actor may note that a person has a conflict on an item of the body: anyone who sits there of
 * themself, and who runs it of others.
 *
 * @param personId null: the seat that was named is nobody's
 * @param stepsIn that person steps in for the seat at the meeting: then they may before its day has come, too
 */
export function mayDeclareFor(actor: Actor, bodyId: string, personId: string | null, stepsIn = false): boolean {
  if (mayRunMeetings(actor, bodyId)) return true;
  return personId === actor.personId && (stepsIn || actor.bodies.some((body) => body.id === bodyId));
}

/** True when the actor may note the body's ruling on that person's conflict: who runs the body, and never on oneself. */
export function mayRule(actor: Actor, bodyId: string, personId: string): boolean {
  return mayRunMeetings(actor, bodyId) && personId !== actor.personId;
}
