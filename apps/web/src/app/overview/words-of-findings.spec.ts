import { CompositionGap, SinglePoint, Standing } from '@torv/shared/overview';
import da from '../../i18n/da/overview.json';
import en from '../../i18n/en/overview.json';

// What the API finds is said in words here: a finding without words would be an empty line on the screen.

const codes = CompositionGap.options.map((one) => one.shape.code.value);

describe.each([
  ['da', da],
  ['en', en],
])('findings in words (%s)', (_, words) => {
  it.each(codes)('%s has a title, a reason and one thing to do', (code) => {
    const said = words.gaps[code] as Record<string, string>;
    for (const what of ['title', 'why', 'action']) expect(said[what]?.length).toBeGreaterThan(5);
  });

  it('every kind of single point, and all that one may bind to, has its sentence', () => {
    const kinds = SinglePoint.options.map((one) => one.shape.kind.value);
    expect(Object.keys(words.overlaps.point).sort()).toEqual(kinds.sort());
    const subjects = Standing.shape.what.options.filter((one) => !['administrator', 'facilitator'].includes(one));
    expect(Object.keys(words.overlaps.subject).sort()).toEqual(subjects.sort());
  });
});
