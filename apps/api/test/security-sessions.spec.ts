import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionList, SessionView } from '@torv/shared/identity';
import { createApp } from '../src/create-app';
import { readSettings } from '../src/platform/config/read-settings';
import { startDemoTorv, type Answer, type Ask, type DemoTorv } from './demo-network';

/** What a session is and when it ends. The numbers are those of OWASP ASVS 5.0.0. */

let torv: DemoTorv;
const credentials = (seat: string) => ({ email: `${seat}@demo.torv.test`, password: 'torv-demo-1' });

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);

afterAll(() => torv?.close());

const cookiesOf = (answer: Answer): string[] => [answer.headers['set-cookie'] ?? []].flat() as string[];
const secretOf = (answer: Answer): string =>
  cookiesOf(answer)
    .find((one) => one.startsWith('torv_session='))!
    .slice('torv_session='.length)
    .split(';')[0]!;

/** Signs in anew, in a browser of its own or in one that has a session already. */
async function signIn(seat: string, headers: Record<string, string> = {}): Promise<{ ask: Ask; secret: string }> {
  const answer = await torv.as(null)('POST', '/api/v1/session', { body: credentials(seat), headers });
  answer.as(SessionView, 201);
  const secret = secretOf(answer);
  return { secret, ask: asking(secret) };
}

const asking =
  (secret: string): Ask =>
  (method, path, asked = {}) =>
    torv.as(null)(method, path, { ...asked, headers: { cookie: `torv_session=${secret}`, ...asked.headers } });

const who = (ask: Ask) => ask('GET', '/api/v1/session');
const sessionsOf = async (ask: Ask) => (await ask('GET', '/api/v1/session/all')).as(SessionList).items;
const agesSession = (secret: string, what: string) =>
  torv.admin.query(`UPDATE identity_session SET ${what} WHERE secret_hash = sha256($1::bytea)`, [secret]);

describe('a session', () => {
  it('7.2.3 has a secret of 256 random bits, of which the database keeps the hash', async () => {
    const { secret } = await signIn('manager');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    const { rows } = await torv.admin.query(
      'SELECT (to_jsonb(s) - $2)::text AS row FROM identity_session s WHERE secret_hash = sha256($1::bytea)',
      [secret, 'secret_hash'],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].row).not.toContain(secret);
  });

  it('7.2.4 is new at each sign-in, and the one that the same browser had has ended', async () => {
    const first = await signIn('manager');
    const second = await signIn('manager', { cookie: `torv_session=${first.secret}` });
    expect(second.secret).not.toBe(first.secret);
    expect((await who(first.ask)).status).toBe(401);
    expect((await who(second.ask)).status).toBe(200);
    // A secret that someone else has put there is not taken over.
    const planted = await signIn('manager', { cookie: 'torv_session=planted' });
    expect(planted.secret).not.toBe('planted');
  });

  it('7.2.4 gets a new secret when its person signs in again', async () => {
    const { ask, secret } = await signIn('manager');
    const [before] = await sessionsOf(ask);
    const again = await ask('POST', '/api/v1/session/again', { body: { password: 'torv-demo-1' } });
    expect(again.as(SessionView).methods).toEqual(['password']);
    expect(secretOf(again)).not.toBe(secret);
    expect((await who(ask)).status).toBe(401);
    expect((await sessionsOf(asking(secretOf(again)))).find((one) => one.current)!.id).toBe(before!.id);
  });

  it('7.3.1 ends when it was not used for the hours set, and using it keeps it', async () => {
    const { ask, secret } = await signIn('manager');
    const other = await signIn('manager');
    await agesSession(secret, `last_seen_at = now() - interval '11 hours 59 minutes'`);
    expect((await who(ask)).status).toBe(200);
    await agesSession(secret, `last_seen_at = now() - interval '12 hours', expires_at = expires_at`);
    await eventually(async () => (await who(ask)).status === 401);
    expect((await sessionsOf(other.ask)).length).toBeGreaterThan(0);
  });

  it('7.3.2 ends after the days set, however often it was used', async () => {
    const { ask, secret } = await signIn('manager');
    const { expiresAt } = (await who(ask)).as(SessionView);
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(13.99 * 86_400_000);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(14 * 86_400_000);
    await agesSession(secret, `expires_at = now() - interval '1 second'`);
    await eventually(async () => (await who(ask)).status === 401);
  });

  it('3.3.1-4 its cookie is HttpOnly, SameSite and for the whole host', async () => {
    const answer = await torv.as(null)('POST', '/api/v1/session', { body: credentials('manager') });
    const [session, flag] = cookiesOf(answer);
    expect(session).toMatch(/^torv_session=.*; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    // The page reads this one, and learns from it only whether to ask.
    expect(flag).toMatch(/^torv_signed_in=1; Path=\/; Expires=.*; SameSite=Lax$/);
  });
});

