import { type BodyChange, keyOfName, type NewBody } from '@torv/shared/bodies';
import type { Work } from '../platform/database/unit-of-work';
import { Refusal } from '../platform/errors/refusal';
import { maySetUp } from './bodies.policy';
import { closed, keyless, mayNotSetUp } from './bodies.refusals';
import { insertMandate } from './draft-mandate';
import { bodyForChange, findBody, organisationIds, tellOfBody } from './find-body';
import { giveSeat } from './give-seats';
import { linkBody } from './link-bodies';

/**
 * Sets up a body with its links, its seats and its first mandate.
 *
 * @returns its key, made from its name
 * @throws Refusal BODIES.MAY_NOT_SET_UP, BODIES.NAME_MAKES_NO_KEY, PLATFORM.NOT_FOUND for an organisation or body that is not here
 */
export async function setUpBody(work: Work, body: NewBody): Promise<string> {
  if (!maySetUp(work.actor)) throw new Refusal(mayNotSetUp);
  const key = await freeKey(work, body.name);
  const organisations = await organisationIds(work, [
    ...(body.secretariat ? [{ path: 'secretariat', key: body.secretariat }] : []),
    ...body.seats.map((seat, n) => ({ path: `seats[${n}].organisation`, key: seat.organisation })),
  ]);
  const made = await work.row<{ id: string }>({
    text: `INSERT INTO bodies_body (network_id, key, name, kind, since, purpose, secretariat_id, confidentiality)
           VALUES ($1, $2, $3, $4, extract(year FROM places_today($1))::int, $5, $6, $7) RETURNING id`,
    values: [
      work.networkId,
      key,
      body.name,
      body.kind,
      body.purpose,
      body.secretariat ? organisations.get(body.secretariat) : null,
      body.confidentiality,
    ],
  });
  const { id } = made!;
  await linkBody(work, id, body.links);
  await insertMandate(work, id, body.mandate);
  for (const [n, seat] of body.seats.entries())
    await giveSeat(work, id, organisations.get(seat.organisation)!, seat, `seats[${n}].`);
  tellOfBody(work, id, 'bodies.set-up');
  return key;
}

/** Changes what a body is called, is for and hangs together with. Its key stays. */
export async function changeBody(work: Work, key: string, version: number, change: BodyChange): Promise<void> {
  const seen = await findBody(work, key);
  if (!maySetUp(work.actor)) throw new Refusal(mayNotSetUp);
  if (seen.ended_on !== null) throw new Refusal(closed);
  const body = await bodyForChange(work, key, version);
  const secretariat = change.secretariat
    ? (await organisationIds(work, [{ path: 'secretariat', key: change.secretariat }])).get(change.secretariat)
    : null;
  await work.row({
    text: `UPDATE bodies_body SET version = version + 1, name = coalesce($3, name), kind = coalesce($4, kind), purpose = coalesce($5, purpose),
             secretariat_id = CASE WHEN $6 THEN $7 ELSE secretariat_id END, confidentiality = CASE WHEN $8 THEN $9 ELSE confidentiality END
           WHERE network_id = $1 AND id = $2`,
    values: [
      work.networkId,
      body.id,
      change.name ?? null,
      change.kind ?? null,
      change.purpose ?? null,
      change.secretariat !== undefined,
      secretariat,
      change.confidentiality !== undefined,
      change.confidentiality ?? null,
    ],
  });
  if (change.links) await linkBody(work, body.id, change.links);
  tellOfBody(work, body.id, 'bodies.changed');
}

/** Closes a body: its seats end with its last day, or now when that is today. */
export async function closeBody(work: Work, key: string, version: number, endedOn: string): Promise<void> {
  const seen = await findBody(work, key);
  if (!maySetUp(work.actor)) throw new Refusal(mayNotSetUp);
  if (seen.ended_on !== null) throw new Refusal(closed);
  const body = await bodyForChange(work, key, version);
  await work.row({
    text: 'UPDATE bodies_body SET version = version + 1, ended_on = $3 WHERE network_id = $1 AND id = $2',
    values: [work.networkId, body.id, endedOn],
  });
  tellOfBody(work, body.id, 'bodies.closed');
}

/** The name's key, or the first of `…-2`, `…-3` that no body of the network has. */
async function freeKey(work: Work, name: string): Promise<string> {
  const key = keyOfName(name);
  if (key.length < 2)
    throw new Refusal(keyless, [
      {
        path: 'name',
        message: { da: 'Skriv et navn med bogstaver eller tal.', en: 'Write a name with letters or digits.' },
      },
    ]);
  const taken = await work.rows<{ key: string }>({
    text: `SELECT key FROM bodies_body WHERE network_id = $1 AND (key = $2 OR key LIKE $2 || '-%')`,
    values: [work.networkId, key],
  });
  const keys = new Set(taken.map((row) => row.key));
  let free = key;
  for (let n = 2; keys.has(free); n++) free = `${key}-${n}`;
  return free;
}
