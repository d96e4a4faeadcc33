import * as fc from 'fast-check';
import { keyOfName } from './key-of-name';
import { changedFields, changedWords } from './mandate-changes';
import { mandateOfKind } from './mandate-of-kind';

const mandate = mandateOfKind('advisory-board', 5);

describe('the key of a name', () => {
  it.each([
    ['Rådgivende gruppe for Øst', 'raadgivende-gruppe-for-oest'],
    ['  Ærø / Café 2 — ', 'aeroe-cafe-2'],
    ['!!', ''],
  ])('%s', (name, key) => expect(keyOfName(name)).toBe(key));

  it('is one that an address takes, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(keyOfName(name)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/);
      }),
    );
  });
});

describe('what changed in a mandate', () => {
  it('is said field by field, and the order of sectors is none of it', () => {
    const before = { ...mandate, requiredSectors: ['housing', 'municipality'] as typeof mandate.requiredSectors };
    expect(changedFields(before, { ...before, requiredSectors: ['municipality', 'housing'] })).toEqual([]);
    expect(changedFields(before, { ...before, quorum: 4, text: 'Ny' })).toEqual(['quorum', 'text']);
  });

  it('and in its text word by word', () => {
    expect(changedWords('Vi mødes fire gange om året.', 'Vi mødes seks gange om året.')).toEqual([
      { as: 'kept', text: 'Vi mødes ' },
      { as: 'removed', text: 'fire ' },
      { as: 'added', text: 'seks ' },
      { as: 'kept', text: 'gange om året.' },
    ]);
  });

  it('so that both texts can be read out of it', () => {
    const words = fc.array(fc.constantFrom('vi', 'og', 'mødes', 'ikke\n\n', 'om'), { maxLength: 40 });
    const joined = words.map((all) => all.join(' '));
    fc.assert(
      fc.property(joined, joined, (before, after) => {
        const runs = changedWords(before, after);
        const without = (as: string) =>
          runs
            .filter((run) => run.as !== as)
            .map((run) => run.text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });
});
