import { randomInt } from 'node:crypto';
import { spellKey } from '@torv/shared/kernel';

/** The key of an organisation in addresses, made of its name; a name of other letters than a key's makes one by chance. */
export function keyOfName(name: string): string {
  const key = spellKey(name, 56);
  return key.length >= 2 ? key : `party-${randomInt(1e6)}`;
}
