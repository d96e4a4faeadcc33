import type { Actor, SeatRole } from '@torv/shared/kernel';
import { mayAddTo, mayRemove } from './documents.policy';

const actor = (role?: SeatRole, organisation?: string): Actor => ({
  personId: 'me',
  networkId: 'n',
  networkKey: 'n',
  organisations: organisation
    ? [{ id: organisation, key: organisation, name: organisation, binds: ['positions'], administers: true }]
    : [],
  bodies: role ? [{ id: 'body', key: 'body', name: 'Body', roles: [role] }] : [],
  facilitates: true,
});
const place = { body_id: 'body', author_id: 'another', organisation_id: null };

describe('who adds a document', () => {
  it('is nobody by sitting there, by running another body or by an organisation that owes nothing', () => {
    for (const role of ['member', 'observer'] as const) expect(mayAddTo(actor(role), place)).toBe(false);
    expect(mayAddTo(actor('chair'), { ...place, body_id: 'other' })).toBe(false);
    expect(mayAddTo(actor('member', 'org'), { ...place, organisation_id: 'other' })).toBe(false);
    expect(mayAddTo(actor('member', 'org'), { ...place, author_id: null })).toBe(false);
  });

  it('is the author, who runs the body, and people of the organisation that owes it', () => {
    expect(mayAddTo(actor(), { ...place, author_id: 'me' })).toBe(true);
    for (const role of ['chair', 'vice-chair', 'secretary'] as const) expect(mayAddTo(actor(role), place)).toBe(true);
    expect(mayAddTo(actor(undefined, 'org'), { ...place, organisation_id: 'org' })).toBe(true);
  });
});

describe('who takes a document away', () => {
  it('is nobody else than whoever added it and who runs the body', () => {
    const theirs = { added_by: 'another', body_id: 'body' };
    expect(mayRemove(actor('member'), theirs)).toBe(false);
    expect(mayRemove(actor('chair'), { ...theirs, body_id: 'other' })).toBe(false);
    expect(mayRemove(actor('secretary'), theirs)).toBe(true);
    expect(mayRemove(actor(), { ...theirs, added_by: 'me' })).toBe(true);
  });
});
