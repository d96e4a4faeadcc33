import type { Tally } from './tally';
import { sayTally } from './say-tally';

const tally: Tally = {
  remit: 'decides',
  endorse: 4,
  reserve: 1,
  standAside: 0,
  object: 0,
  silent: 0,
  present: 5,
  needed: 4,
  of: 7,
  presentSectors: ['civil-society', 'housing', 'municipality'],
  missingSectors: [],
  recused: [],
  sectors: [],
  noObjections: false,
};

describe('the sentence of a count', () => {
  it('says what was decided, by whom, and who was there', () => {
    expect(sayTally('consent', tally, 'en')).toBe(
      'Adopted by consent: 4 endorse, 1 reserves, none objects; quorum 5 of 7, civil society, housing and municipality present.',
    );
    expect(sayTally('consent', tally, 'da')).toBe(
      'Vedtaget ved konsent: 4 tiltræder, 1 tiltræder med forbehold, ingen har indvendinger; fremmødt 5 af 7, med civilsamfund, bolig og kommune.',
    );
  });

  it('says why it fell, and who counted neither way', () => {
    const fallen = { ...tally, endorse: 1, reserve: 2, standAside: 1, object: 1, recused: ['alabu'] };
    expect(sayTally('unanimity', fallen, 'en')).toContain(
      'Rejected, an objection stands: 1 endorses, 2 reserve, 1 stands aside, 1 objects, 1 conflicted;',
    );
    expect(sayTally('simple-majority', { ...fallen, object: 4 }, 'da')).toContain(
      'Forkastet, flertallet mangler: 1 tiltræder',
    );
    expect(sayTally('unanimity', fallen, 'da')).toContain('1 undlader, 1 kan ikke tiltræde, 1 inhabil;');
  });

  it('says what is missing where nothing is decided', () => {
    const few = {
      ...tally,
      present: 2,
      missingSectors: ['housing' as const],
      presentSectors: ['municipality' as const],
    };
    expect(sayTally('consent', few, 'en')).toMatch(
      /^No quorum: .*; quorum 2 of 7, at least 4 needed, municipality present, housing missing\.$/,
    );
    expect(sayTally('consent', few, 'da')).toMatch(
      /^Ikke beslutningsdygtig: .*; fremmødt 2 af 7, mindst 4 skal være med, med kommune, uden bolig\.$/,
    );
    expect(sayTally('unanimity', { ...tally, silent: 1 }, 'da')).toContain('Ikke afgjort: ikke alle de fremmødte');
    expect(sayTally('consent', { ...tally, endorse: 0, reserve: 0 }, 'en')).toContain(
      'Undecided: nobody has said yes or no: none endorse,',
    );
  });

  it('says that a body that recommends recommends', () => {
    expect(sayTally('consent', { ...tally, remit: 'recommends' }, 'da')).toMatch(/^Indstillet ved konsent:/);
    expect(sayTally('consent', { ...tally, remit: 'recommends', object: 1 }, 'en')).toMatch(
      /^Not recommended, an objection stands:/,
    );
  });

  it('says that it was the chair who concluded', () => {
    const ruled = { outcome: 'rejected', reason: 'chair-said' } as const;
    expect(sayTally('chair', tally, 'en', ruled)).toMatch(/^Rejected by the chair after hearing the others:/);
  });
});
