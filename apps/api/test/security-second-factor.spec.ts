import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { CodesSetUp, RecoveryCodes, SecondFactorAsked, SecondFactorView, SessionView } from '@torv/shared/identity';
import { Secret, TOTP } from 'otpauth';
import { readSeal } from '../src/identity/seal-secrets';
import { readSettings } from '../src/platform/config/read-settings';
import { SecurityLog } from '../src/platform/logging/security-log';
import { type Browser, demoPassword, givePassword, openBrowser, signedIn } from './browser';
import { type Answer, startDemoTorv, type DemoTorv, type Seat } from './demo-network';

/** One-time codes and recovery codes. The numbers are those of OWASP ASVS 5.0.0. */

const factor = '/api/v1/me/second-factor';
let torv: DemoTorv;

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);

afterAll(() => torv?.close());

/** The code that an app shows so many steps of 30 s from now. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

/** Someone in whose browser codes have just been turned on. Their next code is the one after: a code is good once. */
async function withCodes(seat: Seat): Promise<{ browser: Browser; secret: string; recoveryCodes: string[] }> {
  await torv.admin.query(
    'DELETE FROM identity_totp WHERE person_id = (SELECT id FROM identity_person WHERE email = $1)',
    [`${seat}@demo.torv.test`],
  );
  const browser = await signedIn(torv, seat);
  const { secret } = (await browser.ask('POST', `${factor}/codes`)).as(CodesSetUp, 201);
  const confirmed = await browser.ask('POST', `${factor}/codes/confirmation`, { body: { code: codeOf(secret, -1) } });
  return { browser, secret, recoveryCodes: confirmed.as(RecoveryCodes, 201).recoveryCodes };
}

async function pendingOf(seat: Seat): Promise<{ browser: Browser; pending: string }> {
  const browser = openBrowser(torv);
  const { pending } = (await givePassword(browser, seat)).as(SecondFactorAsked, 202);
  return { browser, pending };
}

const give = (browser: Browser, pending: string, code: string): Promise<Answer> =>
  browser.ask('POST', '/api/v1/session/second-factor', { body: { pending, code } });

const wrong = { status: 403, code: 'IDENTITY.WRONG_CODE' };

