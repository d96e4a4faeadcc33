import { type Actor, sitsAs } from '@torv/shared/kernel';

/** True when the actor records the body's decisions: its chair, or the vice-chair in their place. */
export function mayRecord(actor: Actor, bodyId: string): boolean {
  return sitsAs(actor, bodyId, 'chair', 'vice-chair');
}

/** True when the actor may say what else a decision asks of someone, and when it is looked at again: who runs the body. */
export function mayAddFollowUp(actor: Actor, bodyId: string): boolean {
  return sitsAs(actor, bodyId, 'chair', 'vice-chair', 'secretary');
}

/** True when the actor may give a follow-up another date: who runs the body, not who owes it. */
export function mayPutOff(actor: Actor, bodyId: string): boolean {
  return mayAddFollowUp(actor, bodyId);
}

/** True when the actor may call a follow-up done: people of the organisation that owes it, and who runs the body. */
export function mayFinish(actor: Actor, followUp: { organisation_id: string; body_id: string }): boolean {
  if (actor.organisations.some((one) => one.id === followUp.organisation_id)) return true;
  return sitsAs(actor, followUp.body_id, 'chair', 'vice-chair', 'secretary');
}

/** True when the actor asks organisations to adopt a decision for themselves, and takes up again what came back: who runs the body. */
export function mayAskRatification(actor: Actor, bodyId: string): boolean {
  return sitsAs(actor, bodyId, 'chair', 'vice-chair', 'secretary');
}

/** True when the actor says, alone and finally, what the organisation's own instance decided. */
export function mayRatifyFor(actor: Actor, organisationId: string): boolean {
  return actor.organisations.some((one) => one.id === organisationId && one.binds.includes('ratifications'));
}
