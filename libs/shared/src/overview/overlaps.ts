import * as z from 'zod';
import { BodyRef, SeatRole } from '../bodies';
import { Id } from '../kernel';
import { OrganisationRef } from '../organisations';
import { type NetworkPicture, PersonRef, type PictureBody } from './network-picture';

/** How many meetings a year a body has, and how that is known: its mandate says so, or that many were called. */
export const Cadence = z.strictObject({
  perYear: z.number(),
  source: z.enum(['mandate', 'meetings']),
});
export type Cadence = z.infer<typeof Cadence>;

/** One person's seats in one body; `cadence` null: neither mandate nor meetings say how often it meets. */
export const SeatsInBody = z.strictObject({
  body: BodyRef,
  roles: z.array(SeatRole),
  for: z.array(OrganisationRef),
  cadence: Cadence.nullable(),
});
export type SeatsInBody = z.infer<typeof SeatsInBody>;

/** Someone who sits in more than one body. `eveningsAMonth` counts the bodies whose cadence is known. */
export const OverlappingPerson = z.strictObject({
  person: PersonRef,
  sits: z.array(SeatsInBody),
  eveningsAMonth: z.number(),
  /** Bodies whose cadence is not known, so that the number above is too low. */
  unknown: z.number().int(),
});
export type OverlappingPerson = z.infer<typeof OverlappingPerson>;

/** Word goes between two bodies through whoever sits in both. `tied`: the bodies are said to belong together. */
export const Route = z.strictObject({
  between: z.tuple([BodyRef, BodyRef]),
  carriers: z.array(PersonRef),
  tied: z.boolean(),
});
export type Route = z.infer<typeof Route>;

const subjects = ['positions', 'commitments', 'ratifications', 'agreements'] as const;
/** What someone may bind an organisation to. */
const Subject = z.enum(subjects);

/** Where the network hangs on one person. */
export const SinglePoint = z.discriminatedUnion('kind', [
  /** The only one who sits in both bodies. */
  z.strictObject({ kind: z.literal('carries'), person: PersonRef, between: z.tuple([BodyRef, BodyRef]) }),
  /** The only one who may bind an organisation that has a vote. */
  z.strictObject({
    kind: z.literal('binds'),
    person: PersonRef,
    organisation: OrganisationRef,
    subjects: z.array(Subject),
  }),
  /** The only one who administers an organisation's people. */
  z.strictObject({ kind: z.literal('administers'), person: PersonRef, organisation: OrganisationRef }),
  /** The only facilitator of the network. */
  z.strictObject({ kind: z.literal('facilitates'), person: PersonRef, organisation: OrganisationRef }),
]);
export type SinglePoint = z.infer<typeof SinglePoint>;

/** `GET …/overview/overlaps`: the same people in several bodies, and what hangs on one of them. */
export const OverlapsView = z.strictObject({
  people: z.array(OverlappingPerson),
  routes: z.array(Route),
  /** Bodies said to belong together while nobody sits in both. */
  silent: z.array(z.strictObject({ between: z.tuple([BodyRef, BodyRef]) })),
  singlePoints: z.array(SinglePoint),
});
export type OverlapsView = z.infer<typeof OverlapsView>;

/** What a person may do for an organisation beyond sitting for it, in force today. */
export const Standing = z.strictObject({
  person: PersonRef,
  organisationId: Id,
  what: z.enum([...subjects, 'administrator', 'facilitator']),
});
export type Standing = z.infer<typeof Standing>;

/** Meetings of bodies in the last twelve months that were called, by body. */
export type MeetingsCalled = Readonly<Record<string, number>>;

const refOf = ({ id, key, name, kind }: PictureBody): BodyRef => ({ id, key, name, kind });
const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name, 'da');

/** How often a body meets: what its mandate asks for, else what was called in the last year; null when neither says. */
export function cadenceOf(body: PictureBody, called: MeetingsCalled): Cadence | null {
  const asked = body.mandate?.cadencePerYear;
  if (asked) return { perYear: asked, source: 'mandate' };
  const held = called[body.id] ?? 0;
  return held > 0 ? { perYear: held, source: 'meetings' } : null;
}

/**
 * Finds the same people in several bodies, the ways word goes through them, and where one person is the only one.
 * It sees what it is given: a reader who may not see a meeting is not told of it by a number here.
 */
