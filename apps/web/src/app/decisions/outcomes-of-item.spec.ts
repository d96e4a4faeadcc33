import { likelyOutcome, outcomesOf } from './outcomes-of-item';

it('adopts nothing that is not up for decision', () => {
  for (const kind of ['information', 'discussion'] as const) {
    expect(outcomesOf(kind)).not.toContain('adopted');
    expect(outcomesOf(kind)).not.toContain('rejected');
  }
});

it.each([
  ['nobody has spoken', [], null],
  ['all endorse', ['endorse', 'endorse'], 'adopted'],
  ['one reserves', ['endorse', 'reserve'], 'adopted'],
  ['one objects', ['endorse', 'object'], null],
  ['all stand aside', ['stand-aside'], null],
] as const)('when %s', (_, stances, outcome) => {
  expect(
    likelyOutcome(
      'decision',
      stances.map((stance) => ({ stance })),
    ),
  ).toBe(outcome);
});

it('ends a discussion as discussed and an information as noted', () => {
  expect(likelyOutcome('discussion', [{ stance: 'object' }])).toBe('discussed');
  expect(likelyOutcome('information', [])).toBe('noted');
});
