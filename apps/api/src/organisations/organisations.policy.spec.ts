import type { Actor } from '@torv/shared/kernel';
import { mayAdminister, mayChange, mayEnd, mayInvite, mayPlace, mayTakeUp } from './organisations.policy';

const actor = (facilitates: boolean, administered: string[]): Actor => ({
  personId: 'me',
  networkId: 'n',
  networkKey: 'n',
  bodies: [],
  facilitates,
  organisations: ['a', 'b'].map((id) => ({
    id,
    key: id,
    name: id,
    binds: ['positions'],
    administers: administered.includes(id),
  })),
});
const [nobody, facilitator, administrator] = [actor(false, []), actor(true, []), actor(false, ['a'])];

describe('who governs an organisation', () => {
  it('its people are nobody else’s than its own administrator’s', () => {
    for (const who of [nobody, facilitator]) expect(mayAdminister(who, { id: 'a' })).toBe(false);
    expect(mayAdminister(administrator, { id: 'b' })).toBe(false);
    expect(mayAdminister(administrator, { id: 'a' })).toBe(true);
  });

  it('who it is: the facilitator’s only while it has no administrator', () => {
    expect(mayChange(nobody, { id: 'a', administered: false })).toBe(false);
    expect(mayChange(facilitator, { id: 'a', administered: true })).toBe(false);
    expect(mayChange(administrator, { id: 'b', administered: true })).toBe(false);
    expect(mayChange(facilitator, { id: 'a', administered: false })).toBe(true);
    expect(mayChange(administrator, { id: 'a', administered: true })).toBe(true);
  });

  it('people are invited by its administrator and the facilitator, and by no other organisation’s', () => {
    expect(mayInvite(nobody, 'a')).toBe(false);
    expect(mayInvite(administrator, 'b')).toBe(false);
    expect([mayInvite(administrator, 'a'), mayInvite(facilitator, 'a')]).toEqual([true, true]);
  });

  it('taking up and placing are the facilitator’s', () => {
    for (const who of [nobody, administrator]) expect([mayTakeUp(who), mayPlace(who)]).toEqual([false, false]);
    expect([mayTakeUp(facilitator), mayPlace(facilitator)]).toEqual([true, true]);
  });

  it('an affiliation is ended by its own person or its organisation’s administrator', () => {
    const of = (person_id: string, organisation_id: string) => ({ person_id, organisation_id });
    expect(mayEnd(nobody, of('other', 'a'))).toBe(false);
    expect(mayEnd(facilitator, of('other', 'a'))).toBe(false);
    expect(mayEnd(administrator, of('other', 'b'))).toBe(false);
    expect(mayEnd(nobody, of('me', 'b'))).toBe(true);
    expect(mayEnd(administrator, of('other', 'a'))).toBe(true);
  });
});