export function overlapsOf(
  picture: NetworkPicture,
  standings: readonly Standing[],
  called: MeetingsCalled,
): OverlapsView {
  const organisations = new Map(
    picture.organisations.map(({ id, key, name, sector, swatch }) => [id, { id, key, name, sector, swatch }]),
  );
  const people = new Map<string, { person: PersonRef; bodies: Map<string, SeatsInBody> }>();
  for (const body of picture.bodies) {
    for (const seat of body.seats) {
      const organisation = organisations.get(seat.organisationId);
      if (!seat.person || !organisation) continue;
      const { person, bodies } = people.get(seat.person.id) ?? {
        person: seat.person,
        bodies: new Map<string, SeatsInBody>(),
      };
      people.set(person.id, { person, bodies });
      const sits = bodies.get(body.id) ?? { body: refOf(body), roles: [], for: [], cadence: cadenceOf(body, called) };
      bodies.set(body.id, sits);
      if (!sits.roles.includes(seat.role)) sits.roles.push(seat.role);
      if (!sits.for.some((one) => one.id === organisation.id)) sits.for.push(organisation);
    }
  }
  const routes = routesOf(picture, people);
  return {
    people: [...people.values()]
      .filter(({ bodies }) => bodies.size > 1)
      .map(({ person, bodies }) => costOf(person, [...bodies.values()]))
      .sort((one, other) => other.sits.length - one.sits.length || byName(one.person, other.person)),
    routes: routes.filter((one) => one.carriers.length > 0),
    silent: routes.filter((one) => one.carriers.length === 0).map(({ between }) => ({ between })),
    singlePoints: [
      ...routes
        .filter((one) => one.carriers.length === 1)
        .map(({ carriers, between }) => ({ kind: 'carries' as const, person: carriers[0]!, between })),
      ...aloneIn(picture, standings, organisations),
    ],
  };
}

/** A person's evenings a month, to one decimal. */
function costOf(person: PersonRef, sits: SeatsInBody[]): OverlappingPerson {
  const aYear = sits.reduce((sum, one) => sum + (one.cadence?.perYear ?? 0), 0);
  return {
    person,
    sits,
    eveningsAMonth: Math.round((aYear / 12) * 10) / 10,
    unknown: sits.filter((one) => one.cadence === null).length,
  };
}

/** Every two bodies that someone sits in both of, or that are said to belong together. */
function routesOf(
  picture: NetworkPicture,
  people: ReadonlyMap<string, { person: PersonRef; bodies: ReadonlyMap<string, unknown> }>,
): Route[] {
  const tied = new Set(picture.links.flatMap((one) => (one.otherBodyId ? [pairOf(one.bodyId, one.otherBodyId)] : [])));
  const bodies = [...picture.bodies].sort(byName);
  return bodies.flatMap((one, place) =>
    bodies.slice(place + 1).flatMap((other) => {
      const carriers = [...people.values()]
        .filter((each) => each.bodies.has(one.id) && each.bodies.has(other.id))
        .map((each) => each.person)
        .sort(byName);
      const said = tied.has(pairOf(one.id, other.id));
      return carriers.length > 0 || said
        ? [{ between: [refOf(one), refOf(other)] as [BodyRef, BodyRef], carriers, tied: said }]
        : [];
    }),
  );
}

const pairOf = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

/** Who alone may bind an organisation with a vote, alone administers one, or is the network's only facilitator. */
function aloneIn(
  picture: NetworkPicture,
  standings: readonly Standing[],
  organisations: ReadonlyMap<string, OrganisationRef>,
): SinglePoint[] {
  const voting = new Set(
    picture.bodies.flatMap((body) => body.seats.filter((seat) => seat.voting).map((seat) => seat.organisationId)),
  );
  const only = (organisationId: string, what: Standing['what']): PersonRef | null => {
    const all = standings.filter((one) => one.organisationId === organisationId && one.what === what);
    return new Set(all.map((one) => one.person.id)).size === 1 ? all[0]!.person : null;
  };
  const found: SinglePoint[] = [];
  for (const organisation of [...organisations.values()].sort(byName)) {
    const alone = new Map<string, { person: PersonRef; subjects: z.infer<typeof Subject>[] }>();
    for (const subject of voting.has(organisation.id) ? subjects : []) {
      const person = only(organisation.id, subject);
      if (!person) continue;
      const { subjects: others } = alone.get(person.id) ?? { subjects: [] };
      alone.set(person.id, { person, subjects: [...others, subject] });
    }
    for (const each of alone.values()) found.push({ kind: 'binds', organisation, ...each });
    const runs = only(organisation.id, 'administrator');
    if (runs) found.push({ kind: 'administers', person: runs, organisation });
  }
  const facilitators = standings.filter((one) => one.what === 'facilitator' && organisations.has(one.organisationId));
  if (new Set(facilitators.map((one) => one.person.id)).size === 1) {
    const { person, organisationId } = facilitators[0]!;
    found.push({ kind: 'facilitates', person, organisation: organisations.get(organisationId)! });
  }
  return found;
}
