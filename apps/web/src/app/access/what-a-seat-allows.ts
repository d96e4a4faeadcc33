import type { ActorView } from '@torv/shared/access';

type Seat = ActorView['bodies'][number];
const running: readonly string[] = ['chair', 'vice-chair', 'secretary'];

/** The bodies whose meetings a person calls and runs, and whose agenda they set: as chair, vice-chair or secretary. */
export const bodiesRunBy = (me: ActorView | null): Seat[] =>
  (me?.bodies ?? []).filter((body) => body.roles.some((role) => running.includes(role)));

/** The bodies in which a person may draft a proposal: every seat but an observer's. */
export const mayDraftIn = (me: ActorView | null): Seat[] =>
  (me?.bodies ?? []).filter((body) => body.roles.some((role) => role !== 'observer'));

/** True for who sets the agenda of the body. */
export const setsAgendaOf = (me: ActorView | null, bodyKey: string): boolean =>
  bodiesRunBy(me).some((body) => body.key === bodyKey);