describe('one-time codes', () => {
  it('6.3.3 are asked for after the password: no session before, and both methods in it after', async () => {
    const { secret } = await withCodes('chair');
    const { browser, pending } = await pendingOf('chair');
    expect([...browser.cookies.keys()]).toEqual([]);
    expect((await browser.ask('GET', '/api/v1/session')).status).toBe(401);
    const wrongCode = codeOf(secret) === '000000' ? '000001' : '000000';
    expect((await give(browser, pending, wrongCode)).refusal()).toMatchObject(wrong);
    const noted = jest.spyOn(SecurityLog.prototype, 'note');
    const view = (await give(browser, pending, codeOf(secret))).as(SessionView, 201);
    expect([...view.methods].sort()).toEqual(['password', 'totp']);
    // 16.3.1 Who signed in, and how, stands in the log.
    const line = { event: 'signed-in', personId: view.person.id, methods: 'password totp' };
    expect(noted).toHaveBeenCalledWith(expect.objectContaining(line));
    expect((await browser.ask('GET', '/api/v1/session')).status).toBe(200);
  });

  it('6.5.1 are good once, and an earlier one is not good after a later', async () => {
    const { secret } = await withCodes('chair');
    const first = await pendingOf('chair');
    const code = codeOf(secret);
    (await give(first.browser, first.pending, code)).as(SessionView, 201);
    const second = await pendingOf('chair');
    expect((await give(second.browser, second.pending, code)).refusal()).toMatchObject(wrong);
    expect((await give(second.browser, second.pending, codeOf(secret, -1))).refusal()).toMatchObject(wrong);
    (await give(second.browser, second.pending, codeOf(secret, 1))).as(SessionView, 201);
  });

  it('6.5.1 of two at once with one code, one comes in', async () => {
    const { secret } = await withCodes('chair');
    const [one, other] = [await pendingOf('chair'), await pendingOf('chair')];
    const code = codeOf(secret);
    const answers = await Promise.all([one, other].map(({ browser, pending }) => give(browser, pending, code)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 403]);
  });

  it('6.5.5 stand for 30 seconds, and one step of a clock that is off', async () => {
    const { secret } = await withCodes('chair');
    const { browser, pending } = await pendingOf('chair');
    expect((await give(browser, pending, codeOf(secret, 3))).refusal()).toMatchObject(wrong);
    expect((await give(browser, pending, codeOf(secret, -3))).refusal()).toMatchObject(wrong);
    (await give(browser, pending, codeOf(secret, 1))).as(SessionView, 201);
  });

  it('6.5.5 a half-done sign-in is good for five minutes, and once', async () => {
    const { secret } = await withCodes('chair');
    const late = await pendingOf('chair');
    await torv.admin.query(`UPDATE identity_pending SET expires_at = now() - interval '1 second'`);
    const over = { status: 403, code: 'IDENTITY.PENDING_OVER' };
    expect((await give(late.browser, late.pending, codeOf(secret))).refusal()).toMatchObject(over);
    const { browser, pending } = await pendingOf('chair');
    const asked = await torv.admin.query(
      'SELECT expires_at - now() AS left, secret_hash = sha256($1::bytea) AS hashed FROM identity_pending WHERE expires_at > now()',
      [pending],
    );
    expect(asked.rows).toEqual([{ left: expect.objectContaining({ minutes: 4, seconds: 59 }), hashed: true }]);
    (await give(browser, pending, codeOf(secret))).as(SessionView, 201);
    expect((await give(browser, pending, codeOf(secret, 1))).refusal()).toMatchObject(over);
  });

  it('6.3.1 wrong ones are throttled, all at once or one after the other, and the throttle ends by itself', async () => {
    const { secret } = await withCodes('manager');
    const { browser, pending } = await pendingOf('manager');
    const bad = Array.from({ length: 14 }, (_, n) => String(100_000 + n)).filter((code) => code !== codeOf(secret));
    const answers = await Promise.all(bad.slice(0, 12).map((code) => give(browser, pending, code)));
    const throttled = answers.filter((answer) => answer.status === 429);
    expect(answers.filter((answer) => answer.status === 403)).toHaveLength(10);
    expect(throttled).toHaveLength(2);
    // Even the right one, and in another browser: it is the person's tries that count.
    const other = await pendingOf('manager');
    expect((await give(other.browser, other.pending, codeOf(secret))).status).toBe(429);
    await torv.admin.query(`UPDATE identity_totp SET tries_since = now() - interval '16 minutes'`);
    (await give(other.browser, other.pending, codeOf(secret))).as(SessionView, 201);
  });

  it('6.4.3 a password that was reset does not pass them', async () => {
    const { secret } = await withCodes('member.civil');
    const reset = await hash('an-entirely-new-password');
    await torv.admin.query(
      `UPDATE identity_credential SET password_hash = $1, changed_at = now() WHERE person_id = (SELECT id FROM identity_person WHERE email = 'member.civil@demo.torv.test')`,
      [reset],
    );
    const browser = openBrowser(torv);
    const answer = await browser.ask('POST', '/api/v1/session', {
      body: { email: 'member.civil@demo.torv.test', password: 'an-entirely-new-password' },
    });
    const { pending } = answer.as(SecondFactorAsked, 202);
    expect(browser.cookies.size).toBe(0);
    (await give(browser, pending, codeOf(secret))).as(SessionView, 201);
  });

  it('are not on before the first has been shown, and a wrong one does not turn them on', async () => {
    const browser = await signedIn(torv, 'member.housing');
    const { secret, address, picture } = (await browser.ask('POST', `${factor}/codes`)).as(CodesSetUp, 201);
    expect(address).toContain(`secret=${secret}`);
    expect(picture).toMatch(/^<svg /);
    const refused = await browser.ask('POST', `${factor}/codes/confirmation`, { body: { code: codeOf(secret, 9) } });
    expect(refused.refusal()).toMatchObject({ code: 'IDENTITY.WRONG_FIRST_CODE', errors: [{ path: 'code' }] });
    (await givePassword(openBrowser(torv), 'member.housing')).as(SessionView, 201);
    const view = (await browser.ask('GET', factor)).as(SecondFactorView);
    expect(view).toEqual({ demanded: false, shown: false, codes: null, recoveryCodesLeft: 0 });
  });

  it('are set up once: a second secret does not replace the first', async () => {
    const { browser, secret } = await withCodes('member.housing');
    const again = await browser.ask('POST', `${factor}/codes`);
    expect(again.refusal()).toMatchObject({ status: 409, code: 'IDENTITY.CODES_ARE_ON' });
    const { browser: other, pending } = await pendingOf('member.housing');
    (await give(other, pending, codeOf(secret))).as(SessionView, 201);
  });

  it('7.5.1 are turned on and off, and get new recovery codes, only after a sign-in of the last 30 minutes', async () => {
    const { browser } = await withCodes('member.housing');
    const secret = browser.cookies.get('torv_session');
    await torv.admin.query(
      `UPDATE identity_session SET signed_in_at = now() - interval '31 minutes' WHERE secret_hash = sha256($1::bytea)`,
      [secret],
    );
    await eventually(async () => (await browser.ask('POST', '/api/v1/me/passkeys/challenge')).status, 403);
    expect((await browser.ask('DELETE', `${factor}/codes`)).refusal().code).toBe('IDENTITY.SIGN_IN_AGAIN');
    for (const path of ['codes', 'recovery-codes']) {
      const refused = await browser.ask('POST', `${factor}/${path}`);
      expect(refused.refusal()).toMatchObject({ status: 403, code: 'IDENTITY.SIGN_IN_AGAIN' });
    }
    expect((await browser.ask('GET', factor)).as(SecondFactorView).codes).not.toBeNull();
    (await browser.ask('POST', '/api/v1/session/again', { body: { password: demoPassword } })).as(SessionView);
    expect((await browser.ask('DELETE', `${factor}/codes`)).status).toBe(204);
    expect((await browser.ask('DELETE', `${factor}/codes`)).refusal()).toMatchObject({
      code: 'IDENTITY.CODES_ARE_OFF',
    });
    (await givePassword(openBrowser(torv), 'member.housing')).as(SessionView, 201);
  });

  it('7.5.1 sign in again too: once each', async () => {
    const { browser, secret } = await withCodes('member.housing');
    const code = codeOf(secret);
    const again = await browser.ask('POST', '/api/v1/session/again/code', { body: { code } });
    expect(Date.now() - Date.parse(again.as(SessionView).signedInAt)).toBeLessThan(5_000);
    expect((await browser.ask('POST', '/api/v1/session/again/code', { body: { code } })).refusal()).toMatchObject(
      wrong,
    );
  });

  it('are a secret that no query of a request reads, and that the database alone does not tell', async () => {
    const { secret } = await withCodes('chair');
    for (const column of ['secret', 'last_step', '*'])
      await expect(
        torv.bySql('chair', (client) => client.query(`SELECT ${column} FROM identity_totp`)),
      ).rejects.toMatchObject({ code: '42501' });
    for (const table of ['identity_pending', 'identity_recovery_code'])
      await expect(torv.bySql('chair', (client) => client.query(`SELECT * FROM ${table}`))).rejects.toMatchObject({
        code: '42501',
      });
    const { rows } = await torv.admin.query('SELECT secret FROM identity_totp');
    const bytes = Buffer.from(Secret.fromBase32(secret).bytes);
    for (const row of rows) expect((row.secret as Buffer).includes(bytes)).toBe(false);
    const others = await torv.bySql(
      'manager',
      async (client) =>
        (await client.query('SELECT person_id FROM identity_totp WHERE confirmed_at IS NOT NULL')).rows.length,
    );
    expect(others).toBeLessThanOrEqual(1);
  });
});

