import { generateKeyPairSync } from 'node:crypto';
import { PasskeyAsked, PasskeyList, PasskeyView, SecondFactorView, SessionView } from '@torv/shared/identity';
import { type Browser, givePassword, openBrowser, signedIn } from './browser';
import { type Answer, startDemoTorv, type DemoTorv, type Seat } from './demo-network';
import { type Crooked, SoftPasskey } from './soft-passkey';

/** Passkeys, with an authenticator in software. The numbers are those of OWASP ASVS 5.0.0. */

const mine = '/api/v1/me/passkeys';
const here = { origin: 'http://localhost:3000', host: 'localhost:3000' };
let torv: DemoTorv;

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);

afterAll(() => torv?.close());
beforeEach(() => torv.admin.query('DELETE FROM identity_passkey'));

const askedTo = async (browser: Browser, path: string) =>
  (await browser.ask('POST', path)).as(PasskeyAsked, 201).options as { challenge: string };

async function withPasskey(seat: Seat): Promise<{ browser: Browser; key: SoftPasskey; view: PasskeyView }> {
  const browser = await signedIn(torv, seat);
  const key = new SoftPasskey();
  const body = { name: 'Min tablet', answer: key.make(await askedTo(browser, `${mine}/challenge`)) };
  const view = (await browser.ask('POST', mine, { body, headers: here })).as(PasskeyView, 201);
  return { browser, key, view };
}

async function signInBy(key: SoftPasskey, crooked: Crooked = {}): Promise<{ browser: Browser; answer: Answer }> {
  const browser = openBrowser(torv);
  const options = await askedTo(browser, '/api/v1/session/passkey/challenge');
  const body = { answer: key.sign(options, crooked) };
  return { browser, answer: await browser.ask('POST', '/api/v1/session/passkey', { body, headers: here }) };
}

const refused = { status: 403, code: 'IDENTITY.PASSKEY_REFUSED' };

