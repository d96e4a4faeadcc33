import * as z from 'zod';
import { BodyRef, SeatRole } from '../bodies';
import { Day, Id } from '../kernel';
import { OrganisationRef, Sector } from '../organisations';
import { daysBetween, type NetworkPicture, PersonRef, type PictureBody, type PictureSeat } from './network-picture';

/** A seat is long vacant after this many days; a term is about to end when it has this many left. */
export const longVacantDays = 90;
export const endingWithinDays = 60;

const gap = <C extends string, S extends z.ZodRawShape>(code: C, facts: S) =>
  z.strictObject({ code: z.literal(code), ...facts });
const body = { body: BodyRef };
const seat = { seat: z.strictObject({ id: Id, role: SeatRole, organisation: OrganisationRef }) };

/**
 * Something that lacks in how the network's bodies are put together, with the facts of its reason. The words, and the
 * one thing to do about it, stand in the web's dictionary under the same code.
 */
export const CompositionGap = z.discriminatedUnion('code', [
  /** No seat, no link, no reference group and nobody's approving instance ties the network to the council. */
  gap('no-political-link', { boards: z.array(BodyRef) }),
  /** A board whose seats are all held by the municipality and housing organisations. */
  gap('officials-only', { ...body, seats: z.number().int(), organisations: z.array(OrganisationRef) }),
  /** The mandate asks for a sector that holds no seat with a vote. */
  gap('required-sector-missing', { ...body, sector: Sector }),
  /** Organisations of a sector are in the network, and none holds a seat anywhere. */
  gap('sector-without-seat', { sector: Sector, organisations: z.array(OrganisationRef) }),
  gap('no-seats', body),
  /** Nobody sits as chair: the seat is vacant, or there is none. A vice-chair may act meanwhile. */
  gap('chair-missing', { ...body, seat: z.boolean(), viceChair: z.boolean() }),
  /** With everyone there who can come, the body still has no quorum. */
  gap('quorum-unreachable', {
    ...body,
    quorum: z.number().int(),
    filled: z.number().int(),
    lacking: z.array(Sector),
  }),
  gap('long-vacant', { ...body, ...seat, since: Day, days: z.number().int() }),
  gap('term-ended', { ...body, ...seat, person: PersonRef.nullable(), until: Day, days: z.number().int() }),
  gap('term-ending', { ...body, ...seat, person: PersonRef.nullable(), until: Day, days: z.number().int() }),
]);
export type CompositionGap = z.infer<typeof CompositionGap>;
export type GapCode = CompositionGap['code'];

/** `GET …/overview/composition`: what lacks, the gravest first. */
export const CompositionView = z.strictObject({ today: Day, gaps: z.array(CompositionGap) });
export type CompositionView = z.infer<typeof CompositionView>;

/** A seat whose term has run out with nobody after. */
export const EndedSeat = z.strictObject({
  bodyId: Id,
  id: Id,
  role: SeatRole,
  organisationId: Id,
  person: PersonRef.nullable(),
  until: Day,
});
export type EndedSeat = z.infer<typeof EndedSeat>;

/**
 * What else is known. `councils`: organisations that are themselves a council of politicians, by key; `estates`: those
 * in which residents decide. `approvedByCouncil`: someone who sits in a body speaks there subject to the approval of a
 * council or a committee. That an organisation has a council somewhere ties nobody.
 */
export interface CompositionFacts {
  ended: readonly EndedSeat[];
  councils: readonly string[];
  estates: readonly string[];
  approvedByCouncil: boolean;
}

/** Bodies that lead: for them a one-sided table and a missing chair matter. */
const boards = new Set(['steering-board', 'steering-group', 'advisory-board']);
/** Sectors that are spoken for by employees; a council, and an estate with its own board, are not. */
const officials = new Set(['municipality', 'housing']);
const gravity: readonly GapCode[] = [
  'quorum-unreachable',
  'no-political-link',
  'required-sector-missing',
  'officials-only',
  'chair-missing',
  'term-ended',
  'long-vacant',
  'term-ending',
  'no-seats',
  'sector-without-seat',
];

/** Finds what lacks in the bodies of a network as they are today. */
export function compositionGapsOf(picture: NetworkPicture, facts: CompositionFacts): CompositionGap[] {
  const organisations = new Map(picture.organisations.map((one) => [one.id, one]));
  const gaps = [
    ...politicalGap(picture, facts),
    ...picture.bodies.flatMap((one) => gapsOfBody(one, picture.today, organisations, facts)),
    ...sectorsWithoutSeat(picture),
  ];
  return gaps
    .map((one, place) => ({ one, place }))
    .sort((a, b) => gravity.indexOf(a.one.code) - gravity.indexOf(b.one.code) || a.place - b.place)
    .map(({ one }) => one);
}

type Organisations = ReadonlyMap<string, OrganisationRef>;
const refOf = ({ id, key, name, kind }: PictureBody): BodyRef => ({ id, key, name, kind });
const partyOf = ({ id, key, name, sector, swatch }: OrganisationRef): OrganisationRef => ({
  id,
  key,
  name,
  sector,
  swatch,
});

/** Distinct organisations that would count towards quorum: they vote, and someone fills their seat. */
function present(one: PictureBody, organisations: Organisations): OrganisationRef[] {
  const ids = new Set(one.seats.filter((each) => each.voting && each.person).map((each) => each.organisationId));
  return [...ids].flatMap((id) => organisations.get(id) ?? []);
}

/** True when a body meets with everyone there who can come. A body without a mandate asks for nothing. */
export function quorumReachable(one: PictureBody, picture: NetworkPicture): boolean {
  return gapOfQuorum(one, new Map(picture.organisations.map((each) => [each.id, each]))) === null;
}

