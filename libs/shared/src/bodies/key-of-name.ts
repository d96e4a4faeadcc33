import { spellKey } from '../kernel';

/**
 * The key that a name makes in addresses: "Advisory board for Øst" becomes `advisory-board-for-oest`. Empty when nothing
 * in the name can stand in a key.
 */
export const keyOfName = (name: string): string => spellKey(name, 56);
