import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CodesSetUp, SecondFactorView } from '@torv/shared/identity';
import { Secret, TOTP } from 'otpauth';
import { io } from 'socket.io-client';
import { readSettings } from '../src/platform/config/read-settings';
import { type Browser, signedIn } from './browser';
import { startDemoTorv, type DemoTorv } from './demo-network';

/** 6.3.3: where a second factor is demanded and was not shown, a sign-in reaches nothing but its own factors. */

let torv: DemoTorv;
let port: number;

beforeAll(async () => {
  torv = await startDemoTorv({ TORV_SECOND_FACTOR: 'administrators' });
  await torv.app.listen(0, '127.0.0.1');
  port = (torv.app.getHttpServer().address() as AddressInfo).port;
}, 60_000);

afterAll(() => torv?.close());

const owed = { status: 403, code: 'IDENTITY.SECOND_FACTOR_REQUIRED' };
const inNetwork = (browser: Browser) => browser.ask('GET', 'meetings');
const demandedOf = async (browser: Browser) =>
  (await browser.ask('GET', '/api/v1/me/second-factor')).as(SecondFactorView).demanded;

async function turnCodesOn(browser: Browser): Promise<void> {
  const { secret } = (await browser.ask('POST', '/api/v1/me/second-factor/codes')).as(CodesSetUp, 201);
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  const on = await browser.ask('POST', '/api/v1/me/second-factor/codes/confirmation', { body: { code } });
  expect(on.status).toBe(201);
}

/** What the socket of a browser is told: null when it is let in. */
const socketRefusal = (browser: Browser): Promise<string | null> =>
  new Promise((answered) => {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const socket = io(`http://127.0.0.1:${port}`, {
      extraHeaders: { cookie },
      reconnection: false,
      transports: ['websocket'],
    });
    const done = (word: string | null) => {
      socket.disconnect();
      answered(word);
    };
    socket.on('connect', () => done(null));
    socket.on('connect_error', (error) => done(error.message));
  });

describe('a demanded second factor', () => {
  it('shuts every route and the socket to an administrator who has shown one, but for how to add it and to leave', async () => {
    const browser = await signedIn(torv, 'admin');
    expect(await demandedOf(browser)).toBe(true);
    const { http } = JSON.parse(readFileSync(join(__dirname, 'route-matrix.json'), 'utf8')) as {
      http: Record<string, string>;
    };
    const reached: string[] = [];
    for (const [route, who] of Object.entries(http)) {
      if (who === 'open' || route === 'DELETE /api/v1/session') continue;
      const [method, path] = route.split(' ') as [string, string];
      const address = path
        .replace('{networkKey}', 'aalborg-oest')
        .replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000');
      const answer = await browser.ask(method, address, method === 'GET' ? {} : { key: true, version: 1, body: {} });
      if (answer.status === 403 && answer.refusal().code === owed.code) continue;
      reached.push(route);
    }
    // The identity of whoever asks, and nothing of a network.
    expect(reached.filter((route) => !/ \/api\/v1\/(session|me)(\/|$)/.test(route))).toEqual([]);
    expect(reached).toContain('POST /api/v1/me/second-factor/codes');
    expect(reached).not.toContain('POST /api/v1/session/tokens');
    expect(await socketRefusal(browser)).toBe(owed.code);
  });

  it('is met by turning codes on, in the same session', async () => {
    const browser = await signedIn(torv, 'facilitator');
    expect((await inNetwork(browser)).refusal()).toMatchObject(owed);
    await turnCodesOn(browser);
    expect((await inNetwork(browser)).status).toBe(200);
    expect(await socketRefusal(browser)).toBeNull();
  });

  it('is not demanded of who holds no office, and is from the next request after they are given one', async () => {
    const browser = await signedIn(torv, 'member.municipality');
    expect((await inNetwork(browser)).status).toBe(200);
    expect(await socketRefusal(browser)).toBeNull();
    await torv.admin.query(`
      INSERT INTO organisations_office (network_id, person_id, organisation_id, office, valid_from)
      SELECT a.network_id, a.person_id, a.organisation_id, 'administrator', now() FROM organisations_affiliation a
      JOIN identity_person p ON p.id = a.person_id WHERE p.email = 'member.municipality@demo.torv.test'`);
    for (const end = Date.now() + 3_000; Date.now() < end && (await inNetwork(browser)).status === 200;);
    expect((await inNetwork(browser)).refusal()).toMatchObject(owed);
    expect(await demandedOf(browser)).toBe(true);
    expect(await socketRefusal(browser)).toBe(owed.code);
  });

  it('is a setting, and by itself demanded of administrators outside the demonstration', () => {
    expect(readSettings({}).secondFactor).toBe('administrators');
    expect(readSettings({ TORV_DEMO: '1' }).secondFactor).toBe('offered');
    expect(readSettings({ TORV_DEMO: '1', TORV_SECOND_FACTOR: 'everyone' }).secondFactor).toBe('everyone');
    expect(() => readSettings({ TORV_SECOND_FACTOR: 'nobody' })).toThrow(/TORV_SECOND_FACTOR: give one of/);
  });
});
