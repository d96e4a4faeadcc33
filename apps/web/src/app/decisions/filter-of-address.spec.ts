import { dayOf, filterOf, queryOf } from './filter-of-address';

describe('the filters of the log in its address', () => {
  it('leaves out what is none of them, or is empty', () => {
    expect(filterOf(new URLSearchParams('q=%20%20&body=&limit=100&after=x&sort=best'))).toEqual({});
    expect(dayOf('i går')).toBeNull();
    expect(dayOf(undefined)).toBeNull();
  });

  it('comes back as it was written', () => {
    const query = 'q=skole+og+have&ours=true&body=styregruppen&from=2025-01-01&superseded=no';
    expect(queryOf(filterOf(new URLSearchParams(query)))).toBe(query);
  });
});
