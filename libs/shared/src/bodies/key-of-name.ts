/**
 * The key that a name makes in addresses: "Advisory board for Øst" becomes `advisory-board-for-oest`. Empty when nothing
 * in the name can stand in a key.
 */
export function keyOfName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replaceAll(/^-+|-+$/g, '');
}
