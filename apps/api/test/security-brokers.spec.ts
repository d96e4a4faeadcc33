import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerAccountList, BrokerAddress, BrokerList, SecondFactorView, SessionView } from '@torv/shared/identity';
import { readBrokers } from '../src/identity/read-brokers';
import { SecurityLog } from '../src/platform/logging/security-log';
import { readSettings } from '../src/platform/config/read-settings';
import { type Browser, openBrowser, signedIn } from './browser';
import { type Answer, startDemoTorv, type DemoTorv, type Seat } from './demo-network';
import { clientSecret, startTestBroker, startWayside, type TestBroker } from './test-broker';

/** Sign-in through brokers, against oidc-provider. The numbers are those of OWASP ASVS 5.0.0. */

const host = { host: 'localhost:3000' };
const title = { da: 'Log ind med prøven', en: 'Sign in with the test' };
const client = { title, clientId: 'torv', clientSecret, scopes: ['openid', 'profile'] };

let torv: DemoTorv;
let broker: TestBroker;
let folder: string;
let logged: jest.SpyInstance;
let wayside: Awaited<ReturnType<typeof startWayside>>;
let elsewhere: Awaited<ReturnType<typeof startWayside>>;

beforeAll(async () => {
  // The provider warns that it is made for tests.
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  logged = jest.spyOn(SecurityLog.prototype, 'warn');
  broker = await startTestBroker('broker');
  elsewhere = await startWayside(() => ({ json: { keys: [] } }));
  wayside = await startWayside((path, origin) =>
    path.startsWith('/moved')
      ? { status: 302, location: `${elsewhere.origin}${path}` }
      : {
          json: {
            issuer: `${origin}/wandering`,
            authorization_endpoint: `${origin}/authorize`,
            token_endpoint: `${elsewhere.origin}/token`,
            jwks_uri: `${elsewhere.origin}/jwks`,
            response_types_supported: ['code'],
          },
        },
  );
  folder = mkdtempSync(join(tmpdir(), 'torv-brokers-'));
  const brokers = [
    {
      key: 'broker',
      issuer: broker.issuer,
      ...client,
      levels: { accepted: ['substantial', 'high'], twoFactors: ['high'] },
    },
    { key: 'other', issuer: 'http://localhost:9', ...client },
    { key: 'wandering', issuer: `${wayside.origin}/wandering`, ...client },
    { key: 'moved', issuer: `${wayside.origin}/moved`, ...client },
  ];
  writeFileSync(join(folder, 'brokers.json'), JSON.stringify({ brokers }));
  torv = await startDemoTorv({ TORV_BROKERS: join(folder, 'brokers.json'), TORV_SECOND_FACTOR: 'everyone' });
}, 60_000);

afterAll(async () => {
  await torv?.close();
  await Promise.all([broker, wayside, elsewhere].map((one) => one?.close()));
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  Object.assign(broker, { subject: 'subject-1', change: atLevel('substantial'), signedBy: null });
  await torv.admin.query('DELETE FROM identity_broker_account');
});

const atLevel = (acr: string) => (claims: Record<string, unknown>) => ({ ...claims, acr });
const locationOf = (answer: Answer) => String(answer.headers['location']);
const start = async (browser: Browser, key = 'broker', then = '/') =>
  browser.ask('GET', `/api/v1/brokers/${key}/start?then=${encodeURIComponent(then)}`, { headers: host });
const comeBack = (browser: Browser, at: URL, path = at.pathname) =>
  browser.ask('GET', `${path}${at.search}`, { headers: host });

/** The whole way, as far as what Torv answers in the end. */
async function signInThere(then = '/'): Promise<{ browser: Browser; at: URL; answer: Answer }> {
  const browser = openBrowser(torv);
  const at = await broker.visit(locationOf(await start(browser, 'broker', then)));
  return { browser, at, answer: await comeBack(browser, at) };
}

async function link(seat: Seat): Promise<Browser> {
  const browser = await signedIn(torv, seat);
  const begun = (await browser.ask('POST', '/api/v1/me/brokers/broker', { body: {}, headers: host })).as(
    BrokerAddress,
    201,
  );
  const answer = await comeBack(browser, await broker.visit(begun.address));
  expect([answer.status, locationOf(answer)]).toEqual([303, '/me']);
  return browser;
}

const hasSession = (browser: Browser) => browser.cookies.has('torv_session');
function expectRefused({ browser, answer }: { browser: Browser; answer: Answer }, code = 'IDENTITY.BROKER_REFUSED') {
  expect([answer.status, locationOf(answer)]).toEqual([303, `/sign-in?refused=${code}`]);
  expect(hasSession(browser)).toBe(false);
}

