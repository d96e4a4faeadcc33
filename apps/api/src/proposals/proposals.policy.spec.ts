import type { Actor, AuthoritySubject, SeatRole } from '@torv/shared/kernel';
import {
  mayAnswerFor,
  mayAskOthers,
  mayDecideInWriting,
  mayDraftIn,
  mayEdit,
  mayOpen,
  mayStateFor,
} from './proposals.policy';

const actor = (roles: SeatRole[], binds: AuthoritySubject[] = []): Actor => ({
  personId: 'me',
  networkId: 'n',
  networkKey: 'n',
  facilitates: false,
  organisations: [{ id: 'party', key: 'party', name: 'Party', binds, administers: true }],
  bodies: roles.length > 0 ? [{ id: 'board', key: 'board', name: 'Board', roles }] : [],
});

describe('who drafts', () => {
  it('nobody without a seat, no observer, nobody in another body', () => {
    expect(mayDraftIn(actor([]), 'board')).toBe(false);
    expect(mayDraftIn(actor(['observer']), 'board')).toBe(false);
    expect(mayDraftIn(actor(['member']), 'another')).toBe(false);
  });
  it.each<SeatRole>(['chair', 'vice-chair', 'member', 'secretary'])('the %s', (role) => {
    expect(mayDraftIn(actor([role]), 'board')).toBe(true);
  });
});

describe('who edits', () => {
  const another = { author_id: 'you', body_id: 'board' };
  it("not a member another's, nor who runs another body", () => {
    expect(mayEdit(actor(['member']), another)).toBe(false);
    expect(mayEdit(actor(['chair']), { ...another, body_id: 'another' })).toBe(false);
  });
  it('its author, and who runs the body', () => {
    expect(mayEdit(actor([]), { ...another, author_id: 'me' })).toBe(true);
    expect(mayEdit(actor(['secretary']), another)).toBe(true);
  });
});

describe('who asks for positions', () => {
  it('not a member, nor who runs another body', () => {
    expect(mayOpen(actor(['member']), 'board')).toBe(false);
    expect(mayOpen(actor(['chair']), 'another')).toBe(false);
  });
  it('who runs the body', () => {
    expect(mayOpen(actor(['secretary']), 'board')).toBe(true);
  });
});

describe('who states a position', () => {
  it('not a member of the organisation as such, nor who administers its people', () => {
    expect(mayStateFor(actor(['chair']), 'party')).toBe(false);
  });
  it('not with authority for commitments, nor for another organisation', () => {
    expect(mayStateFor(actor([], ['commitments']), 'party')).toBe(false);
    expect(mayStateFor(actor([], ['positions']), 'another')).toBe(false);
  });
  it('whom the organisation has given the authority', () => {
    expect(mayStateFor(actor([], ['positions']), 'party')).toBe(true);
  });
});

describe.each([
  ['asks another body', mayAskOthers],
  ['answers for the body that was asked', mayAnswerFor],
])('who %s', (_, may) => {
  it('no member, no observer, nobody who runs another body', () => {
    expect(may(actor(['member', 'observer']), 'board')).toBe(false);
    expect(may(actor(['chair']), 'another')).toBe(false);
  });
  it.each<SeatRole>(['chair', 'vice-chair', 'secretary'])('the %s', (role) => {
    expect(may(actor([role]), 'board')).toBe(true);
  });
});

describe('who has a body decide in writing', () => {
  it('not its secretary, no member, nobody who chairs another body', () => {
    expect(mayDecideInWriting(actor(['secretary', 'member']), 'board')).toBe(false);
    expect(mayDecideInWriting(actor(['chair']), 'another')).toBe(false);
  });
  it.each<SeatRole>(['chair', 'vice-chair'])('the %s', (role) => {
    expect(mayDecideInWriting(actor([role]), 'board')).toBe(true);
  });
});
