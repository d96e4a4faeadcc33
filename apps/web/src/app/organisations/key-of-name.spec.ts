import { Key } from '@torv/shared/kernel';
import { keyOfName } from './key-of-name';

describe('the short name that a name gives', () => {
  it.each([
    ['Afdelingen på Øst', 'afdelingen-paa-oest'],
    ['9220 De Frivillige!', '9220-de-frivillige'],
    ['Café Élan', 'cafe-elan'],
    ['Å', 'aa'],
    ['?', 'part-ny'],
  ])('%p is %p', (name, key) => expect(keyOfName(name)).toBe(key));

  it('is always one that the contract takes', () => {
    for (const name of ['-', 'X', 'x'.repeat(63) + ' y z', '   Å   ', 'æøå'.repeat(40)])
      expect(Key.safeParse(keyOfName(name)).success).toBe(true);
  });
});
