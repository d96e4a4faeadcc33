import { type Actor, mayBind, sitsAs } from '@torv/shared/kernel';

/** True when the actor may draft a proposal in the body: whoever has a seat there and is more than an observer. */
export function mayDraftIn(actor: Actor, bodyId: string): boolean {
  return sitsAs(actor, bodyId, 'chair', 'vice-chair', 'member', 'secretary');
}

/** True when the actor may change, place or withdraw the proposal: its author, and who runs the body. */
export function mayEdit(actor: Actor, proposal: { author_id: string; body_id: string }): boolean {
  return proposal.author_id === actor.personId || sitsAs(actor, proposal.body_id, 'chair', 'vice-chair', 'secretary');
}

/** True when the actor may ask the body's organisations for their positions: whoever runs it. */
export function mayOpen(actor: Actor, bodyId: string): boolean {
  return sitsAs(actor, bodyId, 'chair', 'vice-chair', 'secretary');
}

/** True when the actor speaks for the organisation alone (constitution, 2); of two together the first one's word waits. */
export function mayStateFor(actor: Actor, organisationId: string): boolean {
  return mayBind(actor, organisationId, 'positions');
}

/** True when the actor may ask another body about a proposal of this one, and take it back: who runs it. */
export function mayAskOthers(actor: Actor, bodyId: string): boolean {
  return sitsAs(actor, bodyId, 'chair', 'vice-chair', 'secretary');
}

/** True when the actor may answer, or set the agenda, for the body that was asked: who runs it. */
export function mayAnswerFor(actor: Actor, bodyId: string): boolean {
  return sitsAs(actor, bodyId, 'chair', 'vice-chair', 'secretary');
}

/** True when the actor may have the body decide in writing, and stop it: who chairs it. */
export function mayDecideInWriting(actor: Actor, bodyId: string): boolean {
  return sitsAs(actor, bodyId, 'chair', 'vice-chair');
}
