import { randomBytes } from 'node:crypto';
import type { Persona, World } from '../personas';
import { plain, type Samples } from '../sample';

/** Nobody has a factor that the samples before have left: with one, another is added only after showing it. */
async function withoutFactors(world: World, persona: Persona): Promise<string | null> {
  const person = world.personId(persona);
  for (const table of ['identity_passkey', 'identity_totp', 'identity_broker_account'])
    await world.torv.admin.query(`DELETE FROM ${table} WHERE person_id = $1`, [person]);
  return person;
}

async function passkeyOf(world: World, persona: Persona): Promise<string> {
  return world.torv.idOf(
    `INSERT INTO identity_passkey (person_id, credential_id, public_key, counter, backed_up, name)
     VALUES ($1, $2, '\\x00', 0, false, 'Tablet') RETURNING id`,
    await withoutFactors(world, persona),
    randomBytes(24).toString('base64url'),
  );
}

const credential = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} };
const signed = {
  answer: { ...credential, response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' } },
};
const made = { ...credential, response: { clientDataJSON: 'e30', attestationObject: 'oA' } };
const at = { host: 'localhost:3000', origin: 'http://localhost:3000' };

/** What is right only with a device or a broker is refused here for what it is, and tried whole in its own specs. */
export const factors: Samples = {
  'POST /api/v1/session/second-factor': () => ({
    body: { pending: randomBytes(32).toString('base64url'), code: '123456' },
    key: false,
    answers: 403,
  }),
  'POST /api/v1/session/passkey/challenge': () => ({ key: false }),
  'POST /api/v1/session/passkey': () => ({ body: signed, key: false, headers: at, answers: 403 }),
  'POST /api/v1/session/again/code': async (world, persona) => {
    await withoutFactors(world, persona);
    return { body: { code: '123456' }, key: false, answers: 409 };
  },
  'POST /api/v1/session/again/passkey/challenge': () => ({ key: false }),
  'POST /api/v1/session/again/passkey': () => ({ body: signed, key: false, headers: at, answers: 403 }),
  'GET /api/v1/me/second-factor': plain,
  'POST /api/v1/me/second-factor/codes': async (world, persona) => {
    await withoutFactors(world, persona);
    return { key: false };
  },
  'POST /api/v1/me/second-factor/codes/confirmation': async (world, persona, ask) => {
    await withoutFactors(world, persona);
    await ask('POST', '/api/v1/me/second-factor/codes');
    return { body: { code: 'not-a-code' }, key: false, answers: 403 };
  },
  'DELETE /api/v1/me/second-factor/codes': async (world, persona) => {
    await withoutFactors(world, persona);
    return { answers: 409 };
  },
  'POST /api/v1/me/second-factor/recovery-codes': async (world, persona) => {
    await withoutFactors(world, persona);
    return { key: false, answers: 409 };
  },
  'GET /api/v1/me/passkeys': plain,
  'POST /api/v1/me/passkeys/challenge': async (world, persona) => {
    await withoutFactors(world, persona);
    return { key: false };
  },
  'POST /api/v1/me/passkeys': async (world, persona) => {
    await withoutFactors(world, persona);
    return { body: { name: 'Tablet', answer: made }, key: false, headers: at, answers: 403 };
  },
  'PATCH /api/v1/me/passkeys/{id}': async (world, persona) => ({
    params: { id: await passkeyOf(world, persona) },
    body: { name: 'Telefon' },
    version: 1,
  }),
  // By password alone: whoever has a passkey shows it first.
  'DELETE /api/v1/me/passkeys/{id}': async (world, persona) => ({
    params: { id: await passkeyOf(world, persona) },
    version: 1,
    answers: 403,
  }),
  'GET /api/v1/brokers': plain,
  'GET /api/v1/brokers/{key}/start': () => ({ params: { key: 'mitid' }, answers: 303 }),
  'GET /api/v1/brokers/{key}/return': () => ({ params: { key: 'mitid' }, answers: 303 }),
  'GET /api/v1/me/brokers': plain,
  // There is no broker here.
  'POST /api/v1/me/brokers/{key}': async (world, persona) => {
    await withoutFactors(world, persona);
    return { params: { key: 'mitid' }, body: {}, key: false, headers: { host: at.host }, answers: 404 };
  },
  'DELETE /api/v1/me/brokers/{id}': async (world, persona) => ({
    params: {
      id: await world.torv.idOf(
        `INSERT INTO identity_broker_account (issuer, subject, person_id, strong)
         VALUES ('https://broker.example', $2, $1, false) RETURNING id`,
        await withoutFactors(world, persona),
        randomBytes(12).toString('hex'),
      ),
    },
  }),
};
