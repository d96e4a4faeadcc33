import { wholeKroner } from './whole-kroner';

describe('whole kroner', () => {
  it.each(['50.000,50', '50.00', '0', '-5', 'mange', '1.2.3'])('%p is none', (typed) => {
    expect(wholeKroner(typed)).toBeUndefined();
  });
  it('are read as people write them', () => {
    expect(['50.000', '50 000 kr.', '50000', '1,500,000', ''].map(wholeKroner)).toEqual([
      50_000,
      50_000,
      50_000,
      1_500_000,
      null,
    ]);
  });
});
