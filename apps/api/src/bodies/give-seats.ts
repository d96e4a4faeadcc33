import type { NewSeat, SeatFilling, SeatRole, SeatTerms } from '@torv/shared/bodies';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { mayFill, maySetUp } from './bodies.policy';
import { closed, endsBeforeItBegins, mayNotFill, mayNotSetUp, seatEnded, voteless } from './bodies.refusals';
import { findBody, organisationIds, tellOfBody } from './find-body';

/** A place as rules look at it, by its sitting in force or the next to come. */
export interface StoredSeat {
  body_id: string;
  organisation_id: string;
  person_id: string | null;
}

/** A day in the network's time zone as a moment: its beginning, or the end of it. */
const beginningOf = (place: string) =>
  `(${place}::date::timestamp AT TIME ZONE (SELECT n.timezone FROM places_network n WHERE n.id = $1))`;
const endOf = (place: string) =>
  `((${place}::date + 1)::timestamp AT TIME ZONE (SELECT n.timezone FROM places_network n WHERE n.id = $1))`;

/** Gives an organisation a seat; the organisation fills it itself. @returns the body's key */
export async function addSeat(work: Work, key: string, seat: NewSeat): Promise<string> {
  const body = await findBody(work, key);
  if (!maySetUp(work.actor)) throw new Refusal(mayNotSetUp);
  if (body.ended_on !== null) throw new Refusal(closed);
  const organisations = await organisationIds(work, [{ path: 'organisation', key: seat.organisation }]);
  const organisationId = organisations.get(seat.organisation)!;
  await giveSeat(work, body.id, organisationId, seat, '');
  tellOfBody(work, body.id, 'bodies.seat-given', { organisationId });
  return key;
}

/**
 * One seat, as `addSeat` and a body's set-up give it.
 *
 * @param path where the seat stands in the request, for faults
 */
export async function giveSeat(
  work: Work,
  bodyId: string,
  organisationId: string,
  seat: NewSeat,
  path: string,
): Promise<void> {
  const voting = seat.voting ?? votes(seat.role);
  refuseVoteless(seat.role, voting, path);
  if (seat.until && seat.from && seat.until < seat.from)
    throw new Refusal(endsBeforeItBegins, [{ path: `${path}until`, message: endsBeforeItBegins.sentence }]);
  await work.row({
    text: `SELECT bodies_give_seat($1, $2, $3, $4, $5, CASE WHEN $6::text IS NULL THEN now() ELSE ${beginningOf('$6')} END,
             CASE WHEN $7::text IS NULL THEN NULL ELSE ${endOf('$7')} END)`,
    values: [work.networkId, bodyId, organisationId, seat.role, voting, seat.from ?? null, seat.until],
  });
}

/** Chair, vice-chair and members vote unless it is said otherwise. */
const votes = (role: SeatRole): boolean => role !== 'secretary' && role !== 'observer';

function refuseVoteless(role: SeatRole, voting: boolean, path: string): void {
  if (voting && !votes(role)) throw new Refusal(voteless, [{ path: `${path}voting`, message: voteless.sentence }]);
}

/**
 * Fills a seat with one of its organisation's people, or vacates it. The next sitting begins now; the one before stays.
 *
 * @throws Refusal BODIES.MAY_NOT_FILL, BODIES.NOT_OF_ORGANISATION, BODIES.SEAT_ENDED, PLATFORM.VERSION_STALE
 */
export async function fillSeat(
  work: Work,
  key: string,
  placeId: string,
  version: number,
  filling: SeatFilling,
): Promise<void> {
  const { bodyId, seat } = await findSeat(work, key, placeId);
  if (!mayFill(work.actor, seat.organisation_id)) throw new Refusal(mayNotFill);
  await work.row({
    text: `SELECT bodies_fill_seat($1, $2, $3, $4, CASE WHEN $5::text IS NULL THEN NULL ELSE ${endOf('$5')} END)`,
    values: [work.networkId, placeId, version, filling.person, filling.until],
  });
  const kind = filling.person === null ? 'bodies.seat-vacated' : 'bodies.seat-filled';
  tellOfBody(work, bodyId, kind, { organisationId: seat.organisation_id });
}

/** Changes what a seat is; who sits there stays. @throws Refusal BODIES.MAY_NOT_SET_UP, BODIES.CHAIR_TAKEN, PLATFORM.VERSION_STALE */
export async function changeSeat(
  work: Work,
  key: string,
  placeId: string,
  version: number,
  terms: SeatTerms,
): Promise<void> {
  const { bodyId, seat } = await findSeat(work, key, placeId);
  if (!maySetUp(work.actor)) throw new Refusal(mayNotSetUp);
  refuseVoteless(terms.role, terms.voting, '');
  await work.row({
    text: `SELECT bodies_change_seat($1, $2, $3, $4, $5, CASE WHEN $6::text IS NULL THEN NULL ELSE ${endOf('$6')} END)`,
    values: [work.networkId, placeId, version, terms.role, terms.voting, terms.heldUntil],
  });
  tellOfBody(work, bodyId, 'bodies.seat-changed', { organisationId: seat.organisation_id });
}

/** Ends a seat: now, or with its last day. */
export async function endSeat(
  work: Work,
  key: string,
  placeId: string,
  version: number,
  lastDay: string | null,
): Promise<void> {
  const { bodyId, seat } = await findSeat(work, key, placeId);
  if (!maySetUp(work.actor)) throw new Refusal(mayNotSetUp);
  await work.row({
    text: `SELECT bodies_end_seat($1, $2, $3, CASE WHEN $4::text IS NULL THEN now() ELSE ${endOf('$4')} END)`,
    values: [work.networkId, placeId, version, lastDay],
  });
  tellOfBody(work, bodyId, 'bodies.seat-ended', { organisationId: seat.organisation_id });
}

/** A place of the body that somebody's organisation holds now or soon. @throws Refusal PLATFORM.NOT_FOUND, BODIES.SEAT_ENDED */
export async function findSeat(
  work: Work,
  key: string,
  placeId: string,
): Promise<{ bodyId: string; seat: StoredSeat }> {
  const body = await findBody(work, key);
  const seats = await work.rows<StoredSeat & { over: boolean }>({
    text: `SELECT body_id, organisation_id, person_id, valid_until <= now() AS over FROM bodies_seat
           WHERE network_id = $1 AND place_id = $2 AND body_id = $3 ORDER BY valid_until <= now(), valid_from`,
    values: [work.networkId, placeId, body.id],
  });
  const [seat] = seats;
  if (!seat) throw new Refusal(notFound);
  if (seat.over) throw new Refusal(seatEnded);
  return { bodyId: body.id, seat };
}
