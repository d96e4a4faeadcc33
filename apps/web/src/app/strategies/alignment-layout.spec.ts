import { type AlignmentNode, boxWidth, breakLines, layOutAlignment } from './alignment-layout';

const node = (id: string, column: 0 | 1 | 2, to: string[] = [], label = id): AlignmentNode => ({
  id,
  label,
  note: '',
  column,
  to,
});
const tree = [
  node('lonely', 0),
  node('for-b', 0, ['b'], 'A label that is a good deal longer than what one line can hold, so it is broken'),
  node('for-a', 0, ['a']),
  node('a', 1, ['one', 'two']),
  node('b', 1, ['two', 'three']),
  node('three', 2),
  node('one', 2),
  node('two', 2),
];

describe('the layout of alignment', () => {
  const layout = layOutAlignment(tree);
  const at = (id: string) => layout.nodes.find((one) => one.node.id === id)!;

  it('no box covers another or leaves the picture', () => {
    for (const one of layout.nodes) {
      expect(one.y).toBeGreaterThanOrEqual(0);
      expect(one.y + one.height).toBeLessThanOrEqual(layout.height);
      expect(one.x + boxWidth).toBeLessThanOrEqual(layout.width);
      for (const other of layout.nodes) {
        if (other === one || other.x !== one.x) continue;
        expect(other.y >= one.y + one.height || one.y >= other.y + other.height).toBe(true);
      }
    }
  });

  it('the outer columns follow the middle one, and what is linked to nothing comes last', () => {
    expect(at('for-a').y).toBeLessThan(at('for-b').y);
    expect(at('for-b').y).toBeLessThan(at('lonely').y);
    expect(['one', 'two', 'three'].map((id) => at(id).y)).toEqual(
      ['one', 'two', 'three'].map((id) => at(id).y).sort((one, other) => one - other),
    );
  });

  it('a link goes from the right edge of one box to the left edge of the other', () => {
    expect(layout.links).toHaveLength(6);
    const link = layout.links.find((one) => one.from === 'for-a' && one.to === 'a')!;
    const [from, to] = [at('for-a'), at('a')];
    expect(link.path.startsWith(`M${from.x + boxWidth} ${from.y + from.height / 2}C`)).toBe(true);
    expect(link.path.endsWith(`${to.x} ${to.y + to.height / 2}`)).toBe(true);
  });

  it('what leads to something that is not there has no link, and nothing has no height', () => {
    expect(layOutAlignment([node('x', 0, ['gone'])]).links).toEqual([]);
    expect(layOutAlignment([]).height).toBe(0);
  });

  it('lines are whole words, and only a word that fills more than a line is broken', () => {
    expect(breakLines('one two three', 7)).toEqual(['one two', 'three']);
    expect(breakLines('fællesskabsfølelse', 10)).toEqual(['fællesskab', 'sfølelse']);
    expect(breakLines('', 10)).toEqual([]);
  });
});
