/**
 * An amount as people type it: a Dane writes 1.500,5, an Englishman 1,500.5. A mark before exactly three last digits
 * groups; the other divides.
 *
 * @returns undefined when it is no number
 */
export function readAmount(typed: string): number | undefined {
  const plain = typed.replace(/\s|kr\.?/gi, '');
  const whole = plain.replace(/[.,](?=\d{3}(?:[.,]|$))/g, '');
  return /^\d+(?:[.,]\d+)?$/.test(whole) ? Number(whole.replace(',', '.')) : undefined;
}
