import type { OrganisationView } from '@torv/shared/organisations';
import { partiesNamed, treeOfParties } from './tree-of-parties';

const party = (key: string, ...parents: string[]): OrganisationView => ({
  id: key,
  key,
  name: `Parten ${key.toUpperCase()}`,
  sector: 'housing',
  swatch: 0,
  kind: 'organisation',
  parents,
  permanent: null,
  founded: null,
  note: null,
  authorities: [],
});
const drawn = (parties: OrganisationView[]) =>
  treeOfParties(parties).map((row) => `${'-'.repeat(row.depth)}${row.party.key}${row.again ? ' (again)' : ''}`);

describe('who stands under whom', () => {
  it('is drawn from those that stand under nobody, by steps', () => {
    expect(drawn([party('b', 'a'), party('a'), party('c', 'b'), party('d')])).toEqual(['a', '-b', '--c', 'd']);
  });

  it('one with two parents stands under both, and what is below it is written once', () => {
    expect(drawn([party('a'), party('b'), party('office', 'a', 'b'), party('room', 'office')])).toEqual([
      'a',
      '-office',
      '--room',
      'b',
      '-office (again)',
    ]);
  });

  it('a parent that is not on the list hides nobody', () => {
    expect(drawn([party('a', 'elsewhere')])).toEqual(['a']);
  });

  it('parties are found by a part of their names', () => {
    expect(partiesNamed([party('x'), party('y')], ' PARTEN y ').map((one) => one.key)).toEqual(['y']);
  });
});
