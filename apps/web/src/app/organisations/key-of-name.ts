/** The short name for addresses that a party's name gives: "Afdelingen på Øst" → "afdelingen-paa-oest". */
export function keyOfName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replaceAll(/^-+|-+$/g, '');
  return plain.length >= 2 ? plain : `part-${plain || 'ny'}`;
}
