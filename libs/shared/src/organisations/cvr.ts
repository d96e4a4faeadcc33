/** Erhvervsstyrelsen's weights, from the first digit to the check digit. */
const weights = [2, 7, 6, 5, 4, 3, 2, 1];

/**
 * True when a CVR number keeps the rule of Det Centrale Virksomhedsregister: eight digits of which the last is chosen so
 * that the sum of the digits, weighted 2, 7, 6, 5, 4, 3, 2, 1, is divisible by 11 (Erhvervsstyrelsen, "Modulus 11
 * kontrol"; its example is 13-74-81-36). A number that does not is most likely mistyped, and Torv says so; it refuses
 * nothing, for the register alone knows which numbers there are.
 *
 * Never ask it of a P-number: those have ten digits, and a part of them was made with other weights by mistake
 * (the same page), so that a right P-number may fail the rule.
 *
 * @param cvr eight digits, as `Cvr` takes them
 * @throws RangeError when it is not eight digits: then it is no CVR number at all
 */
export function keepsModulus11(cvr: string): boolean {
  if (!/^\d{8}$/.test(cvr)) throw new RangeError('A CVR number has eight digits.');
  return weights.reduce((sum, weight, place) => sum + weight * Number(cvr[place]), 0) % 11 === 0;
}

/** A number as people write it (`DK 13 74 81 36`, `13-74-81-36`), with its digits only. */
export function digitsOf(written: string): string {
  return written
    .trim()
    .replace(/^DK/i, '')
    .replaceAll(/[\s.-]/g, '');
}
