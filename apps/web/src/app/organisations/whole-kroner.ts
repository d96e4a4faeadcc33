/**
 * Whole kroner as people type them: "50.000", "50 000 kr.", "50000". Null when it is empty, undefined when it is no whole
 * amount, so that 50.000,50 is never read as five millions.
 */
export function wholeKroner(typed: string): number | null | undefined {
  const plain = typed.replace(/kr\.?/i, '').trim();
  if (plain === '') return null;
  if (!/^(?:[1-9]\d*|[1-9]\d{0,2}(?:[.,\s]\d{3})+)$/.test(plain)) return undefined;
  return Number(plain.replaceAll(/\D/g, ''));
}
