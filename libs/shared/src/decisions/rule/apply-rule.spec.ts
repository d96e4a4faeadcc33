import * as fc from 'fast-check';
import { DecisionRule } from '../../bodies';
import { Sector } from '../../organisations';
import { Stance } from '../../proposals';
import { applyRule, departsFrom, ruleGives } from './apply-rule';
import type { CountedWord, Sitting } from './count-words';
import { Tally } from './tally';

const keys = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7'];
const someKeys = fc.subarray(keys);
const sittings: fc.Arbitrary<Sitting> = fc
  .record({
    remit: fc.constantFrom('decides' as const, 'recommends' as const),
    rule: fc.constantFrom(...DecisionRule.options),
    quorum: fc.integer({ min: 0, max: 4 }),
    requiredSectors: fc.subarray(Sector.options, { maxLength: 1 }),
    sectors: fc.array(fc.constantFrom('municipality' as const, 'housing' as const, 'civil-society' as const), {
      minLength: keys.length,
      maxLength: keys.length,
    }),
    present: someKeys,
    recused: fc.subarray(keys, { maxLength: 2 }),
  })
  .map(({ sectors, ...rest }) => ({ ...rest, voting: keys.map((key, n) => ({ key, sector: sectors[n]! })) }));
const words: fc.Arbitrary<CountedWord[]> = fc.uniqueArray(
  fc.record({ organisation: fc.constantFrom(...keys, 'no-vote'), stance: fc.constantFrom(...Stance.options) }),
  { selector: (one) => one.organisation },
);

const sitting = (rule: DecisionRule, more: Partial<Sitting> = {}): Sitting => ({
  remit: 'decides',
  rule,
  quorum: 2,
  requiredSectors: [],
  voting: [
    { key: 'kommune', sector: 'municipality' },
    { key: 'himmerland', sector: 'housing' },
    { key: 'alabu', sector: 'housing' },
    { key: 'foreninger', sector: 'civil-society' },
  ],
  present: ['kommune', 'himmerland', 'alabu', 'foreninger'],
  recused: [],
  ...more,
});
const say = (spoken: Record<string, Stance>): CountedWord[] =>
  Object.entries(spoken).map(([organisation, stance]) => ({ organisation, stance }));
const given = (rule: DecisionRule, spoken: Record<string, Stance>, more: Partial<Sitting> = {}) => {
  const { outcome, reason } = applyRule(sitting(rule, more), say(spoken));
  return [outcome, reason];
};

describe('what decides nothing', () => {
  it('a quorum that is missing, by number or by sector', () => {
    expect(given('consent', { kommune: 'endorse' }, { present: ['kommune'] })).toEqual(['undecided', 'no-quorum']);
    expect(given('chair', { kommune: 'endorse' }, { requiredSectors: ['health'] })).toEqual(['undecided', 'no-quorum']);
  });

  it('a table at which nobody says yes or no', () => {
    for (const rule of DecisionRule.options.filter((one) => one !== 'chair'))
      expect(given(rule, { kommune: 'stand-aside' })).toEqual(['undecided', 'no-word']);
  });

  it('somebody silent where all must agree, and a sector without a word where each must carry', () => {
    expect(given('unanimity', { kommune: 'endorse', himmerland: 'endorse' })).toEqual(['undecided', 'some-silent']);
    expect(given('sector-majority', { kommune: 'endorse', himmerland: 'endorse' })).toEqual([
      'undecided',
      'sector-without-word',
    ]);
  });

  it('the chair who has not said it yet', () => {
    expect(given('chair', { kommune: 'object' })).toEqual(['undecided', 'chair-to-say']);
  });
});

describe('each rule', () => {
  it('consent falls by one objection, and a reservation is none', () => {
    expect(given('consent', { kommune: 'endorse', alabu: 'object' })).toEqual(['rejected', 'objection']);
    expect(given('consent', { kommune: 'reserve', alabu: 'stand-aside' })).toEqual(['adopted', 'no-objection']);
  });

  it('unanimity counts who is there: who is away need not speak', () => {
    const spoken: Record<string, Stance> = { kommune: 'endorse', himmerland: 'reserve', foreninger: 'stand-aside' };
    const present = ['kommune', 'himmerland', 'foreninger'];
    expect(given('unanimity', spoken, { present })).toEqual(['adopted', 'all-agree']);
    expect(given('unanimity', { ...spoken, alabu: 'object' }, { present })).toEqual(['rejected', 'objection']);
  });

  it('a majority is of those who say yes or no; a tie carries nothing', () => {
    const tie: Record<string, Stance> = { kommune: 'endorse', alabu: 'object' };
    expect(given('simple-majority', tie)).toEqual(['rejected', 'no-majority']);
    expect(given('simple-majority', { ...tie, himmerland: 'reserve' })).toEqual(['adopted', 'majority']);
    expect(given('qualified-majority', { ...tie, himmerland: 'endorse' })).toEqual(['adopted', 'majority']);
    expect(given('qualified-majority', tie)).toEqual(['rejected', 'no-majority']);
  });

  it('each sector carries for itself: many in one do not outweigh another', () => {
    const spoken: Record<string, Stance> = {
      kommune: 'object',
      himmerland: 'endorse',
      alabu: 'endorse',
      foreninger: 'endorse',
    };
    expect(given('sector-majority', spoken)).toEqual(['rejected', 'no-majority']);
    expect(given('sector-majority', { ...spoken, kommune: 'reserve' })).toEqual(['adopted', 'majority']);
  });

  it('a sector that is neither there nor has spoken holds nobody up', () => {
    const spoken: Record<string, Stance> = { kommune: 'endorse', himmerland: 'endorse' };
    expect(given('sector-majority', spoken, { present: ['kommune', 'himmerland'] })).toEqual(['adopted', 'majority']);
  });

  it('the chair concludes, whatever the others say', () => {
    const { outcome, reason } = applyRule(sitting('chair'), say({ kommune: 'object' }), { chairSays: 'adopted' });
    expect([outcome, reason]).toEqual(['adopted', 'chair-said']);
  });
});