describe('a broker', () => {
  it('is offered by name', async () => {
    const { items } = (await torv.as(null)('GET', '/api/v1/brokers')).as(BrokerList);
    expect(items[0]).toEqual({ key: 'broker', title });
  });

  it('signs in whoever has linked their account, known by issuer and subject', async () => {
    const mine = await link('chair');
    const { items } = (await mine.ask('GET', '/api/v1/me/brokers')).as(BrokerAccountList);
    expect(items).toMatchObject([{ broker: { key: 'broker' }, name: 'Forperson (hos udbyderen)' }]);
    const { browser, answer } = await signInThere('/n/aalborg-oest');
    expect([answer.status, locationOf(answer)]).toEqual([303, '/n/aalborg-oest']);
    const view = (await browser.ask('GET', '/api/v1/session')).as(SessionView);
    expect(view).toMatchObject({ person: { email: 'chair@demo.torv.test' }, methods: ['broker'] });
  });

  it('signs nobody in by their mail address: an unknown subject is told to accept an invitation first', async () => {
    await link('chair');
    broker.subject = 'subject-2';
    broker.change = (claims) => ({ ...claims, acr: 'high', email: 'chair@demo.torv.test', email_verified: true });
    expectRefused(await signInThere(), 'IDENTITY.BROKER_UNKNOWN');
  });

  it('counts as two factors at the level that says so, and as one below it', async () => {
    await link('chair');
    const shown = async () => {
      const { browser } = await signInThere();
      const { shown } = (await browser.ask('GET', '/api/v1/me/second-factor')).as(SecondFactorView);
      return { shown, networks: (await browser.ask('GET', '/api/v1/networks')).status };
    };
    expect(await shown()).toEqual({ shown: false, networks: 403 });
    broker.change = atLevel('high');
    expect(await shown()).toEqual({ shown: true, networks: 200 });
  });
});

describe('OIDC: an answer is refused', () => {
  beforeEach(() => link('chair'));
  const { privateKey: anothers } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  it('for another audience', async () => {
    broker.change = (claims) => ({ ...claims, acr: 'high', aud: 'another-client' });
    expectRefused(await signInThere());
  });

  it('with another nonce', async () => {
    broker.change = (claims) => ({ ...claims, acr: 'high', nonce: 'another' });
    expectRefused(await signInThere());
  });

  it('without a nonce', async () => {
    broker.change = ({ nonce: _, ...claims }) => ({ ...claims, acr: 'high' });
    expectRefused(await signInThere());
  });

  it('of another issuer', async () => {
    broker.change = (claims) => ({ ...claims, acr: 'high', iss: 'https://issuer.example' });
    expectRefused(await signInThere());
  });

  it('signed by another key', async () => {
    broker.signedBy = anothers;
    logged.mockClear();
    const tried = await signInThere();
    expectRefused(tried);
    // 16.3.2 The refusal is logged with its reason, and with nothing that could be used.
    const said = JSON.stringify(logged.mock.calls);
    expect(said).toMatch(/broker-not-believed.*signature/i);
    expect(said).toMatch(/IDENTITY\.BROKER_REFUSED/);
    for (const name of ['code', 'state']) expect(said).not.toContain(tried.at.searchParams.get(name));
  });

  it('that has expired', async () => {
    broker.change = (claims) => ({ ...claims, acr: 'high', exp: Math.floor(Date.now() / 1000) - 3_600 });
    expectRefused(await signInThere());
  });

  it('at a lower level of assurance than is demanded, or none', async () => {
    broker.change = atLevel('low');
    expectRefused(await signInThere(), 'IDENTITY.BROKER_LEVEL');
    broker.change = ({ acr: _, ...claims }) => claims;
    expectRefused(await signInThere(), 'IDENTITY.BROKER_LEVEL');
  });

  it('with another state, or none, before its code is used', async () => {
    for (const state of ['another', null]) {
      const browser = openBrowser(torv);
      const at = await broker.visit(locationOf(await start(browser)));
      if (state) at.searchParams.set('state', state);
      else at.searchParams.delete('state');
      const before = broker.tokensAsked;
      expectRefused({ browser, answer: await comeBack(browser, at) });
      expect(broker.tokensAsked).toBe(before);
    }
  });

  it('a second time (replay): its state and its code are used up', async () => {
    const { browser, at, answer } = await signInThere();
    expect(locationOf(answer)).toBe('/');
    browser.cookies.delete('torv_session');
    expectRefused({ browser, answer: await comeBack(browser, at) }, 'IDENTITY.BROKER_VISIT_OVER');
    // With the cookie put back too: what bound it is gone from the database.
    const again = openBrowser(torv);
    const second = await broker.visit(locationOf(await start(again)));
    const kept = again.cookies.get('torv_broker')!;
    await comeBack(again, second);
    again.cookies.delete('torv_session');
    again.cookies.set('torv_broker', kept);
    expectRefused({ browser: again, answer: await comeBack(again, second) }, 'IDENTITY.BROKER_VISIT_OVER');
    // Its code in a visit of one's own: it belongs to another verifier.
    const third = openBrowser(torv);
    const own = await broker.visit(locationOf(await start(third)));
    own.searchParams.set('code', second.searchParams.get('code')!);
    expectRefused({ browser: third, answer: await comeBack(third, own) });
  });

  it('in another browser than the one that began', async () => {
    const begun = openBrowser(torv);
    const at = await broker.visit(locationOf(await start(begun)));
    const other = openBrowser(torv);
    expectRefused({ browser: other, answer: await comeBack(other, at) }, 'IDENTITY.BROKER_VISIT_OVER');
    await start(other);
    expectRefused({ browser: other, answer: await comeBack(other, at) });
  });

  it('of another provider than was asked (mix-up), by its iss', async () => {
    for (const iss of ['http://localhost:9', null]) {
      const browser = openBrowser(torv);
      const at = await broker.visit(locationOf(await start(browser)));
      if (iss) at.searchParams.set('iss', iss);
      else at.searchParams.delete('iss');
      const before = broker.tokensAsked;
      expectRefused({ browser, answer: await comeBack(browser, at) });
      expect(broker.tokensAsked).toBe(before);
    }
  });

  it("at another provider's address (mix-up)", async () => {
    const browser = openBrowser(torv);
    const at = await broker.visit(locationOf(await start(browser)));
    const answer = await comeBack(browser, at, '/api/v1/brokers/other/return');
    expectRefused({ browser, answer }, 'IDENTITY.BROKER_VISIT_OVER');
  });

  it('after ten minutes', async () => {
    const browser = openBrowser(torv);
    const at = await broker.visit(locationOf(await start(browser)));
    await torv.admin.query(`UPDATE identity_broker_visit SET expires_at = now() - interval '1 second'`);
    expectRefused({ browser, answer: await comeBack(browser, at) }, 'IDENTITY.BROKER_VISIT_OVER');
  });

  it('that its owner stopped', async () => {
    const browser = openBrowser(torv);
    const begun = new URL(locationOf(await start(browser)));
    const at = new URL('http://localhost:3000/api/v1/brokers/broker/return');
    at.search = String(
      new URLSearchParams({ error: 'access_denied', state: begun.searchParams.get('state')!, iss: broker.issuer }),
    );
    expectRefused({ browser, answer: await comeBack(browser, at) }, 'IDENTITY.BROKER_CANCELLED');
  });
});