describe('the seal of their secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'torv-seal-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const secret = Buffer.from('twenty bytes, secret');

  it('opens for the person alone for whom it was closed, and not when a byte was changed', () => {
    const seal = readSeal(readSettings({ TORV_DATA: folder }));
    const closed = seal.close(secret, 'chair');
    expect(seal.open(closed, 'chair')).toEqual(secret);
    expect(() => seal.open(closed, 'manager')).toThrow();
    expect(() =>
      seal.open(Buffer.concat([closed.subarray(0, -1), Buffer.from([closed.at(-1)! ^ 1])]), 'chair'),
    ).toThrow();
    expect(seal.close(secret, 'chair')).not.toEqual(closed);
  });

  it('has one key, made once and readable by its owner alone; a file that is named must hold one', () => {
    const closed = readSeal(readSettings({ TORV_DATA: folder })).close(secret, 'chair');
    expect(readSeal(readSettings({ TORV_DATA: folder })).open(closed, 'chair')).toEqual(secret);
    const file = join(folder, 'secrets', 'factor-key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const named = readSettings({ TORV_DATA: '/nowhere', TORV_FACTOR_KEY: file });
    expect(readSeal(named).open(closed, 'chair')).toEqual(secret);
    writeFileSync(join(folder, 'short'), 'c2hvcnQ=');
    for (const wrong of ['short', 'missing'])
      expect(() => readSeal(readSettings({ TORV_FACTOR_KEY: join(folder, wrong) }))).toThrow(/^TORV_FACTOR_KEY: /);
  });
});

