/**
 * A name in the letters of a key (`Key`): "Foreningen Æblehaven" becomes `foreningen-aeblehaven`.
 *
 * @param most letters at the most
 * @returns the key; empty, or shorter than a key may be, when little of the name can stand in one
 */
export function spellKey(name: string, most: number): string {
  return name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replaceAll(/^-+|-+$/g, '');
}
