import fc from 'fast-check';
import { partnerHindrance, type Parents, sameFamily } from './partner-rule';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
/** A forest or web of parents without a circle: each organisation's parents stand before it in the list. */
const anyParents: fc.Arbitrary<Parents> = fc
  .tuple(...names.map((_, place) => fc.subarray(names.slice(0, place), { maxLength: Math.min(place, 2) })))
  .map((lists) => new Map(names.map((name, place) => [name, lists[place]!])));
const organisations = fc.uniqueArray(fc.constantFrom(...names));
const joint = fc.record({
  kind: fc.constant('joint' as const),
  lead: fc.constantFrom(...names),
  named: organisations,
  committed: organisations,
});

/** Everything below an organisation and itself, by asking each whether it stands above. */
const below = (name: string, parents: Parents): string[] => names.filter((each) => above(each, parents).includes(name));

/** Everything above an organisation and itself, by walking level by level. */
const above = (name: string, parents: Parents): string[] => [
  name,
  ...(parents.get(name) ?? []).flatMap((parent) => above(parent, parents)),
];

describe('the partner rule', () => {
  const region: Parents = new Map([
    ['municipality', []],
    ['school', ['municipality']],
    ['library', ['municipality']],
    ['housing', []],
    ['estate', ['housing']],
    ['house', ['municipality', 'housing']],
    ['club', []],
  ]);
  const withPartners = (lead: string, named: string[], committed: string[]) =>
    partnerHindrance({ kind: 'joint', lead, named, committed }, region);

  it('asks for a named partner, then for a committed one, then for one outside the family', () => {
    expect(withPartners('school', [], [])).toBe('no-partner-named');
    expect(withPartners('school', ['club'], [])).toBe('no-partner-committed');
    expect(withPartners('school', ['library'], ['library'])).toBe('only-own-family-committed');
    expect(withPartners('school', ['school'], ['school'])).toBe('only-own-family-committed');
    expect(withPartners('school', ['municipality'], ['municipality'])).toBe('only-own-family-committed');
    expect(withPartners('municipality', ['school'], ['school'])).toBe('only-own-family-committed');
    expect(withPartners('school', ['library', 'club'], ['library', 'club'])).toBeNull();
    expect(withPartners('school', ['club'], ['club'])).toBeNull();
  });

  it('counts an organisation with two parents to both families', () => {
    expect(withPartners('house', ['school'], ['school'])).toBe('only-own-family-committed');
    expect(withPartners('house', ['estate'], ['estate'])).toBe('only-own-family-committed');
    expect(withPartners('estate', ['house'], ['house'])).toBe('only-own-family-committed');
    expect(withPartners('school', ['estate'], ['estate'])).toBeNull();
  });

  it('counts two that keep an office together as one family', () => {
    expect(withPartners('municipality', ['housing'], ['housing'])).toBe('only-own-family-committed');
    expect(withPartners('housing', ['municipality', 'club'], ['municipality', 'club'])).toBeNull();
  });

  it('ends also where parents go in a circle', () => {
    const circle: Parents = new Map([
      ['a', ['b']],
      ['b', ['a']],
    ]);
    expect(sameFamily('a', 'b', circle)).toBe(true);
    expect(sameFamily('a', 'c', circle)).toBe(false);
  });

  it('knows a family by a shared ancestor or descendant, or by one standing above the other', () => {
    fc.assert(
      fc.property(anyParents, fc.constantFrom(...names), fc.constantFrom(...names), (parents, one, other) => {
        const shared =
          above(one, parents).some((each) => above(other, parents).includes(each)) ||
          below(one, parents).some((each) => below(other, parents).includes(each));
        expect(sameFamily(one, other, parents)).toBe(shared);
        expect(sameFamily(other, one, parents)).toBe(shared);
      }),
    );
  });

  it('allows a joint initiative exactly when one committed partner is of another family', () => {
    fc.assert(
      fc.property(joint, anyParents, (initiative, parents) => {
        const apart = (walk: typeof above) => (each: string) =>
          !walk(each, parents).some((one) => walk(initiative.lead, parents).includes(one));
        const outside = initiative.committed.filter(apart(above)).filter(apart(below));
        expect(partnerHindrance(initiative, parents) === null).toBe(outside.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it('never allows what it refused when a committed partner is taken away', () => {
    fc.assert(
      fc.property(joint, anyParents, fc.nat(), (initiative, parents, pick) => {
        fc.pre(initiative.committed.length > 0);
        const fewer = initiative.committed.toSpliced(pick % initiative.committed.length, 1);
        if (partnerHindrance(initiative, parents) !== null) {
          expect(partnerHindrance({ ...initiative, committed: fewer }, parents)).not.toBeNull();
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never refuses an organisation's own activity", () => {
    fc.assert(
      fc.property(joint, anyParents, (initiative, parents) => {
        expect(partnerHindrance({ ...initiative, kind: 'own' }, parents)).toBeNull();
      }),
    );
  });
});
