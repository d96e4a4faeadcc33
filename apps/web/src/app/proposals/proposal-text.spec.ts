import { changeOf, reconcile, type ProposalText } from './proposal-text';

const base: ProposalText = {
  title: 'Start',
  text: 'Det foreslås, at …',
  background: '',
  goals: ['a', 'b'],
  areas: ['nord'],
  objectives: [],
};

describe('a proposal as it is written', () => {
  it('sends only what was changed, and empties a background', () => {
    expect(changeOf(base, { ...base, goals: ['b', 'a'], title: ' Start ' })).toBeNull();
    expect(changeOf(base, { ...base, text: 'Nyt' })).toEqual({ text: 'Nyt' });
    expect(changeOf({ ...base, background: 'Fordi' }, base)).toEqual({ background: null });
    expect(changeOf(base, { ...base, goals: [] })).toEqual({ goals: [] });
    expect(changeOf(base, { ...base, areas: ['syd'], objectives: ['by'] })).toEqual({
      areas: ['syd'],
      objectives: ['by'],
    });
  });

  it('takes over what another changed elsewhere, and never loses what I typed', () => {
    const mine = { ...base, text: 'Mine ord', background: 'Fordi' };
    const theirs = { ...base, title: 'Ny titel', text: 'Deres ord' };
    expect(reconcile(base, mine, theirs)).toEqual({
      text: { ...mine, title: 'Ny titel' },
      taken: ['title'],
      contested: ['text'],
    });
  });

  it('finds nothing contested when both wrote the same', () => {
    const both = { ...base, text: 'Det samme' };
    expect(reconcile(base, both, both)).toEqual({ text: both, taken: [], contested: [] });
  });
});