describe('recovery codes', () => {
  it('6.5.1 stand in for a code, each once', async () => {
    const { recoveryCodes } = await withCodes('facilitator');
    expect(new Set(recoveryCodes).size).toBe(10);
    const first = await pendingOf('facilitator');
    const view = (await give(first.browser, first.pending, recoveryCodes[0]!.toUpperCase())).as(SessionView, 201);
    expect([...view.methods].sort()).toEqual(['password', 'recovery']);
    const second = await pendingOf('facilitator');
    expect((await give(second.browser, second.pending, recoveryCodes[0]!)).refusal()).toMatchObject(wrong);
    expect((await first.browser.ask('GET', factor)).as(SecondFactorView).recoveryCodesLeft).toBe(9);
  });

  it('6.5.2 are kept as hashes of 80 random bits', async () => {
    const { recoveryCodes } = await withCodes('facilitator');
    for (const code of recoveryCodes) expect(code).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){3}$/);
    const kept = await torv.admin.query('SELECT * FROM identity_recovery_code WHERE code_hash = sha256($1::bytea)', [
      recoveryCodes[0],
    ]);
    expect(kept.rows).toHaveLength(1);
    expect(JSON.stringify(kept.rows)).not.toContain(recoveryCodes[0]);
  });

  it('end when new ones are made, and are throttled like codes', async () => {
    const { browser, recoveryCodes } = await withCodes('facilitator');
    const fresh = (await browser.ask('POST', `${factor}/recovery-codes`)).as(RecoveryCodes, 201).recoveryCodes;
    const { browser: other, pending } = await pendingOf('facilitator');
    for (const code of recoveryCodes) expect((await give(other, pending, code)).refusal()).toMatchObject(wrong);
    expect((await give(other, pending, fresh[0]!)).refusal()).toMatchObject({ code: 'IDENTITY.TOO_MANY_TRIES' });
    await torv.admin.query(`UPDATE identity_totp SET tries = 0`);
    (await give(other, pending, fresh[0]!)).as(SessionView, 201);
  });
});

/** What changes a session is heard of within moments, not at once. */
async function eventually<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  for (const end = Date.now() + 3_000; Date.now() < end; await new Promise((next) => setTimeout(next, 20)))
    if ((await ask()) === expected) return;
  expect(await ask()).toBe(expected);
}