describe('the settings', () => {
  it('7.3.1 7.3.2 say how long, and a senseless one is named at start', () => {
    const read = (name: string, value: string) => readSettings({ [name]: value });
    expect(read('TORV_SESSION_IDLE_HOURS', '0.5').sessionIdleHours).toBe(0.5);
    expect(read('TORV_SESSION_DAYS', '1').sessionDays).toBe(1);
    const without = readSettings({});
    expect([without.sessionIdleHours, without.sessionDays]).toEqual([12, 14]);
    for (const value of ['0', '-1', 'x', '721'])
      expect(() => read('TORV_SESSION_IDLE_HOURS', value)).toThrow(/TORV_SESSION_IDLE_HOURS/);
    for (const value of ['0', '91', 'forever'])
      expect(() => read('TORV_SESSION_DAYS', value)).toThrow(/TORV_SESSION_DAYS/);
  });
});

describe('what binds', () => {
  it('7.5.1 asks for a sign-in of the last 30 minutes; what does not bind does not', async () => {
    const { ask, secret } = await signIn('chair');
    await agesSession(secret, `signed_in_at = now() - interval '29 minutes'`);
    const state = () =>
      ask('POST', 'proposals/00000000-0000-7000-8000-000000000000/positions', {
        key: true,
        version: 1,
        body: { organisation: 'himmerland', stance: 'endorse' },
      });
    expect((await state()).refusal().status).toBe(404);
    await agesSession(secret, `signed_in_at = now() - interval '31 minutes'`);
    await eventually(async () => (await state()).refusal().code === 'IDENTITY.SIGN_IN_AGAIN');
    expect((await ask('GET', 'meetings')).status).toBe(200);
    expect((await ask('PUT', 'overview/visit', { body: { seq: 0 } })).status).toBe(204);
    const wrong = await ask('POST', '/api/v1/session/again', { body: { password: 'not-the-password' } });
    expect(wrong.refusal()).toMatchObject({
      status: 403,
      code: 'IDENTITY.WRONG_PASSWORD',
      errors: [{ path: 'password' }],
    });
    expect((await state()).refusal().code).toBe('IDENTITY.SIGN_IN_AGAIN');
    const again = await ask('POST', '/api/v1/session/again', { body: { password: 'torv-demo-1' } });
    const renewed = asking(secretOf(again));
    const refused = await renewed('POST', 'proposals/00000000-0000-7000-8000-000000000000/positions', {
      key: true,
      version: 1,
      body: { organisation: 'himmerland', stance: 'endorse' },
    });
    expect(refused.refusal().status).toBe(404);
  });

  it.each([
    ['POST', 'decisions'],
    ['POST', 'initiatives/skolerenovering/commitments'],
    ['POST', 'initiatives/skolerenovering/commitments/00000000-0000-7000-8000-000000000000/withdrawal'],
    ['PUT', 'decisions/styregruppen-2026-1/mandate'],
    ['POST', 'bodies/styregruppen/confidentiality'],
    ['DELETE', '/api/v1/session/others'],
  ])('7.5.1 %s %s asks for it', async (method, path) => {
    const { ask, secret } = await signIn('chair');
    const asked = method === 'DELETE' ? {} : { key: true as const, version: 1, body: {} };
    await agesSession(secret, `signed_in_at = now() - interval '31 minutes'`);
    await eventually(async () => Date.parse((await who(ask)).as(SessionView).signedInAt) < Date.now() - 30 * 60_000);
    expect((await ask(method, path, asked)).refusal()).toMatchObject({ status: 403, code: 'IDENTITY.SIGN_IN_AGAIN' });
  });
});