function gapOfQuorum(one: PictureBody, organisations: Organisations): CompositionGap | null {
  if (!one.mandate || one.mandate.remit === 'heard') return null;
  const there = present(one, organisations);
  const sectors = new Set<string>(there.map((each) => each.sector));
  const lacking = (one.mandate.requiredSectors as Sector[]).filter((sector) => !sectors.has(sector));
  const { quorum } = one.mandate;
  if (there.length >= quorum && lacking.length === 0) return null;
  return { code: 'quorum-unreachable', body: refOf(one), quorum, filled: there.length, lacking };
}

function gapsOfBody(
  one: PictureBody,
  today: string,
  organisations: Organisations,
  facts: CompositionFacts,
): CompositionGap[] {
  const body = refOf(one);
  const ended = facts.ended.filter((each) => each.bodyId === one.id);
  const gaps = ended.flatMap((each) => gapOfEnded(body, each, today, organisations));
  if (one.seats.length === 0) return ended.length > 0 ? gaps : [{ code: 'no-seats', body }];
  const quorum = gapOfQuorum(one, organisations);
  if (quorum) gaps.push(quorum);
  const voting = new Set(
    one.seats.filter((each) => each.voting).map((each) => organisations.get(each.organisationId)?.sector),
  );
  for (const sector of (one.mandate?.requiredSectors ?? []) as Sector[])
    if (!voting.has(sector)) gaps.push({ code: 'required-sector-missing', body, sector });
  if (boards.has(one.kind)) gaps.push(...gapOfOfficials(one, organisations, facts));
  const chairs = one.seats.filter((each) => each.role === 'chair');
  const viceChair = one.seats.some((each) => each.role === 'vice-chair' && each.person);
  if (boards.has(one.kind) && !chairs.some((each) => each.person))
    gaps.push({ code: 'chair-missing', body, seat: chairs.length > 0, viceChair });
  gaps.push(...one.seats.flatMap((each) => gapOfSeat(body, each, today, organisations)));
  return gaps;
}

/** Every seat but the secretary's and observers' is held by the municipality or a housing organisation. */
function gapOfOfficials(one: PictureBody, organisations: Organisations, facts: CompositionFacts): CompositionGap[] {
  const seats = one.seats.filter((each) => each.role !== 'secretary' && each.role !== 'observer');
  const holders = [...new Set(seats.map((each) => each.organisationId))].flatMap((id) => organisations.get(id) ?? []);
  const spokenFor = (each: OrganisationRef) =>
    officials.has(each.sector) && !facts.councils.includes(each.key) && !facts.estates.includes(each.key);
  if (holders.length === 0 || !holders.every(spokenFor)) return [];
  return [
    {
      code: 'officials-only',
      body: refOf(one),
      seats: seats.length,
      organisations: holders.map((each) => partyOf(each)),
    },
  ];
}

function gapOfSeat(body: BodyRef, one: PictureSeat, today: string, organisations: Organisations): CompositionGap[] {
  const organisation = organisations.get(one.organisationId);
  if (!organisation) return [];
  const seat = { id: one.id, role: one.role, organisation: partyOf(organisation) };
  const gaps: CompositionGap[] = [];
  if (!one.person && one.vacantSince) {
    const days = daysBetween(one.vacantSince, today);
    if (days > longVacantDays) gaps.push({ code: 'long-vacant', body, seat, since: one.vacantSince, days });
  }
  if (one.until) {
    const days = daysBetween(today, one.until);
    if (days <= endingWithinDays)
      gaps.push({ code: 'term-ending', body, seat, person: one.person, until: one.until, days });
  }
  return gaps;
}

function gapOfEnded(body: BodyRef, one: EndedSeat, today: string, organisations: Organisations): CompositionGap[] {
  const organisation = organisations.get(one.organisationId);
  if (!organisation) return [];
  const seat = { id: one.id, role: one.role, organisation: partyOf(organisation) };
  const days = daysBetween(one.until, today);
  return [{ code: 'term-ended', body, seat, person: one.person, until: one.until, days }];
}

/** Politicians are tied to the network by a seat, a link or a body of their own, or as an approving instance. */
function politicalGap(picture: NetworkPicture, facts: CompositionFacts): CompositionGap[] {
  if (facts.approvedByCouncil) return [];
  const leading = picture.bodies.filter((one) => one.kind === 'steering-board' || one.kind === 'steering-group');
  if (leading.length === 0) return [];
  const councils = new Set(
    picture.organisations.filter((one) => facts.councils.includes(one.key)).map((one) => one.id),
  );
  const sits = picture.bodies.some((one) => one.seats.some((each) => councils.has(each.organisationId)));
  const tied = picture.links.some((one) => one.organisationId !== null && councils.has(one.organisationId));
  const municipal = new Set(picture.organisations.filter((one) => one.sector === 'municipality').map((one) => one.id));
  const grouped = picture.bodies.some(
    (one) =>
      one.kind === 'reference-group' && one.seats.some((each) => each.person && municipal.has(each.organisationId)),
  );
  return sits || tied || grouped ? [] : [{ code: 'no-political-link', boards: leading.map((one) => refOf(one)) }];
}

function sectorsWithoutSeat(picture: NetworkPicture): CompositionGap[] {
  const seated = new Set(picture.bodies.flatMap((one) => one.seats.map((each) => each.organisationId)));
  const sectorOf = new Map(picture.organisations.map((one) => [one.id, one.sector]));
  const sectors = new Set([...seated].map((id) => sectorOf.get(id)));
  return Sector.options
    .filter((sector) => !sectors.has(sector))
    .flatMap((sector) => {
      const of = picture.organisations.filter((one) => one.sector === sector).map((one) => partyOf(one));
      return of.length > 0 ? [{ code: 'sector-without-seat' as const, sector, organisations: of }] : [];
    });
}
