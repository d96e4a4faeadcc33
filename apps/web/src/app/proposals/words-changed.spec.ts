import * as fc from 'fast-check';
import { wordsAt, wordsChanged } from './words-changed';

const version = (number: number, text: string) => ({
  number,
  title: 'Titel',
  text,
  background: null,
  writtenBy: '',
  writtenAt: '',
});

describe('what a proposal said before', () => {
  it('nothing is known of words older than those kept', () => {
    expect(wordsAt([version(4, 'a')], 3)).toBeNull();
    expect(wordsAt([], 3)).toBeNull();
  });
  it('words stand until the next version, in whatever order they come', () => {
    const kept = [version(2, 'a'), version(7, 'c'), version(5, 'b')];
    expect([2, 4, 5, 6, 7, 99].map((read) => wordsAt(kept, read)?.text)).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
  });
  it('only what changed is shown, word by word', () => {
    expect(wordsChanged(version(1, 'Vi starter i maj.'), version(2, 'Vi starter i juni.'))).toEqual([
      {
        field: 'text',
        stretches: [
          { kind: 'same', words: 'Vi starter i ' },
          { kind: 'went', words: 'maj' },
          { kind: 'came', words: 'juni' },
          { kind: 'same', words: '.' },
        ],
      },
    ]);
    expect(wordsChanged(version(1, 'a'), version(2, 'a'))).toEqual([]);
  });
  it('without what came it says what it said, without what went what it says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const stretches = wordsChanged(version(1, before), version(2, after))[0]?.stretches ?? [];
        const without = (kind: string) => stretches.flatMap((one) => (one.kind === kind ? [] : one.words)).join('');
        if (before !== after) expect([without('came'), without('went')]).toEqual([before, after]);
      }),
    );
  });
});