describe('own sessions', () => {
  it('7.5.2 are listed, with the browser in short words, and are ended one by one', async () => {
    const phone = await signIn('member.civil', {
      'user-agent': 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
    });
    const tablet = await signIn('member.civil', {
      'user-agent':
        'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    });
    const listed = await sessionsOf(tablet.ask);
    expect(listed.map((one) => [one.agent, one.current])).toEqual(
      expect.arrayContaining([
        ['Firefox, Android', false],
        ['Safari, iPad', true],
      ]),
    );
    const target = listed.find((one) => one.agent === 'Firefox, Android')!;
    expect((await who(phone.ask)).status).toBe(200);
    expect((await tablet.ask('DELETE', `/api/v1/session/${target.id}`)).status).toBe(204);
    expect((await who(phone.ask)).status).toBe(401);
    expect((await tablet.ask('DELETE', `/api/v1/session/${target.id}`)).refusal().status).toBe(404);
  });

  it("7.5.2 another's session is not there", async () => {
    const mine = await signIn('member.civil');
    const theirs = await signIn('member.housing');
    const id = (await sessionsOf(theirs.ask)).find((one) => one.current)!.id;
    expect((await mine.ask('DELETE', `/api/v1/session/${id}`)).refusal().status).toBe(404);
    expect((await who(theirs.ask)).status).toBe(200);
    const seen = await torv.bySql('member.civil', async (client) => {
      const { rowCount } = await client.query('SELECT id FROM identity_session WHERE id = $1', [id]);
      const ended = await client.query('DELETE FROM identity_session WHERE id = $1', [id]);
      return [rowCount, ended.rowCount];
    });
    expect(seen).toEqual([0, 0]);
    await expect(
      torv.bySql('member.civil', (client) => client.query('SELECT secret_hash FROM identity_session')),
    ).rejects.toThrow(/permission denied/);
  });

  it('7.5.2 all others end together', async () => {
    const [one, two, three] = [
      await signIn('member.civil'),
      await signIn('member.civil'),
      await signIn('member.civil'),
    ];
    expect((await two.ask('DELETE', '/api/v1/session/others')).status).toBe(204);
    expect([(await who(one.ask)).status, (await who(two.ask)).status, (await who(three.ask)).status]).toEqual([
      401, 200, 401,
    ]);
  });
});

// Last of all: Passport keeps one strategy a process, and that of the newest server stands.
describe('over TLS', () => {
  it('3.3.1 3.3.3 the cookies are Secure and of this host alone (__Host-), and the API says so for a year', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'torv-tls-'));
    const app = await createApp(
      readSettings({
        TORV_DATA: folder,
        DATABASE_URL: torv.database.appUrl,
        TORV_ORIGIN: 'https://torv.example',
        TORV_SECOND_FACTOR: 'offered',
      }),
      torv.database.appUrl,
    );
    try {
      await app.init();
      await app.getHttpAdapter().getInstance().ready();
      const headers = {
        'x-requested-with': 'torv',
        'content-type': 'application/json',
        origin: 'https://torv.example',
      };
      const signedIn = await app.inject({
        method: 'POST',
        url: '/api/v1/session',
        headers,
        payload: JSON.stringify(credentials('manager')),
      });
      const cookies = [signedIn.headers['set-cookie']].flat() as string[];
      expect(cookies[0]).toMatch(/^__Host-torv_session=[^;]{43}; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Lax$/);
      expect(cookies[1]).toMatch(/^__Host-torv_signed_in=1; Path=\/; Expires=.*; Secure; SameSite=Lax$/);
      const secret = cookies[0]!.split(';')[0]!.split('=')[1]!;
      const ask = (cookie: string) => app.inject({ method: 'GET', url: '/api/v1/session', headers: { cookie } });
      expect((await ask(`__Host-torv_session=${secret}`)).statusCode).toBe(200);
      // A cookie that another host of the domain could have set is not looked at.
      expect((await ask(`torv_session=${secret}`)).statusCode).toBe(401);
    } finally {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** What is changed behind Torv's back is heard of within a moment. */
async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 1_000; !(await isSo()); await new Promise((next) => setTimeout(next, 10))) {
    if (Date.now() > end) throw new Error('not within a second');
  }
}
