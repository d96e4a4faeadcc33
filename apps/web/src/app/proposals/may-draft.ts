import type { ActorView } from '@torv/shared/access';

type Seat = ActorView['bodies'][number];

/** The bodies in which a person may draft a proposal: every seat but an observer's. */
export function mayDraftIn(me: ActorView | null): Seat[] {
  return (me?.bodies ?? []).filter((body) => body.roles.some((role) => role !== 'observer'));
}

/** True for who runs the body's meetings and so sets its agenda: chair, vice-chair and secretary. */
export function setsAgendaOf(me: ActorView | null, bodyKey: string): boolean {
  const roles = me?.bodies.find((body) => body.key === bodyKey)?.roles ?? [];
  return roles.some((role) => role === 'chair' || role === 'vice-chair' || role === 'secretary');
}
