import { randomUUID } from 'node:crypto';
import { BodyView, type NewBody } from '@torv/shared/bodies';
import { DecisionView } from '@torv/shared/decisions';
import { advisoryBoard, bodyNow, seatOf, setUpBody } from '../../body-steps';
import { decisionOn } from '../../decision-steps';
import type { World } from '../personas';
import { inNetwork, type MakeSample, plain } from '../sample';
import { openMeeting } from '../steps';

const party = 'lokale-foreninger';
const named = () => `Gruppe ${randomUUID().slice(0, 8)}`;
const board = (w: World, more: Partial<NewBody> = {}) => setUpBody(w.ask('secretary'), { name: named(), ...more });

/** A seat of the party that `seated` administers, in a body of its own. */
async function place(w: World, more: Partial<NewBody> = {}) {
  const body = await board(w, more);
  return { key: body.key, seat: seatOf(body, party) };
}

/** The same, filled by `seated`. */
async function filled(w: World, more: Partial<NewBody> = {}) {
  const { key, seat } = await place(w, more);
  const asked = { version: seat.version, body: { person: w.personId('seated'), until: null } };
  const body = (await w.ask('seated')('PATCH', `bodies/${key}/seats/${seat.placeId}`, asked)).as(BodyView);
  return { key, body, seat: seatOf(body, party) };
}

/** A draft that the facilitator has written; who chairs another body does not change it. */
const ofDraft =
  (body?: object): MakeSample =>
  async (w) => {
    const { key } = await board(w);
    await w.ask('secretary')('POST', `bodies/${key}/mandates`, { key: true, body: advisoryBoard.mandate });
    const { draft } = await bodyNow(w.ask('secretary'), key);
    const params = { key, version: String(draft!.version) };
    return { params, version: draft!.revision, ...(body ? { body } : {}), expects: { chair: 403 } };
  };

async function adopted(w: World) {
  const { mandate } = await board(w, { links: [{ kind: 'reports-to', body: 'styregruppen' }] });
  const meeting = await openMeeting(w);
  const answer = await w.ask('chair')('POST', 'decisions', {
    key: true,
    version: meeting.version,
    body: { ...decisionOn(meeting.id, meeting.items[0]!.id), text: 'Forretningsordenen er vedtaget.' },
  });
  return { number: answer.as(DecisionView, 201).number, mandate: mandate! };
}

export const bodies = inNetwork({
  'GET bodies': plain,
  'GET bodies/{key}': () => ({ params: { key: 'styregruppen' } }),
  'POST bodies': () => ({ body: { ...advisoryBoard, name: named() } }),
  'PATCH bodies/{key}': async (w) => {
    const { key, version } = await board(w);
    return { params: { key }, version, body: { name: 'Et andet navn' } };
  },
  'POST bodies/{key}/closing': async (w) => {
    const { key, version } = await board(w);
    return { params: { key }, version, body: { endedOn: '2099-12-31' }, key: false };
  },
  'POST bodies/{key}/confidentiality': async (w) => {
    const { key, body } = await filled(w, { confidentiality: 'Vi tier om det, vi hører.' });
    return { params: { key }, body: { hash: body.confidentiality!.hash }, key: false };
  },
  'GET bodies/{key}/mandates': () => ({ params: { key: 'styregruppen' } }),
  'POST bodies/{key}/mandates': async (w) => ({
    params: { key: (await board(w)).key },
    body: advisoryBoard.mandate,
    expects: { chair: 403 },
  }),
  'PUT bodies/{key}/mandates/{version}': ofDraft({ ...advisoryBoard.mandate, quorum: 3 }),
  'DELETE bodies/{key}/mandates/{version}': ofDraft(),
  'GET bodies/{key}/seats': () => ({ params: { key: 'styregruppen' } }),
  'POST bodies/{key}/seats': async (w) => ({
    params: { key: (await board(w)).key },
    body: { organisation: 'alabu' },
  }),
  'GET bodies/{key}/seats/{placeId}/candidates': async (w) => {
    const { key, seat } = await place(w);
    return { params: { key, placeId: seat.placeId } };
  },
  'PATCH bodies/{key}/seats/{placeId}': async (w) => {
    const { key, seat } = await place(w);
    return { params: { key, placeId: seat.placeId }, version: seat.version, body: { person: w.personId('seated') } };
  },
  'PUT bodies/{key}/seats/{placeId}/terms': async (w) => {
    const { key, seat } = await place(w);
    const body = { role: 'observer', voting: false, heldUntil: null };
    return { params: { key, placeId: seat.placeId }, version: seat.version, body };
  },
  'POST bodies/{key}/seats/{placeId}/ending': async (w) => {
    const { key, seat } = await place(w);
    return { params: { key, placeId: seat.placeId }, version: seat.version, body: { lastDay: null }, key: false };
  },
  'POST bodies/{key}/seats/{placeId}/deputies': async (w) => {
    const { key, seat } = await filled(w);
    return { params: { key, placeId: seat.placeId }, body: { kind: 'alternate', person: w.personId('disabled') } };
  },
  'DELETE bodies/{key}/seats/{placeId}/deputies/{deputyId}': async (w) => {
    const { key, seat } = await filled(w);
    const body = { kind: 'alternate', person: w.personId('disabled') };
    const asked = { key: true as const, body };
    const after = (await w.ask('seated')('POST', `bodies/${key}/seats/${seat.placeId}/deputies`, asked)).as(
      BodyView,
      201,
    );
    return { params: { key, placeId: seat.placeId, deputyId: seatOf(after, party).deputies[0]!.id } };
  },
  'GET decisions/mandates': () => ({ query: { body: 'styregruppen' } }),
  'GET decisions/{number}/mandate': async (w) => ({ params: { number: (await adopted(w)).number } }),
  'PUT decisions/{number}/mandate': async (w) => {
    const { number, mandate } = await adopted(w);
    return { params: { number }, version: mandate.revision, body: { mandateId: mandate.id } };
  },
});
