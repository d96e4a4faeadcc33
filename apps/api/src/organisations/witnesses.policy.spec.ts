import type { Actor } from '@torv/shared/kernel';
import { maySetQuorum, mayWitnessFor } from './witnesses.policy';

const actor = (facilitates: boolean, administered: string[]): Actor => ({
  personId: 'me',
  networkId: 'n',
  networkKey: 'n',
  bodies: [],
  facilitates,
  organisations: ['a', 'b'].map((id) => ({ id, key: id, name: id, binds: [], administers: administered.includes(id) })),
});

describe('who witnesses', () => {
  it('nobody registers a key for an organisation but its own administrator, the facilitator least of all', () => {
    expect(mayWitnessFor(actor(false, []), { id: 'a' })).toBe(false);
    expect(mayWitnessFor(actor(true, []), { id: 'a' })).toBe(false);
    expect(mayWitnessFor(actor(false, ['b']), { id: 'a' })).toBe(false);
    expect(mayWitnessFor(actor(false, ['a']), { id: 'a' })).toBe(true);
  });

  it('nobody but the facilitator says how many it takes', () => {
    expect(maySetQuorum(actor(false, ['a', 'b']))).toBe(false);
    expect(maySetQuorum(actor(true, []))).toBe(true);
  });
});
