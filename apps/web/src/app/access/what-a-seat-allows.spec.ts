import type { ActorView } from '@torv/shared/access';
import { mayDraftIn, setsAgendaOf } from './what-a-seat-allows';

const me = {
  bodies: [
    { key: 'a', roles: ['observer'] },
    { key: 'b', roles: ['observer', 'member'] },
    { key: 'c', roles: ['secretary'] },
  ],
} as unknown as ActorView;

it('who sits in a body drafts there, an observer does not', () => {
  expect(mayDraftIn(me).map((body) => body.key)).toEqual(['b', 'c']);
  expect(mayDraftIn(null)).toEqual([]);
});

it('only who runs a body sets its agenda', () => {
  expect(['a', 'b', 'c', 'd'].map((key) => setsAgendaOf(me, key))).toEqual([false, false, true, false]);
});
