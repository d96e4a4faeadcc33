// The one list of rooms. A room may import only from rooms of a lower row; rooms of one row never import each other.
// Lint boundaries, commit scopes, the architecture test and the picture in docs/architecture.md derive from it.
// Rooms that are designed but not built yet have no folder and are not listed here.

/** @typedef {{ name: string, row: number, meaning: string }} Room */

/** @type {Room[]} */
export const rooms = [
  { name: 'platform', row: 0, meaning: 'configuration, database, http, errors, events: knows no domain word' },
  {
    name: 'kernel',
    row: 0,
    meaning: 'ids, dates, paging, error codes, the actor and what a policy is (libs/shared only)',
  },
  { name: 'identity', row: 1, meaning: 'people, sign-in, sessions' },
  { name: 'places', row: 1, meaning: 'networks, areas, facilities' },
  { name: 'log', row: 1, meaning: 'the verifiable log; its payloads are opaque to it' },
  { name: 'organisations', row: 2, meaning: 'organisations, affiliations, authorities' },
  { name: 'documents', row: 2, meaning: 'files and links on what a body deals with' },
  { name: 'bodies', row: 3, meaning: 'bodies, mandates, seats' },
  { name: 'access', row: 4, meaning: 'resolves a person to an actor' },
  { name: 'meetings', row: 5, meaning: 'meetings, agendas, attendance' },
  { name: 'strategies', row: 5, meaning: 'strategies, objectives, shared goals' },
  { name: 'proposals', row: 6, meaning: 'proposals and the positions organisations take on them' },
  { name: 'decisions', row: 7, meaning: 'decisions and follow-ups' },
  { name: 'initiatives', row: 8, meaning: 'initiatives, partners, commitments' },
  { name: 'overview', row: 10, meaning: 'reads across rooms: home, since your last visit' },
  { name: 'portal', row: 10, meaning: 'what residents read without signing in' },
  { name: 'interop', row: 10, meaning: 'import, export, the command line' },
  { name: 'realtime', row: 10, meaning: 'sockets: who hears what, at once' },
];

/** Words that never name a folder: they hide what a line of code is about. */
export const forbiddenNames = ['utils', 'util', 'helpers', 'helper', 'common', 'core', 'misc'];

/** Row by room name. */
export const rowOf = new Map(rooms.map((room) => [room.name, room.row]));