describe('whose people were all ruled conflicted', () => {
  it('counts neither in the quorum nor with its word, and is named', () => {
    const { outcome, tally } = applyRule(
      sitting('consent', { recused: ['alabu'], quorum: 3 }),
      say({ kommune: 'endorse', alabu: 'object' }),
    );
    expect(outcome).toBe('adopted');
    expect(tally).toMatchObject({ present: 3, object: 0, recused: ['alabu'], of: 4 });
  });
});

describe('what holds for any table', () => {
  const gives = (at: Sitting, spoken: CountedWord[]) => applyRule(at, spoken).outcome;

  it('the order of the words, of the seats and of who is there never matters', () => {
    fc.assert(
      fc.property(sittings, words, (at, spoken) => {
        const turned = { ...at, voting: at.voting.toReversed(), present: at.present.toReversed() };
        expect(applyRule(turned, spoken.toReversed())).toEqual(applyRule(at, spoken));
      }),
    );
  });

  it('taking an objection away never makes it worse, nor does another yes', () => {
    const rank = { rejected: 0, undecided: 1, adopted: 2 };
    fc.assert(
      fc.property(sittings, words, fc.nat(), (at, spoken, n) => {
        // Where all must agree, one more silent person holds an adoption up; there is none to hold up while one objects.
        const objections = spoken.filter((one) => one.stance === 'object');
        const gone = objections[n % Math.max(objections.length, 1)];
        const fewer = spoken.filter((one) => one !== gone);
        if (gives(at, spoken) === 'adopted') expect(gives(at, fewer)).toBe('adopted');
        const more = spoken.map((one) =>
          one === spoken[n % spoken.length] ? { ...one, stance: 'endorse' as const } : one,
        );
        expect(rank[gives(at, more)]).toBeGreaterThanOrEqual(rank[gives(at, spoken)]);
      }),
    );
  });

  it('an objection taken away never turns adopted into rejected, and a yes from one who had no word never turns it either', () => {
    fc.assert(
      fc.property(sittings, words, fc.constantFrom(...keys), (at, spoken, key) => {
        const without = spoken.filter((one) => one.organisation !== key);
        if (gives(at, without) !== 'adopted') return;
        expect(gives(at, [...without, { organisation: key, stance: 'endorse' }])).toBe('adopted');
      }),
    );
  });

  it('standing aside counts neither way', () => {
    fc.assert(
      fc.property(sittings, words, fc.constantFrom(...keys), (at, spoken, key) => {
        if (at.rule === 'unanimity' || at.rule === 'sector-majority') return;
        const without = spoken.filter((one) => one.organisation !== key);
        expect(gives(at, [...without, { organisation: key, stance: 'stand-aside' }])).toBe(gives(at, without));
      }),
    );
  });

  it('a reservation counts as a yes', () => {
    fc.assert(
      fc.property(sittings, words, (at, spoken) => {
        const plain = spoken.map((one) => (one.stance === 'reserve' ? { ...one, stance: 'endorse' as const } : one));
        expect(gives(at, plain)).toBe(gives(at, spoken));
      }),
    );
  });

  it('without a quorum nothing is decided', () => {
    fc.assert(
      fc.property(sittings, words, (at, spoken) => {
        expect(gives({ ...at, quorum: keys.length + 1 }, spoken)).toBe('undecided');
      }),
    );
  });

  it('who has no vote, and who was ruled conflicted, changes nothing', () => {
    fc.assert(
      fc.property(sittings, words, (at, spoken) => {
        const heard = spoken.filter((one) => one.organisation !== 'no-vote' && !at.recused.includes(one.organisation));
        expect(applyRule(at, heard)).toEqual(applyRule(at, spoken));
      }),
    );
  });

  it('the outcome follows from the rule and the tally alone, and the tally keeps its contract', () => {
    fc.assert(
      fc.property(sittings, words, (at, spoken) => {
        const { tally, ...ruled } = applyRule(at, spoken);
        expect(ruleGives(at.rule, Tally.parse(JSON.parse(JSON.stringify(tally))))).toEqual(ruled);
      }),
    );
  });
});

describe('departing from the rule', () => {
  const adopted = { outcome: 'adopted', reason: 'majority' } as const;
  it('is to settle otherwise, or to settle what the rule leaves open', () => {
    expect(departsFrom(adopted, 'rejected')).toBe(true);
    expect(departsFrom(adopted, 'noted')).toBe(true);
    expect(departsFrom({ outcome: 'undecided', reason: 'some-silent' }, 'adopted')).toBe(true);
  });

  it('is not to confirm it, to put it off, or to speak where nobody had a word', () => {
    expect(departsFrom(adopted, 'adopted')).toBe(false);
    expect(departsFrom(adopted, 'postponed')).toBe(false);
    expect(departsFrom(adopted, 'referred')).toBe(false);
    expect(departsFrom({ outcome: 'undecided', reason: 'no-word' }, 'adopted')).toBe(false);
    expect(departsFrom({ outcome: 'undecided', reason: 'no-quorum' }, 'noted')).toBe(false);
  });
});
