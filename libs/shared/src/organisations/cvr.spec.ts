import { digitsOf, keepsModulus11 } from './cvr';

describe('the CVR number', () => {
  it.each(['1374813', '137481360', '1374813a', '', ' 13748136'])('%p is no CVR number at all', (written) => {
    expect(() => keepsModulus11(written)).toThrow(RangeError);
  });

  it('a P-number is refused, not judged: it has ten digits and may rightly fail the rule', () => {
    expect(() => keepsModulus11('1003388394')).toThrow(RangeError);
  });

  it('keeps the rule of the register', () => {
    // Erhvervsstyrelsen's own example, and two made by the rule: remainder 0 gives check digit 0.
    expect(['13748136', '24256790', '00000000'].map(keepsModulus11)).toEqual([true, true, true]);
  });

  it('every other last digit, and two digits that changed places, are found', () => {
    for (const digit of [0, 1, 2, 3, 4, 5, 7, 8, 9]) expect(keepsModulus11(`1374813${digit}`)).toBe(false);
    expect(keepsModulus11('31748136')).toBe(false);
    expect(keepsModulus11('13748163')).toBe(false);
  });

  it('is read as people write it', () => {
    expect(['DK 13 74 81 36', '13-74-81-36', ' 13748136 ', 'dk13748136'].map(digitsOf)).toEqual(
      Array(4).fill('13748136'),
    );
  });
});
