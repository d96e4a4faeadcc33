import { spellKey } from '@torv/shared/kernel';

/** The short name for addresses that a party's name gives: "Afdelingen på Øst" → "afdelingen-paa-oest". */
export function keyOfName(name: string): string {
  const plain = spellKey(name, 64);
  return plain.length >= 2 ? plain : `part-${plain || 'ny'}`;
}