describe('a passkey', () => {
  it('6.3.3 signs its owner in, alone and as two factors, without a name being written', async () => {
    const { key } = await withPasskey('chair');
    const { browser, answer } = await signInBy(key);
    expect(answer.as(SessionView, 201)).toMatchObject({
      person: { email: 'chair@demo.torv.test' },
      methods: ['passkey'],
    });
    expect((await browser.ask('GET', '/api/v1/me/second-factor')).as(SecondFactorView).shown).toBe(true);
    expect((await browser.ask('GET', mine)).as(PasskeyList).items[0]!.lastUsedAt).not.toBeNull();
  });

  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const crooked: [string, Crooked][] = [
    ['of another site (origin)', { origin: 'http://localhost.evil.example' }],
    ['of another site (host)', { host: 'evil.example' }],
    ['without its owner verified', { verified: false }],
    ['signed by another key', { signedBy: other }],
    ['of another challenge', { challenge: Buffer.from('one of my own').toString('base64url') }],
    ["of another person's account", { userHandle: Buffer.from('someone else').toString('base64url') }],
    ['whose owner it does not name', { userHandle: '' }],
  ];
  it.each(crooked)('6.3.3 %s is refused', async (_, change) => {
    const { key } = await withPasskey('chair');
    const { browser, answer } = await signInBy(key, change);
    expect(answer.refusal()).toMatchObject(refused);
    expect(browser.cookies.size).toBe(0);
    expect((await signInBy(key)).answer.status).toBe(201);
  });

  it('6.5.1 signs a challenge once, also when the first time was refused', async () => {
    const { key } = await withPasskey('chair');
    const browser = openBrowser(torv);
    const options = await askedTo(browser, '/api/v1/session/passkey/challenge');
    const give = (answer: object) =>
      browser.ask('POST', '/api/v1/session/passkey', { body: { answer }, headers: here });
    (await give(key.sign(options))).as(SessionView, 201);
    expect((await give(key.sign(options))).refusal()).toMatchObject(refused);
    const next = await askedTo(browser, '/api/v1/session/passkey/challenge');
    expect((await give(key.sign(next, { verified: false }))).refusal()).toMatchObject(refused);
    expect((await give(key.sign(next))).refusal()).toMatchObject(refused);
  });

  it('6.5.5 signs a challenge within five minutes', async () => {
    const { key } = await withPasskey('chair');
    const browser = openBrowser(torv);
    const options = await askedTo(browser, '/api/v1/session/passkey/challenge');
    const left = await torv.admin.query(
      `SELECT max(expires_at) - now() <= '5 minutes' AS ends FROM identity_challenge WHERE purpose = 'sign-in'`,
    );
    expect(left.rows).toEqual([{ ends: true }]);
    await torv.admin.query(`UPDATE identity_challenge SET expires_at = now() - interval '1 second'`);
    const body = { answer: key.sign(options) };
    expect((await browser.ask('POST', '/api/v1/session/passkey', { body, headers: here })).refusal()).toMatchObject(
      refused,
    );
  });

  it('that was copied is found out: a counter that does not grow is refused', async () => {
    const { key } = await withPasskey('chair');
    expect((await signInBy(key, { counter: 7 })).answer.status).toBe(201);
    expect((await signInBy(key, { counter: 7 })).answer.refusal()).toMatchObject(refused);
    expect((await signInBy(key, { counter: 8 })).answer.status).toBe(201);
  });

  it('signs in again, in the session that asked and for nothing else', async () => {
    const { browser, key } = await withPasskey('chair');
    const again = '/api/v1/session/again/passkey';
    const give = (who: Browser, path: string, answer: object) =>
      who.ask('POST', path, { body: { answer }, headers: here });
    const elsewhere = (await signInBy(key)).browser;
    const stolen = await askedTo(browser, `${again}/challenge`);
    expect((await give(elsewhere, again, key.sign(stolen))).refusal()).toMatchObject(refused);
    const forSignIn = await askedTo(browser, '/api/v1/session/passkey/challenge');
    expect((await give(browser, again, key.sign(forSignIn))).refusal()).toMatchObject(refused);
    const forAgain = await askedTo(browser, `${again}/challenge`);
    expect((await give(browser, '/api/v1/session/passkey', key.sign(forAgain))).refusal()).toMatchObject(refused);
    const asked = await askedTo(browser, `${again}/challenge`);
    const view = (await give(browser, again, key.sign(asked))).as(SessionView);
    expect([...view.methods].sort()).toEqual(['passkey', 'password']);
    expect(Date.now() - Date.parse(view.signedInAt)).toBeLessThan(5_000);
    // Another person's passkey is no proof of this one.
    const { key: anothers } = await withPasskey('manager');
    const once = await askedTo(browser, `${again}/challenge`);
    expect((await give(browser, again, anothers.sign(once))).refusal()).toMatchObject(refused);
  });

  it('7.5.1 is added and removed only after a sign-in of the last 30 minutes', async () => {
    const { browser, view } = await withPasskey('chair');
    await torv.admin.query(`UPDATE identity_session SET signed_in_at = now() - interval '31 minutes'`);
    const again = { status: 403, code: 'IDENTITY.SIGN_IN_AGAIN' };
    await eventually(async () => (await browser.ask('POST', `${mine}/challenge`)).refusal().code, again.code);
    expect((await browser.ask('POST', mine, { body: { name: 'x', answer: {} } })).refusal()).toMatchObject(again);
    expect((await browser.ask('DELETE', `${mine}/${view.id}`, { version: 1 })).refusal()).toMatchObject(again);
  });

  it('7.5.1 whoever has one adds another only after signing in with it: a found password does not', async () => {
    const { key } = await withPasskey('chair');
    const found = openBrowser(torv);
    (await givePassword(found, 'chair')).as(SessionView, 201);
    const first = { status: 403, code: 'IDENTITY.USE_YOUR_FACTOR_FIRST' };
    expect((await found.ask('POST', `${mine}/challenge`)).refusal()).toMatchObject(first);
    expect((await found.ask('POST', '/api/v1/me/second-factor/codes')).refusal()).toMatchObject(first);
    const { browser } = await signInBy(key);
    expect((await browser.ask('POST', `${mine}/challenge`)).status).toBe(201);
  });

  it('is made for this place, in the session that asked, once, and not twice', async () => {
    const browser = await signedIn(torv, 'chair');
    const add = (who: Browser, answer: object, headers: Record<string, string> = here) =>
      who.ask('POST', mine, { body: { name: 'Nøgle', answer }, headers });
    const key = new SoftPasskey();
    const asked = () => askedTo(browser, `${mine}/challenge`);
    expect((await add(browser, key.make(await asked(), { origin: 'https://evil.example' }))).refusal()).toMatchObject(
      refused,
    );
    expect((await add(browser, key.make(await asked(), { host: 'evil.example' }))).refusal()).toMatchObject(refused);
    expect((await add(browser, key.make(await asked(), { verified: false }))).refusal()).toMatchObject(refused);
    expect((await add(await signedIn(torv, 'chair'), key.make(await asked()))).refusal()).toMatchObject(refused);
    const byNumber = { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' };
    expect((await add(browser, key.make(await asked()), byNumber)).refusal()).toMatchObject({
      code: 'IDENTITY.PASSKEY_NEEDS_HOST_NAME',
    });
    const options = await asked();
    expect((await add(browser, key.make(options))).status).toBe(201);
    expect((await add(browser, key.make(options))).refusal()).toMatchObject({ status: 403 });
  });

  it('has a name of its own; another person neither sees, renames nor removes it', async () => {
    const { key, view } = await withPasskey('chair');
    const { browser } = await signInBy(key);
    const body = { name: 'Telefon' };
    expect((await browser.ask('PATCH', `${mine}/${view.id}`, { body })).status).toBe(428);
    expect((await browser.ask('PATCH', `${mine}/${view.id}`, { body, version: 9 })).status).toBe(412);
    const renamed = (await browser.ask('PATCH', `${mine}/${view.id}`, { body, version: 1 })).as(PasskeyView);
    expect(renamed).toMatchObject({ name: 'Telefon', version: 2, synced: false });
    const stranger = await signedIn(torv, 'manager');
    expect((await stranger.ask('GET', mine)).as(PasskeyList).items).toEqual([]);
    for (const method of ['PATCH', 'DELETE']) {
      const asked = { version: 2, ...(method === 'PATCH' ? { body } : {}) };
      expect((await stranger.ask(method, `${mine}/${view.id}`, asked)).status).toBe(404);
    }
    expect((await browser.ask('DELETE', `${mine}/${view.id}`, { version: 2 })).status).toBe(204);
    expect((await signInBy(key)).answer.refusal()).toMatchObject(refused);
  });
});

async function eventually<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  for (const end = Date.now() + 3_000; Date.now() < end; await new Promise((next) => setTimeout(next, 20)))
    if ((await ask().catch(() => null)) === expected) return;
  expect(await ask()).toBe(expected);
}
