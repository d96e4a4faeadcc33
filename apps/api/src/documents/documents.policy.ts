import { type Actor, sitsAs } from '@torv/shared/kernel';

/** Where a subject stands: its body, who wrote it, and the organisation that owes it. */
export interface DocumentPlace {
  body_id: string;
  author_id: string | null;
  organisation_id: string | null;
}

const runs = (actor: Actor, bodyId: string) => sitsAs(actor, bodyId, 'chair', 'vice-chair', 'secretary');

/** True when the actor may add a document: the author, people of the organisation that owes it, who runs the body. */
export function mayAddTo(actor: Actor, place: DocumentPlace): boolean {
  if (place.author_id !== null && place.author_id === actor.personId) return true;
  return actor.organisations.some((one) => one.id === place.organisation_id) || runs(actor, place.body_id);
}

/** True when the actor may take a document away: whoever added it, and who runs the body. */
export function mayRemove(actor: Actor, document: { added_by: string; body_id: string }): boolean {
  return document.added_by === actor.personId || runs(actor, document.body_id);
}
