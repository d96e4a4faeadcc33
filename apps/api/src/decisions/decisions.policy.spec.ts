import type { Actor, SeatRole } from '@torv/shared/kernel';
import { mayAddFollowUp, mayAskRatification, mayFinish, mayPutOff, mayRatifyFor, mayRecord } from './decisions.policy';

const actor = (...roles: SeatRole[]): Actor => ({
  personId: 'me',
  networkId: 'n',
  networkKey: 'n',
  facilitates: true,
  organisations: [{ id: 'party', key: 'party', name: 'Party', binds: ['positions', 'commitments'], administers: true }],
  bodies: roles.length > 0 ? [{ id: 'board', key: 'board', name: 'Board', roles }] : [],
});

describe('who records a decision', () => {
  it.each<SeatRole>(['secretary', 'member', 'observer'])('not the %s', (role) => {
    expect(mayRecord(actor(role), 'board')).toBe(false);
  });
  it("not the chair of another body, nor the network's facilitator", () => {
    expect(mayRecord(actor('chair'), 'another')).toBe(false);
    expect(mayRecord(actor(), 'board')).toBe(false);
  });
  it.each<SeatRole>(['chair', 'vice-chair'])('the %s', (role) => {
    expect(mayRecord(actor(role), 'board')).toBe(true);
  });
});

describe('who says what else is to be done, and by when', () => {
  it.each<SeatRole>(['member', 'observer'])('not the %s, who may owe it', (role) => {
    expect(mayAddFollowUp(actor(role), 'board')).toBe(false);
    expect(mayPutOff(actor(role), 'board')).toBe(false);
  });
  it('not who runs another body', () => {
    expect(mayAddFollowUp(actor('chair'), 'another')).toBe(false);
    expect(mayPutOff(actor('secretary'), 'another')).toBe(false);
  });
  it.each<SeatRole>(['chair', 'vice-chair', 'secretary'])('the %s', (role) => {
    expect(mayAddFollowUp(actor(role), 'board')).toBe(true);
    expect(mayPutOff(actor(role), 'board')).toBe(true);
  });
});

describe('who calls a follow-up done', () => {
  it('no member of the body as such, and no other organisation', () => {
    expect(mayFinish(actor('member'), { organisation_id: 'another', body_id: 'board' })).toBe(false);
    expect(mayFinish(actor('secretary'), { organisation_id: 'another', body_id: 'another' })).toBe(false);
  });
  it('people of the organisation that owes it, and who runs the body', () => {
    expect(mayFinish(actor(), { organisation_id: 'party', body_id: 'board' })).toBe(true);
    expect(mayFinish(actor('secretary'), { organisation_id: 'another', body_id: 'board' })).toBe(true);
  });
});

describe('who asks organisations to ratify', () => {
  it.each<SeatRole>(['member', 'observer'])('not the %s', (role) => {
    expect(mayAskRatification(actor(role), 'board')).toBe(false);
  });
  it('not who runs another body', () => {
    expect(mayAskRatification(actor('chair'), 'another')).toBe(false);
  });
  it.each<SeatRole>(['chair', 'vice-chair', 'secretary'])('the %s', (role) => {
    expect(mayAskRatification(actor(role), 'board')).toBe(true);
  });
});

describe('who ratifies for an organisation', () => {
  const ratifying: Actor = {
    ...actor(),
    organisations: [{ id: 'party', key: 'party', name: 'Party', binds: ['ratifications'], administers: false }],
  };
  it('not who only states its positions, runs the body, or ratifies for another', () => {
    expect(mayRatifyFor(actor('chair'), 'party')).toBe(false);
    expect(mayRatifyFor(ratifying, 'another')).toBe(false);
  });
  it('who has the authority for it', () => {
    expect(mayRatifyFor(ratifying, 'party')).toBe(true);
  });
});
