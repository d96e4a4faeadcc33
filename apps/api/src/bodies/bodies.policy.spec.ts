import type { Actor, SeatRole } from '@torv/shared/kernel';
import { mayAppoint, mayDraft, mayFill, mayMendProvisional, maySetUp } from './bodies.policy';

const actor = (more: Partial<Actor> = {}, administers = false): Actor => ({
  personId: 'me',
  networkId: 'n',
  networkKey: 'n',
  facilitates: false,
  organisations: [{ id: 'party', key: 'party', name: 'Party', binds: ['positions'], administers }],
  bodies: [],
  ...more,
});
const sitting = (...roles: SeatRole[]) => actor({ bodies: [{ id: 'board', key: 'board', name: 'Board', roles }] });
const facilitator = actor({ facilitates: true });

describe('who sets up a body and mends what is provisional', () => {
  it('nobody but the facilitator: not the chair, not an administrator', () => {
    for (const who of [actor(), actor({}, true), sitting('chair')])
      expect([maySetUp(who), mayMendProvisional(who)]).toEqual([false, false]);
    expect([maySetUp(facilitator), mayMendProvisional(facilitator)]).toEqual([true, true]);
  });
});

describe('who drafts a mandate', () => {
  it('no member or observer, and nobody who runs another body', () => {
    expect(mayDraft(sitting('member', 'observer'), 'board')).toBe(false);
    expect(mayDraft(sitting('chair'), 'another')).toBe(false);
  });
  it('who runs the body, and the facilitator', () => {
    expect(mayDraft(sitting('secretary'), 'board')).toBe(true);
    expect(mayDraft(facilitator, 'board')).toBe(true);
  });
});

describe('who fills a seat', () => {
  it('not the facilitator, not the chair, and no other organisation', () => {
    for (const who of [facilitator, sitting('chair'), actor()]) expect(mayFill(who, 'party')).toBe(false);
    expect(mayFill(actor({}, true), 'another')).toBe(false);
  });
  it('who administers its organisation', () => {
    expect(mayFill(actor({}, true), 'party')).toBe(true);
  });
});

describe('who appoints a deputy', () => {
  it('not another of the organisation, nor who sat there for an organisation that they have left', () => {
    expect(mayAppoint(actor(), { organisation_id: 'party', person_id: 'you' })).toBe(false);
    expect(mayAppoint(actor(), { organisation_id: 'another', person_id: 'me' })).toBe(false);
    expect(mayAppoint(facilitator, { organisation_id: 'another', person_id: null })).toBe(false);
  });
  it('whoever sits there, and their administrator', () => {
    expect(mayAppoint(actor(), { organisation_id: 'party', person_id: 'me' })).toBe(true);
    expect(mayAppoint(actor({}, true), { organisation_id: 'party', person_id: null })).toBe(true);
  });
});
