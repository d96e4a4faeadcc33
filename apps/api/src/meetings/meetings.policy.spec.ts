import type { Actor, SeatRole } from '@torv/shared/kernel';
import { mayDeclareFor, mayRule, mayRunMeetings } from './meetings.policy';

const actor = (...roles: SeatRole[]): Actor => ({
  personId: 'me',
  networkId: 'n',
  networkKey: 'n',
  facilitates: false,
  organisations: [],
  bodies: roles.length > 0 ? [{ id: 'board', key: 'board', name: 'Board', roles }] : [],
});

describe('who runs meetings', () => {
  it.each<SeatRole>(['member', 'observer'])('not the %s', (role) => {
    expect(mayRunMeetings(actor(role), 'board')).toBe(false);
  });
  it('nobody without a seat, and nobody in another body', () => {
    expect(mayRunMeetings(actor(), 'board')).toBe(false);
    expect(mayRunMeetings(actor('chair'), 'another')).toBe(false);
  });
  it("not the network's facilitator as such", () => {
    expect(mayRunMeetings({ ...actor(), facilitates: true }, 'board')).toBe(false);
  });
  it.each<SeatRole>(['chair', 'vice-chair', 'secretary'])('the %s', (role) => {
    expect(mayRunMeetings(actor(role), 'board')).toBe(true);
  });
});

describe('who declares a conflict', () => {
  it('not a member for another, nor for a vacant seat', () => {
    expect(mayDeclareFor(actor('member'), 'board', 'you')).toBe(false);
    expect(mayDeclareFor(actor('member'), 'board', null)).toBe(false);
  });
  it('not somebody without a seat for themself', () => {
    expect(mayDeclareFor(actor(), 'board', 'me')).toBe(false);
    expect(mayDeclareFor(actor('member'), 'another', 'me')).toBe(false);
    expect(mayDeclareFor(actor(), 'board', 'you', true)).toBe(false);
  });
  it('a member for themself, and who runs it for anybody', () => {
    expect(mayDeclareFor(actor('observer'), 'board', 'me')).toBe(true);
    expect(mayDeclareFor(actor('secretary'), 'board', 'you')).toBe(true);
  });
  it('who steps in at the meeting, for themself', () => {
    expect(mayDeclareFor(actor(), 'board', 'me', true)).toBe(true);
  });
});

describe("who notes the body's ruling", () => {
  it('nobody on themself', () => {
    expect(mayRule(actor('chair'), 'board', 'me')).toBe(false);
  });
  it('not a member', () => {
    expect(mayRule(actor('member'), 'board', 'you')).toBe(false);
  });
  it('who runs the body, on others', () => {
    expect(mayRule(actor('secretary'), 'board', 'you')).toBe(true);
  });
});