describe('OIDC: an account', () => {
  it('is one person’s: nobody links it a second time', async () => {
    await link('chair');
    const other = await signedIn(torv, 'manager');
    const begun = (await other.ask('POST', '/api/v1/me/brokers/broker', { body: {}, headers: host })).as(
      BrokerAddress,
      201,
    );
    const answer = await comeBack(other, await broker.visit(begun.address));
    expect(locationOf(answer)).toBe('/me?refused=IDENTITY.BROKER_TAKEN');
    expect((await other.ask('GET', '/api/v1/me/brokers')).as(BrokerAccountList).items).toEqual([]);
  });

  it('is linked to the person who began, in the session in which they began', async () => {
    const browser = await signedIn(torv, 'chair');
    const begun = (await browser.ask('POST', '/api/v1/me/brokers/broker', { body: {}, headers: host })).as(
      BrokerAddress,
      201,
    );
    const at = await broker.visit(begun.address);
    const kept = browser.cookies.get('torv_broker')!;
    const other = await signedIn(torv, 'manager');
    other.cookies.set('torv_broker', kept);
    expect(locationOf(await comeBack(other, at))).toBe('/me?refused=IDENTITY.BROKER_VISIT_OVER');
    // Nor in another session of the same person.
    const begunAgain = (await browser.ask('POST', '/api/v1/me/brokers/broker', { body: {}, headers: host })).as(
      BrokerAddress,
      201,
    );
    const second = await signedIn(torv, 'chair');
    second.cookies.set('torv_broker', browser.cookies.get('torv_broker')!);
    const answer = await comeBack(second, await broker.visit(begunAgain.address));
    expect(locationOf(answer)).toBe('/me?refused=IDENTITY.BROKER_VISIT_OVER');
    const { rows } = await torv.admin.query('SELECT 1 FROM identity_broker_account');
    expect(rows).toEqual([]);
  });

  it('7.5.1 is linked and let go only after a sign-in of the last 30 minutes', async () => {
    const browser = await link('chair');
    const { items } = (await browser.ask('GET', '/api/v1/me/brokers')).as(BrokerAccountList);
    await torv.admin.query(`UPDATE identity_session SET signed_in_at = now() - interval '31 minutes'`);
    await eventually(
      async () => (await browser.ask('POST', '/api/v1/me/brokers/broker', { body: {}, headers: host })).refusal().code,
      'IDENTITY.SIGN_IN_AGAIN',
    );
    const id = items[0]!.id;
    expect((await browser.ask('DELETE', `/api/v1/me/brokers/${id}`)).refusal().code).toBe('IDENTITY.SIGN_IN_AGAIN');
    const stranger = await signedIn(torv, 'manager');
    expect((await stranger.ask('DELETE', `/api/v1/me/brokers/${id}`)).status).toBe(404);
    (await browser.ask('POST', '/api/v1/session/again', { body: { password: 'torv-demo-1' } })).as(SessionView);
    expect((await browser.ask('DELETE', `/api/v1/me/brokers/${id}`)).status).toBe(204);
    expectRefused(await signInThere(), 'IDENTITY.BROKER_UNKNOWN');
  });
});

