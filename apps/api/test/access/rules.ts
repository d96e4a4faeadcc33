import type { Persona } from './personas';

/** `in`: the request is done. A number: exactly that. */
export type Expected = 'in' | 401 | 403 | 404 | 409;

type Rule = Readonly<Record<Persona, Expected>>;

const outside = { anonymous: 401, disabled: 401, stranger: 404, former: 404 } as const;
const nobodyInside = { member: 403, seated: 403, conflicted: 403, secretary: 403, chair: 403 } as const;
const everyone: Rule = {
  anonymous: 'in',
  stranger: 'in',
  former: 'in',
  disabled: 'in',
  member: 'in',
  seated: 'in',
  conflicted: 'in',
  secretary: 'in',
  chair: 'in',
};

/**
 * What each class of route answers to each persona. A class is a word in route-matrix.json; who it lets in by default
 * (`rightful`) makes the sample's request succeed.
 */
export const rules: Record<string, { rightful: Persona; answers: Rule }> = {
  /** Needs no sign-in. */
  open: { rightful: 'anonymous', answers: everyone },
  /** A secret in the address or the body is the right. */
  ticket: { rightful: 'anonymous', answers: everyone },
  /** Anyone with a session, in no network. */
  'signed-in': { rightful: 'member', answers: { ...everyone, anonymous: 401, disabled: 401 } },
  /** The same, and only what is one's own. */
  self: { rightful: 'member', answers: { ...everyone, anonymous: 401, disabled: 401 } },
  /** Whoever belongs to the network, as far as they may see. */
  member: { rightful: 'member', answers: { ...everyone, ...outside } },
  /** Who has a seat in the body. */
  body: { rightful: 'seated', answers: { ...everyone, ...outside, member: 403 } },
  /** Its chair, vice-chair and secretary. */
  runs: { rightful: 'secretary', answers: { ...outside, ...nobodyInside, secretary: 'in', chair: 'in' } },
  /** Its chair and vice-chair. */
  chair: { rightful: 'chair', answers: { ...outside, ...nobodyInside, chair: 'in' } },
  /** Who may bind the organisation that the sample names: lokale-foreninger. */
  binds: { rightful: 'seated', answers: { ...outside, ...nobodyInside, seated: 'in' } },
  /** People of the initiative's lead, and who runs a body. */
  leads: { rightful: 'secretary', answers: { ...outside, ...nobodyInside, secretary: 'in', chair: 'in' } },
  /** The author (`seated`), and who runs the body. */
  edits: { rightful: 'seated', answers: { ...outside, ...nobodyInside, seated: 'in', secretary: 'in', chair: 'in' } },
  /** People of the organisation that owes (lokale-foreninger), and who runs the body. */
  'owes-or-runs': {
    rightful: 'seated',
    answers: { ...outside, ...nobodyInside, seated: 'in', secretary: 'in', chair: 'in' },
  },
  /** The network's facilitator. */
  facilitates: { rightful: 'secretary', answers: { ...outside, ...nobodyInside, secretary: 'in' } },
  /** Who administers the organisation that the sample names: lokale-foreninger. Nobody else's administrator. */
  administers: { rightful: 'seated', answers: { ...outside, ...nobodyInside, seated: 'in' } },
  /** The network's facilitator, and who runs the body. */
  'facilitates-or-runs': {
    rightful: 'secretary',
    answers: { ...outside, ...nobodyInside, secretary: 'in', chair: 'in' },
  },
  /** Who administers the organisation of the seat, and who sits in it: `seated` is both. */
  'administers-or-sits': { rightful: 'seated', answers: { ...outside, ...nobodyInside, seated: 'in' } },
  /** Who sits in the body that the sample sets up: `seated` alone. */
  sits: { rightful: 'seated', answers: { ...outside, ...nobodyInside, seated: 'in' } },
  /** Who administers the organisation; the facilitator too, but leaves one that has an administrator to itself. */
  invites: { rightful: 'seated', answers: { ...outside, ...nobodyInside, seated: 'in', secretary: 409 } },
  /** Who administers the organisation whose seat it is: lokale-foreninger. */
  'seat-holder': { rightful: 'seated', answers: { ...outside, ...nobodyInside, seated: 'in' } },
  /** Whoever hosts Torv; no persona of a network is one. */
  operator: {
    rightful: 'member',
    answers: { ...everyone, ...nobodyInside, anonymous: 401, disabled: 401, stranger: 403, former: 403 },
  },
};
