import { erasedPerson } from '@torv/shared/kernel';
import { sayErased } from './say-erased';

describe('the name of someone who was erased', () => {
  const answer = {
    at: null,
    by: erasedPerson,
    seats: [{ person: { name: erasedPerson }, count: 2 }],
    text: `${erasedPerson} og en til`,
  };

  it('is said in English wherever it stands alone, and nothing else is changed', () => {
    expect(sayErased(answer, 'en')).toEqual({
      at: null,
      by: 'Erased person',
      seats: [{ person: { name: 'Erased person' }, count: 2 }],
      text: `${erasedPerson} og en til`,
    });
    expect(sayErased(answer, 'da')).toBe(answer);
    expect(sayErased(null, 'en')).toBeNull();
    const blob = new Blob(['x']);
    expect(sayErased(blob, 'en')).toBe(blob);
  });
});
