import type { Actor, AuthoritySubject, SeatRole } from '@torv/shared/kernel';
import { mayCommitFor, mayLead } from './initiatives.policy';

const actor = (roles: SeatRole[], binds: AuthoritySubject[] = []): Actor => ({
  personId: 'me',
  networkId: 'n',
  networkKey: 'n',
  facilitates: false,
  organisations: [{ id: 'party', key: 'party', name: 'Party', binds, administers: true }],
  bodies: roles.length > 0 ? [{ id: 'board', key: 'board', name: 'Board', roles }] : [],
});

describe('who brings an initiative forward', () => {
  it('no member of another organisation, whatever they may bind it to', () => {
    expect(mayLead(actor(['member', 'observer'], ['positions', 'commitments']), 'another')).toBe(false);
  });
  it('people of its lead, and who runs a body', () => {
    expect(mayLead(actor([]), 'party')).toBe(true);
    expect(mayLead(actor(['secretary']), 'another')).toBe(true);
  });
});

describe('who commits an organisation', () => {
  it('not who may state its positions only, nor who leads', () => {
    expect(mayCommitFor(actor(['chair'], ['positions']), 'party')).toBe(false);
    expect(mayCommitFor(actor([], ['commitments']), 'another')).toBe(false);
  });
  it('whom the organisation has given the authority', () => {
    expect(mayCommitFor(actor([], ['commitments']), 'party')).toBe(true);
  });
});
