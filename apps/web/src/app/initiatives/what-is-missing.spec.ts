import { usualPeriod, whatAWithdrawalDoes, whatIsMissing } from './what-is-missing';

type Facts = Parameters<typeof whatIsMissing>[0];

const organisation = (key: string) => ({ id: key, key, name: key, sector: 'housing' as const, swatch: 0 });
const commitment = (key: string, withdrawn = false): Facts['commitments'][number] => ({
  id: `of-${key}`,
  organisation: organisation(key),
  kind: 'staff-hours',
  amount: 6,
  note: null,
  from: '2026-01-01',
  until: '2026-12-31',
  givenBy: 'Seat',
  givenAt: '2026-01-01T00:00:00Z',
  withdrawn: withdrawn ? { at: '2026-02-01T00:00:00Z', reason: 'x' } : null,
});
const initiative = (changes: Partial<Facts>): Facts => ({
  kind: 'joint',
  state: 'idea',
  hindrance: 'no-partner-named',
  may: [],
  mayCommitFor: [],
  lead: organisation('lead'),
  commitments: [],
  proposals: [],
  ...changes,
});
const reader = { bodies: ['board'] };
const nobody = { bodies: [] };

describe('what is missing', () => {
  it('without a partner, the lead names one and everyone else asks the lead', () => {
    expect(whatIsMissing(initiative({ may: ['initiatives.lead'] }), reader)).toEqual({
      why: 'no-partner-named',
      steps: ['name-partner', 'write-proposal'],
    });
    expect(whatIsMissing(initiative({}), nobody)).toEqual({ why: 'no-partner-named', steps: ['ask-lead'] });
  });

  it('whoever may bind another organisation can always give its commitment', () => {
    expect(whatIsMissing(initiative({ mayCommitFor: ['club'] }), nobody)!.steps).toEqual([
      'give-commitment',
      'ask-lead',
    ]);
    expect(
      whatIsMissing(initiative({ hindrance: 'no-partner-committed', mayCommitFor: ['club'] }), reader)!.steps,
    ).toEqual(['give-commitment', 'write-proposal']);
  });

  it('a commitment of the lead, or one already given, is not offered as what is missing', () => {
    const named = initiative({ hindrance: 'no-partner-committed', mayCommitFor: ['lead'] });
    expect(whatIsMissing(named, nobody)!.steps).toEqual(['ask-partners']);
    const family = { hindrance: 'only-own-family-committed', mayCommitFor: ['child'] } as const;
    const given = initiative({ ...family, mayCommitFor: ['child'], commitments: [commitment('child')] });
    expect(whatIsMissing(given, nobody)!.steps).toEqual(['ask-lead']);
    const withdrawn = initiative({ ...family, mayCommitFor: ['child'], commitments: [commitment('child', true)] });
    expect(whatIsMissing(withdrawn, nobody)!.steps).toEqual(['give-commitment', 'ask-lead']);
  });

  it('when nothing hinders it, the lead starts it, and a proposal on its way is waited for', () => {
    expect(whatIsMissing(initiative({ hindrance: null, may: ['initiatives.lead'] }), reader)).toEqual({
      why: 'nothing',
      steps: ['start', 'write-proposal'],
    });
    expect(whatIsMissing(initiative({ hindrance: null, proposals: [{ state: 'open' }] }), reader)!.steps).toEqual([
      'await-decision',
    ]);
    expect(whatIsMissing(initiative({ hindrance: null }), nobody)!.steps).toEqual(['ask-lead']);
    expect(whatIsMissing(initiative({ hindrance: null, kind: 'own' }), nobody)!.why).toBe('own');
  });

  it('a decided or withdrawn proposal leaves room for another', () => {
    expect(whatIsMissing(initiative({ proposals: [{ state: 'withdrawn' }] }), reader)!.steps).toContain(
      'write-proposal',
    );
  });

  it.each(['active', 'anchored', 'completed', 'stopped'] as const)('is silent when it is %s', (state) => {
    expect(whatIsMissing(initiative({ state, hindrance: null }), reader)).toBeNull();
  });
});

describe('what a withdrawal does', () => {
  const active = initiative({ state: 'active', hindrance: null, commitments: [commitment('club')] });

  it('the last partner outside the lead takes the initiative with it', () => {
    expect(whatAWithdrawalDoes(active, 'of-club', '2026-03-01')).toBe('pauses');
    const withLead = { ...active, commitments: [commitment('club'), commitment('lead'), commitment('old', true)] };
    expect(whatAWithdrawalDoes(withLead, 'of-club', '2026-03-01')).toBe('pauses');
    expect(whatAWithdrawalDoes(withLead, 'of-club', '2027-03-01')).toBe('pauses');
  });

  it('with another partner it depends on the rule; an initiative not under way is not touched', () => {
    const two = { ...active, commitments: [commitment('club'), commitment('school')] };
    expect(whatAWithdrawalDoes(two, 'of-club', '2026-03-01')).toBe('may-pause');
    expect(whatAWithdrawalDoes({ ...active, state: 'idea' }, 'of-club', '2026-03-01')).toBe('nothing');
    expect(whatAWithdrawalDoes({ ...active, kind: 'own' }, 'of-club', '2026-03-01')).toBe('nothing');
  });
});

it('a commitment lasts to the end of the year, or of the next when the year is nearly over', () => {
  expect(usualPeriod('2026-02-03')).toEqual({ from: '2026-02-03', until: '2026-12-31' });
  expect(usualPeriod('2026-06-30').until).toBe('2026-12-31');
  expect(usualPeriod('2026-07-01').until).toBe('2027-12-31');
});
