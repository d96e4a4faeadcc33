import type { Actor, SeatRole } from '@torv/shared/kernel';
import { mayExtract } from './extract.policy';

const actor = (role: SeatRole): Actor => ({
  personId: 'me',
  networkId: 'n',
  networkKey: 'n',
  organisations: [],
  bodies: [{ id: 'body', key: 'body', name: 'Body', roles: [role] }],
  facilitates: true,
});

describe('who takes a case out', () => {
  it('is no member, no observer, and nobody of another body', () => {
    for (const role of ['member', 'observer'] as const) expect(mayExtract(actor(role), 'body')).toBe(false);
    expect(mayExtract(actor('chair'), 'other')).toBe(false);
  });

  it('is who runs the body', () => {
    for (const role of ['chair', 'vice-chair', 'secretary'] as const)
      expect(mayExtract(actor(role), 'body')).toBe(true);
  });
});
