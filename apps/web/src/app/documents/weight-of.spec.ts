import { weightOf } from './weight-of';

describe('how heavy a file is', () => {
  it('is said in the unit that is easiest to read, and never as nothing', () => {
    expect(weightOf(1, 'en')).toBe('1 kB');
    expect(weightOf(999_499, 'en')).toBe('999 kB');
    expect(weightOf(999_500, 'en')).toBe('1 MB');
    expect(weightOf(20_971_520, 'da')).toBe('21 MB');
    expect(weightOf(2_140_000, 'da')).toBe('2,1 MB');
  });
});
