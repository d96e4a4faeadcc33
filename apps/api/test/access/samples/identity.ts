import { MadeToken, SessionList } from '@torv/shared/identity';
import type { Persona, World } from '../personas';
import { plain, type Sample, type Samples } from '../sample';

const password = 'torv-demo-1';
const madeUp = 'x'.repeat(43);

/** What a browser would answer; no authenticator has signed it. */
const unsigned = {
  id: 'x'.repeat(22),
  rawId: 'x'.repeat(22),
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' },
};

/** What only a person's device, mail or broker could prove: well formed, refused with this status, whoever asks. */
const unproven = (answers: number, body: object, more: Partial<Sample> = {}) => {
  const sample: Sample = { body, key: false, answers, ...more };
  return () => sample;
};

const insert = async (w: World, sql: string, persona: Persona): Promise<string> =>
  (await w.torv.admin.query(`${sql} RETURNING id::text`, [w.personId(persona)])).rows[0].id as string;
const passkeyOf = (w: World, persona: Persona) =>
  insert(
    w,
    `INSERT INTO identity_passkey (person_id, credential_id, public_key, counter, backed_up, name)
     VALUES ($1, replace(gen_random_uuid()::text, '-', ''), '\\x00', 0, false, 'Tablet')`,
    persona,
  );

export const identity: Samples = {
  'GET /api/v1/session': plain,
  // Signing in ends the session that the same browser had.
  'POST /api/v1/session': () => ({
    body: { email: 'chair@demo.torv.test', password },
    key: false,
    spendsSession: true,
  }),
  'PATCH /api/v1/session': () => ({ body: { language: 'da' } }),
  'DELETE /api/v1/session': () => ({ spendsSession: true }),
  'POST /api/v1/session/again': () => ({ body: { password }, key: false, spendsSession: true }),
  'POST /api/v1/session/again/code': unproven(409, { code: '123456' }, { spendsSession: true }),
  'POST /api/v1/session/again/passkey': unproven(403, { answer: unsigned }, { spendsSession: true }),
  'POST /api/v1/session/again/passkey/challenge': () => ({ key: false }),
  'GET /api/v1/session/all': plain,
  'DELETE /api/v1/session/others': () => ({ spendsSession: true }),
  // One of one's own sessions; another's is nothing.
  'DELETE /api/v1/session/{id}': async (w, persona, ask) => {
    await w.signInAnew(persona);
    const { items } = (await ask('GET', '/api/v1/session/all')).as(SessionList);
    const other = items.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)).find((one) => !one.current)!;
    return { params: { id: other.id } };
  },
  'POST /api/v1/session/second-factor': unproven(403, { pending: madeUp, code: '123456' }),
  'POST /api/v1/session/passkey': unproven(403, { answer: unsigned }),
  'POST /api/v1/session/passkey/challenge': () => ({ key: false }),
  'POST /api/v1/session/link': unproven(202, { email: 'nobody@example.test' }),
  'POST /api/v1/session/password-link': unproven(202, { email: 'nobody@example.test' }),
  'POST /api/v1/session/by-link': unproven(410, { secret: madeUp }),
  'POST /api/v1/session/password': unproven(410, { secret: madeUp, password: 'fjorden og broen' }),
  'PUT /api/v1/session/password': unproven(403, { current: 'not-the-password', password: 'fjorden og broen' }),
  'GET /api/v1/session/tokens': plain,
  'POST /api/v1/session/tokens': () => ({ body: { name: 'Kalenderen', scopes: ['read'], days: 30 }, key: false }),
  'DELETE /api/v1/session/tokens/{id}': async (_, __, ask) => {
    const made = await ask('POST', '/api/v1/session/tokens', { body: { name: 'x', scopes: ['read'], days: 1 } });
    return { params: { id: made.as(MadeToken, 201).id } };
  },

  'GET /api/v1/me/second-factor': plain,
  'POST /api/v1/me/second-factor/codes': () => ({ key: false }),
  'POST /api/v1/me/second-factor/codes/confirmation': unproven(403, { code: '123456' }),
  // There are none to take away, nor to be replaced.
  'DELETE /api/v1/me/second-factor/codes': () => ({ answers: 409 }),
  'POST /api/v1/me/second-factor/recovery-codes': () => ({ key: false, answers: 409 }),
  'GET /api/v1/me/passkeys': plain,
  'POST /api/v1/me/passkeys': unproven(409, {
    name: 'Tablet',
    answer: { ...unsigned, response: { clientDataJSON: 'x', attestationObject: 'x' } },
  }),
  'POST /api/v1/me/passkeys/challenge': () => ({ key: false }),
  'PATCH /api/v1/me/passkeys/{id}': async (w, persona) => ({
    params: { id: await passkeyOf(w, persona) },
    version: 1,
    body: { name: 'Telefon' },
  }),
  // Whoever has a passkey signs in with it before they take one away.
  'DELETE /api/v1/me/passkeys/{id}': async (w, persona) => ({
    params: { id: await passkeyOf(w, persona) },
    version: 1,
    answers: 403,
  }),
  'GET /api/v1/me/brokers': plain,
  // No broker is set up here.
  'POST /api/v1/me/brokers/{key}': unproven(404, {}, { params: { key: 'findes-ikke' } }),
  'DELETE /api/v1/me/brokers/{id}': async (w, persona) => ({
    params: {
      id: await insert(
        w,
        `INSERT INTO identity_broker_account (issuer, subject, person_id, strong) VALUES ('https://broker.test', gen_random_uuid()::text, $1, false)`,
        persona,
      ),
    },
  }),
  'GET /api/v1/brokers': plain,
  'GET /api/v1/brokers/{key}/start': () => ({ params: { key: 'findes-ikke' }, answers: 303 }),
  'GET /api/v1/brokers/{key}/return': () => ({ params: { key: 'findes-ikke' }, answers: 303 }),
  'GET /api/v1/me/data': plain,
  'GET /api/v1/me/data.html': plain,
  'POST /api/v1/me/erasure': unproven(422, { email: 'somebody.else@demo.torv.test' }),

  'GET /api/v1/set-up': plain,
  'POST /api/v1/set-up': unproven(409, {
    code: 'aaaa-bbbb-cccc-dddd',
    operator: { name: 'Drift', email: 'operator@host.test', password: 'en hel sætning er god', language: 'da' },
    network: { name: 'Vestbyen', key: 'vestbyen', timezone: 'Europe/Copenhagen', languages: ['da', 'en'] },
    organisation: { name: 'Vestbyens sekretariat', sector: 'civil-society' },
    facilitator: { email: 'facilitator@vestbyen.test' },
  }),

  // The inbox of a machine that posts no mail is open in development and in the demonstration only, and not here.
  'GET /dev/mail': () => ({ answers: 404 }),
  'GET /dev/mail/{id}': () => ({ params: { id: '1' }, answers: 404 }),
  'GET /dev/mail/{id}/html': () => ({ params: { id: '1' }, answers: 404 }),
};