describe('a visit to a broker', () => {
  it('1.3.6 asks only the configured places, whatever the metadata say', async () => {
    const browser = openBrowser(torv);
    const begun = await start(browser, 'wandering');
    const state = new URL(locationOf(begun)).searchParams.get('state')!;
    const at = new URL('http://localhost:3000/api/v1/brokers/wandering/return');
    at.search = String(new URLSearchParams({ code: 'a-code', state }));
    expectRefused({ browser, answer: await comeBack(browser, at) });
    expect(wayside.asked.length).toBeGreaterThan(0);
    expect(JSON.stringify(logged.mock.calls)).toContain('is not among the origins');
    expect(elsewhere.asked).toEqual([]);
  });

  it('1.3.6 follows no redirect', async () => {
    const browser = openBrowser(torv);
    const answer = await start(browser, 'moved');
    expect(locationOf(answer)).toBe('/sign-in?refused=IDENTITY.BROKER_UNREACHABLE');
    expect(elsewhere.asked).toEqual([]);
  });

  it('leads back to pages of our own and nowhere else', async () => {
    for (const then of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\n/evil'])
      expect((await start(openBrowser(torv), 'broker', then)).status).toBe(400);
    const browser = openBrowser(torv);
    await link('chair');
    const at = await broker.visit(locationOf(await start(browser)));
    const [secret] = browser.cookies.get('torv_broker')!.split('.');
    browser.cookies.set('torv_broker', `${secret}.${Buffer.from('//evil.example').toString('base64url')}`);
    expect(locationOf(await comeBack(browser, at))).toBe('/');
  });

  it('is bound by a cookie that no script reads and that ends in ten minutes', async () => {
    const answer = await start(openBrowser(torv));
    const [cookie] = [answer.headers['set-cookie']].flat() as string[];
    expect(cookie).toMatch(/^torv_broker=[\w-]{43}\.\w+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    const address = new URL(locationOf(answer));
    expect(address.searchParams.get('code_challenge_method')).toBe('S256');
    expect(address.searchParams.get('state')!.length).toBeGreaterThanOrEqual(43);
    expect(address.searchParams.get('nonce')!.length).toBeGreaterThanOrEqual(43);
  });
});

describe('the file of TORV_BROKERS', () => {
  const read = (text: string) => {
    const file = join(folder, 'tried.yaml');
    writeFileSync(file, text);
    return () => readBrokers(readSettings({ TORV_BROKERS: file }));
  };
  const one = (rest: string) =>
    `brokers:\n  - key: mitid\n    title: { da: MitID, en: MitID }\n    clientId: torv\n    ${rest}\n`;

  it('is checked at start, and a wrong line is named', () => {
    expect(read(one('issuer: https://broker.example'))()).toHaveLength(1);
    expect(read(one('issuer: http://broker.example'))).toThrow(/brokers\.0\.issuer: must be https/);
    expect(read(one('issuer: https://broker.example\n    origins: [http://evil.example]'))).toThrow(/must be https/);
    expect(read(one('issuer: https://broker.example\n    unheardOf: 1'))).toThrow(/brokers\.0/);
    expect(read('brokers: [')).toThrow(/neither YAML nor JSON/);
    expect(() => readBrokers(readSettings({ TORV_BROKERS: '/no/such/file' }))).toThrow(/no file/);
    const twice = one('issuer: https://broker.example') + one('issuer: https://b.example').replace('brokers:\n', '');
    expect(read(twice)).toThrow(/same key/);
  });
});

async function eventually<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  for (const end = Date.now() + 3_000; Date.now() < end; await new Promise((next) => setTimeout(next, 20)))
    if ((await ask().catch(() => null)) === expected) return;
  expect(await ask()).toBe(expected);
}
