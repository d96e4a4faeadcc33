import { type Actor, sitsAs } from '@torv/shared/kernel';

/** True when the actor answers requests for access to the body's cases: its chair, vice-chair and secretary. */
export function mayExtract(actor: Actor, bodyId: string): boolean {
  return sitsAs(actor, bodyId, 'chair', 'vice-chair', 'secretary');
}
