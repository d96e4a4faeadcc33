import type { NewDeputy } from '@torv/shared/bodies';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { mayAppoint } from './bodies.policy';
import { endsBeforeItBegins, mayNotAppoint } from './bodies.refusals';
import { tellOfBody } from './find-body';
import { findSeat } from './give-seats';

/**
 * Says who steps in for a seat: for one meeting (which is known here by its id alone), for a period, or as alternate.
 *
 * @returns the body's key
 * @throws Refusal BODIES.MAY_NOT_APPOINT, BODIES.NOT_OF_ORGANISATION, BODIES.DEPUTY_OF_ONESELF, BODIES.DEPUTY_TAKEN,
 * MEETINGS.OTHER_BODY, PLATFORM.NOT_FOUND for a meeting that is not here
 */
export async function appointDeputy(work: Work, key: string, placeId: string, deputy: NewDeputy): Promise<string> {
  const { bodyId, seat } = await findSeat(work, key, placeId);
  if (!mayAppoint(work.actor, seat)) throw new Refusal(mayNotAppoint);
  const period = deputy.kind === 'period' ? deputy : null;
  if (period && period.until < period.from)
    throw new Refusal(endsBeforeItBegins, [{ path: 'until', message: endsBeforeItBegins.sentence }]);
  await work.row({
    text: `SELECT bodies_appoint_deputy($1, $2, $3, $4, $5, $6::date::timestamp AT TIME ZONE n.timezone, ($7::date + 1)::timestamp AT TIME ZONE n.timezone)
           FROM places_network n WHERE n.id = $1`,
    values: [
      work.networkId,
      placeId,
      deputy.person,
      deputy.kind === 'alternate' ? 'alternate' : 'deputy',
      deputy.kind === 'meeting' ? deputy.meetingId : null,
      period?.from ?? null,
      period?.until ?? null,
    ],
  });
  tellOfBody(work, bodyId, 'bodies.deputy-appointed', { organisationId: seat.organisation_id, word: deputy.kind });
  return key;
}

/** Takes a deputy off, from now on. */
export async function withdrawDeputy(work: Work, key: string, placeId: string, deputyId: string): Promise<void> {
  const { bodyId, seat } = await findSeat(work, key, placeId);
  const found = await work.row<{ person_id: string }>({
    text: 'SELECT person_id FROM bodies_deputy WHERE network_id = $1 AND id = $2 AND place_id = $3 AND valid_until > now()',
    values: [work.networkId, deputyId, placeId],
  });
  if (!found) throw new Refusal(notFound);
  if (found.person_id !== work.actor.personId && !mayAppoint(work.actor, seat)) throw new Refusal(mayNotAppoint);
  await work.row({ text: 'SELECT bodies_withdraw_deputy($1, $2)', values: [work.networkId, deputyId] });
  tellOfBody(work, bodyId, 'bodies.deputy-withdrawn', { organisationId: seat.organisation_id });
}
