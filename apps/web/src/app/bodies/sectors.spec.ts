import { sectorsAtTheTable } from './sectors';

it('a sector that the network has and the table has not is missing; one that neither has is not spoken of', () => {
  const network = [{ sector: 'housing' }, { sector: 'municipality' }, { sector: 'housing' }] as const;
  expect(sectorsAtTheTable(network, [{ sector: 'housing' }])).toEqual([
    { sector: 'municipality', here: false },
    { sector: 'housing', here: true },
  ]);
});
