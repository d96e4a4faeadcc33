import { IntlMessageFormat } from 'intl-messageformat';
import { readAmount } from './read-amount';
import da from '../../i18n/da/initiatives.json';
import en from '../../i18n/en/initiatives.json';

const said = (language: 'da' | 'en', kind: keyof typeof da.gives, amount: number) =>
  String(new IntlMessageFormat((language === 'da' ? da : en).gives[kind], language).format({ amount }));

describe('amounts', () => {
  it('say their unit as the language writes it', () => {
    expect(said('da', 'staff-hours', 1)).toBe('1 time om ugen');
    expect(said('da', 'staff-hours', 6.5)).toBe('6,5 timer om ugen');
    expect(said('da', 'money', 1_250_000)).toBe('1.250.000 kr.');
    expect(said('da', 'rooms', 1)).toBe('1 lokale');
    expect(said('da', 'jobs', 12)).toBe('12 job- og praktikpladser');
    expect(said('da', 'knowledge', 0)).toBe('Viden');
    expect(said('en', 'money', 1_250_000)).toBe('DKK 1,250,000');
    expect(said('en', 'staff-hours', 6.5)).toBe('6.5 hours a week');
  });

  it.each([
    ['6', 6],
    ['6,5', 6.5],
    ['6.5', 6.5],
    ['1.500', 1500],
    ['1.250.000', 1_250_000],
    ['25 000 kr.', 25_000],
    ['1.500,75', 1500.75],
    ['1,500.75', 1500.75],
  ])('%s is read as it is meant', (typed, amount) => expect(readAmount(typed)).toBe(amount));

  it.each(['', 'mange', '-4', '1,2,3', '4 timer'])('"%s" is no amount', (typed) =>
    expect(readAmount(typed)).toBeUndefined(),
  );
});
