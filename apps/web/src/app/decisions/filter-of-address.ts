import type { DecisionQuery } from '@torv/shared/decisions';

/** What may stand in the list's address, in the order in which it is shown. */
export const filterNames = [
  'q',
  'ours',
  'binds',
  'mine',
  'body',
  'outcome',
  'goal',
  'theme',
  'area',
  'from',
  'to',
  'year',
  'open',
  'superseded',
  'since',
] as const satisfies readonly (keyof DecisionQuery)[];
export type FilterName = (typeof filterNames)[number];

/** The filters of the list as the address holds them: words, each there or not. */
export type Filter = Partial<Record<FilterName, string>>;

/** What of an address chooses decisions; anything else in it is left alone. */
export function filterOf(params: { get(name: string): string | null }): Filter {
  const filter: Filter = {};
  for (const name of filterNames) {
    const value = params.get(name)?.trim();
    if (value) filter[name] = value;
  }
  return filter;
}

/** The same as what stands after a `?`. */
export function queryOf(filter: Filter): string {
  const query = new URLSearchParams();
  for (const name of filterNames) if (filter[name]) query.set(name, filter[name]);
  return query.toString();
}

/** A day of an address that someone wrote by hand; null when it is none. */
export function dayOf(value: string | undefined): string | null {
  return value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;
}
