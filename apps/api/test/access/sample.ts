import type { Ask } from '../demo-network';
import type { Persona, World } from './personas';
import type { Expected } from './rules';

/** One valid request to a route, made anew for each try that may change something. */
export interface Sample {
  /** What stands in the address for each `{parameter}`; `networkKey` need not be named. */
  params?: Record<string, string>;
  /** What follows the `?`. */
  query?: Record<string, string | number>;
  body?: unknown;
  /** Of the aggregate that it changes, for `If-Match`. */
  version?: number;
  /** False where a POST creates nothing that an `Idempotency-Key` would guard; others are given one. */
  key?: false;
  /** Who it is made for, where it is not the one of the route's class: their request must succeed. */
  as?: Persona;
  /** True where it is about an item that the persona `conflicted` has been ruled conflicted on: they find nothing. */
  withheld?: true;
  /** Where a persona is answered otherwise than the route's class says, with the reason beside it. */
  expects?: Partial<Record<Persona, Expected>>;
  /** What the rightful are answered, where it is not 2xx. */
  answers?: number;
  /** True where the request ends sessions of whoever sends it. */
  spendsSession?: true;
  headers?: Record<string, string>;
}

/** `ask`: how the persona that tries it asks, for what must be their own (a draft, a device). */
export type MakeSample = (world: World, persona: Persona, ask: Ask) => Promise<Sample> | Sample;

/** By route, as in route-matrix.json, without what comes before the network's own part (see `inNetwork`). */
export type Samples = Record<string, MakeSample>;

/** Samples of routes of a network: `GET meetings/{id}` stands for `GET /api/v1/networks/{networkKey}/meetings/{id}`. */
export function inNetwork(samples: Samples): Samples {
  return Object.fromEntries(
    Object.entries(samples).map(([route, make]) => {
      const [method, path] = route.split(' ') as [string, string];
      return [`${method} /api/v1/networks/{networkKey}${path === '.' ? '' : `/${path}`}`, make];
    }),
  );
}

/** For a route that takes nothing. */
export const plain: MakeSample = () => ({});

/** What follows the path of a sample's request. */
export function queryOf({ query = {} }: Sample): string {
  const said = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return said.length > 0 ? `?${said.join('&')}` : '';
}
