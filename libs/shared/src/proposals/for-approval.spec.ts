import { sayForApproval } from './for-approval';

describe('the reservation of one who speaks subject to approval', () => {
  it('names the instance and its day, in the language of the network', () => {
    const board = { instance: 'Organisationsbestyrelsen', kind: 'organisation-board', on: '2027-01-12' } as const;
    expect(sayForApproval(board, 'da')).toBe(
      'Med forbehold for godkendelse i Organisationsbestyrelsen den 12. januar 2027.',
    );
    expect(sayForApproval(board, 'en')).toBe('Subject to approval by Organisationsbestyrelsen on 12 January 2027.');
  });

  it('says no day that is not known, and an assembly is gone to, not into', () => {
    const meeting = { instance: 'Afdelingsmødet', kind: 'estate-meeting', on: null } as const;
    expect(sayForApproval(meeting, 'da')).toBe('Med forbehold for godkendelse på Afdelingsmødet.');
  });
});
