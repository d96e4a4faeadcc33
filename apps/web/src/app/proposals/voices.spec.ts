import type { ProposalView } from '@torv/shared/proposals';
import { voicesOf } from './voices';

const organisation = (id: string) => ({ id, key: id, name: id, sector: 'housing' as const, swatch: 0 });
const position = (id: string) => ({ id: `p-${id}`, organisation: organisation(id), stance: 'endorse' });

it('every asked organisation has its line, and a word stays when its seat is gone', () => {
  const proposal = {
    asked: [
      { organisation: organisation('a'), boundBy: ['Medlem for a'] },
      { organisation: organisation('b'), boundBy: [] },
    ],
    positions: [position('b'), position('c')],
  } as unknown as ProposalView;
  expect(voicesOf(proposal).map((one) => [one.organisation.id, one.position?.id ?? null, one.asked])).toEqual([
    ['a', null, true],
    ['b', 'p-b', true],
    ['c', 'p-c', false],
  ]);
});
