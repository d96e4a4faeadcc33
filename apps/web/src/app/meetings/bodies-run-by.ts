import type { ActorView } from '@torv/shared/access';

type Body = ActorView['bodies'][number];
const running = ['chair', 'vice-chair', 'secretary'];

/** The bodies whose meetings the reader calls and runs: as chair, vice-chair or secretary. */
export const bodiesRunBy = (me: ActorView | null): Body[] =>
  (me?.bodies ?? []).filter((body) => body.roles.some((role) => running.includes(role)));

/** True when the reader has a seat in the body from which proposals are drafted: all but an observer's. */
export const draftsFor = (me: ActorView | null, bodyKey: string): boolean =>
  (me?.bodies ?? []).some((body) => body.key === bodyKey && body.roles.some((role) => role !== 'observer'));
