import { randomInt } from 'node:crypto';

const most = 56;

/** The key of an organisation in addresses, made of its name: "Foreningen Æblehaven" becomes `foreningen-aeblehaven`. */
export function keyOfName(name: string): string {
  const key = name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replaceAll(/^-+|-+$/g, '');
  // A name of other letters than these makes none.
  return key.length >= 2 ? key : `party-${randomInt(1e6)}`;
}
