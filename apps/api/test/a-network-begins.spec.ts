import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HomeView, InvitableView } from '@torv/shared/overview';
import { SetUpDone, SetUpView } from '@torv/shared/organisations';
import { Client } from 'pg';
import { createApp } from '../src/create-app';
import { openSetUp } from '../src/identity/set-up-code';
import { linkForUser } from '../src/interop/commands/link-for-user';
import { readSettings } from '../src/platform/config/read-settings';
import { createTestDatabase, type TestDatabase } from './harness/test-database';
import { mailTo } from './read-mail';

const given = (code: string, more: object = {}) => ({
  code,
  operator: { name: 'Driftsansvarlig', email: 'Operator@Host.test', password: 'en hel sætning er god', language: 'da' },
  network: { name: 'Vestbyen', key: 'vestbyen', timezone: 'Europe/Copenhagen', languages: ['da', 'en'] },
  organisation: { name: 'Vestbyens Fællessekretariat', sector: 'civil-society' },
  facilitator: { email: 'facilitator@vestbyen.test' },
  ...more,
});

let database: TestDatabase;
let app: NestFastifyApplication;
let admin: Client;
let dataDir: string;
let sources = 10;
let cookie = '';
let facilitator = '';
const ask = async (method: string, url: string, payload?: object, as = '') => {
  const answer = await app.inject({
    method: method as 'GET',
    url,
    remoteAddress: `192.0.2.${(sources += 1)}`,
    headers: {
      'accept-language': 'en',
      ...(as ? { cookie: as } : {}),
      ...(method === 'GET' ? {} : { 'x-requested-with': 'torv', 'idempotency-key': `request-key-${sources}` }),
    },
    ...(payload ? { payload } : {}),
  });
  const set = ([answer.headers['set-cookie'] ?? []].flat() as string[]).find((one) => one.startsWith('torv_session='));
  return {
    status: answer.statusCode,
    body: answer.json() as Record<string, unknown>,
    cookie: set?.split(';')[0] ?? '',
  };
};
const view = async () => SetUpView.parse((await ask('GET', '/api/v1/set-up')).body);
const row = async (sql: string) => (await admin.query(sql)).rows[0];

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'torv-spec-'));
  const settings = readSettings({
    TORV_DATA: dataDir,
    DATABASE_URL: database.appUrl,
    PORT: '4203',
    TORV_SECOND_FACTOR: 'offered',
  });
  app = await createApp(settings, database.appUrl);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
}, 60_000);
afterAll(async () => {
  await admin?.end();
  await app?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a network begins', () => {
  it('is closed without a code from the terminal, and in a demonstration', async () => {
    expect(await view()).toEqual({ open: false, mail: 'local' });
    expect((await ask('POST', '/api/v1/set-up', given('aaaa-bbbb-cccc-dddd'))).body['code']).toBe(
      'ORGANISATIONS.SET_UP_CLOSED',
    );
    expect(await openSetUp(database.adminUrl, false)).toBeNull();
    expect((await view()).open).toBe(false);
  });

  it('is refused with a wrong code, an older one, a weak password or a time zone that is none, and makes nothing', async () => {
    const older = (await openSetUp(database.adminUrl, true))!;
    const code = (await openSetUp(database.adminUrl, true))!;
    expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect((await view()).open).toBe(true);
    for (const wrong of ['aaaa-bbbb-cccc-dddd', older])
      expect((await ask('POST', '/api/v1/set-up', given(wrong))).body['code']).toBe('ORGANISATIONS.WRONG_CODE');
    const weak = { operator: { ...given(code).operator, password: 'password1' } };
    expect((await ask('POST', '/api/v1/set-up', given(code, weak))).body['code']).toBe('IDENTITY.PASSWORD_COMMON');
    const nowhere = { network: { ...given(code).network, timezone: 'Mars/Olympus' } };
    expect((await ask('POST', '/api/v1/set-up', given(code, nowhere))).body['code']).toBe('PLATFORM.INVALID_INPUT');
    expect(await row('SELECT count(*)::int AS people FROM identity_person')).toEqual({ people: 0 });
    // The application itself cannot read the code, make one, or mark an operator.
    const app = new Client({ connectionString: database.appUrl, options: '-c role=torv_app' });
    await app.connect();
    for (const sql of [
      'SELECT * FROM identity_set_up',
      'DELETE FROM identity_set_up',
      'UPDATE identity_person SET operator = true',
      'SELECT operator FROM identity_person',
    ])
      await expect(app.query(sql)).rejects.toThrow('permission denied');
    await app.end();
  });

  it('makes operator, network and organisation, and invites the facilitator; the code is gone', async () => {
    const code = (await openSetUp(database.adminUrl, true))!;
    // As it was read off the terminal, in capitals and without the hyphens.
    const done = await ask('POST', '/api/v1/set-up', given(code.toUpperCase().replaceAll('-', ' ')));
    expect(done.status).toBe(201);
    expect(SetUpDone.parse(done.body)).toMatchObject({ network: 'vestbyen', invited: true });
    cookie = done.cookie;
    expect(await view()).toEqual({ open: false, mail: 'local' });
    expect((await ask('POST', '/api/v1/set-up', given(code))).body['code']).toBe('ORGANISATIONS.SET_UP_CLOSED');
    expect(await openSetUp(database.adminUrl, true)).toBeNull();
    expect(await row('SELECT email, operator FROM identity_person')).toEqual({
      email: 'operator@host.test',
      operator: true,
    });
  });

  it('shows the operator nothing of it: hosting gives no seat', async () => {
    expect((await ask('GET', '/api/v1/session', undefined, cookie)).body['networks']).toEqual([]);
    for (const path of [
      '',
      '/bodies',
      '/organisations',
      '/organisations/invitations',
      '/overview/home',
      '/access/me',
      '/decisions',
    ])
      expect({
        path,
        status: (await ask('GET', `/api/v1/networks/vestbyen${path}`, undefined, cookie)).status,
      }).toEqual({ path, status: 404 });
    const body = { organisation: { name: 'Egen', sector: 'business' }, email: 'x@y.test' };
    expect((await ask('POST', '/api/v1/networks/vestbyen/organisations/invitations', body, cookie)).status).toBe(404);
  });

  it('goes on with the facilitator, who administers the first organisation', async () => {
    const { link, text } = await mailTo({ app }, 'facilitator@vestbyen.test');
    expect(text).toContain('tovholder for Vestbyen');
    expect(text).toContain('http://localhost:4203/join/');
    const joined = await ask('POST', `/api/v1/invitations/${link.slice('/join/'.length)}/acceptance`, {
      name: 'Tovholder',
    });
    expect(joined.status).toBe(201);
    facilitator = joined.cookie;
    const me = (await ask('GET', '/api/v1/networks/vestbyen/access/me', undefined, joined.cookie)).body;
    expect(me).toMatchObject({
      facilitates: true,
      organisations: [{ key: 'vestbyens-faellessekretariat', administers: true }],
    });
    const listed = (await ask('GET', '/api/v1/networks/vestbyen/organisations/invitations', undefined, joined.cookie))
      .body;
    expect(listed['items']).toMatchObject([{ state: 'accepted', mail: 'sent', askedAs: 'operator' }]);
  });
});

describe('the way to the first meeting', () => {
  const inNetwork = (method: string, path: string, body?: object) =>
    ask(method, `/api/v1/networks/vestbyen/${path}`, body, facilitator);
  const steps = async () => HomeView.parse((await inNetwork('GET', 'overview/home')).body).firstSteps;

  it('is shown to the facilitator, step by step, from what is there, until a meeting is called', async () => {
    expect(await steps()).toEqual({ done: [], body: null });
    await inNetwork('POST', 'organisations/invitations', {
      organisation: { name: 'Beboerforeningen', sector: 'civil-society' },
      email: 'resident@vestbyen.test',
    });
    expect((await steps())!.done).toEqual(['organisations']);
    const others = InvitableView.parse((await inNetwork('GET', 'overview/invitable')).body);
    expect(others.organisations.map((one) => [one.key, one.as])).toEqual([
      ['beboerforeningen', 'facilitator'],
      ['vestbyens-faellessekretariat', 'administrator'],
    ]);
    const sql = (text: string) =>
      admin.query(text.replaceAll('NET', `(SELECT id FROM places_network WHERE key = 'vestbyen')`));
    await sql(
      `INSERT INTO bodies_body (network_id, key, name, kind) VALUES (NET, 'styregruppen', 'Styregruppen', 'steering-group')`,
    );
    expect(await steps()).toEqual({
      done: ['organisations', 'body'],
      body: { key: 'styregruppen', name: 'Styregruppen', mayCall: false },
    });
    await sql(`INSERT INTO bodies_seat (network_id, body_id, organisation_id, role, voting, valid_from)
      SELECT b.network_id, b.id, o.id, CASE o.key WHEN 'beboerforeningen' THEN 'member' ELSE 'secretary' END, o.key = 'beboerforeningen', now()
      FROM bodies_body b JOIN organisations_organisation o USING (network_id)`);
    expect((await steps())!.done).toEqual(['organisations', 'body', 'seats']);
    expect(InvitableView.parse((await inNetwork('GET', 'overview/invitable')).body).seats).toMatchObject([
      { organisation: 'beboerforeningen', role: 'member' },
      { organisation: 'vestbyens-faellessekretariat', role: 'secretary' },
    ]);
    const { link } = await mailTo({ app }, 'resident@vestbyen.test');
    const resident = await ask('POST', `/api/v1/invitations/${link.slice('/join/'.length)}/acceptance`, {
      name: 'Beboer',
    });
    expect(
      HomeView.parse((await ask('GET', '/api/v1/networks/vestbyen/overview/home', undefined, resident.cookie)).body)
        .firstSteps,
    ).toBeNull();
    await sql(
      `UPDATE bodies_seat s SET person_id = (SELECT a.person_id FROM organisations_affiliation a WHERE a.organisation_id = s.organisation_id)`,
    );
    expect(await steps()).toMatchObject({
      done: ['organisations', 'body', 'seats', 'people'],
      body: { mayCall: true },
    });
    await sql(`INSERT INTO meetings_meeting (network_id, body_id, title, state, starts_at, ends_at, visibility)
      SELECT network_id, id, 'Første møde', 'called', now() + interval '7 days', now() + interval '8 days', 'network' FROM bodies_body`);
    expect(await steps()).toBeNull();
  });
});

describe('torv user', () => {
  const run = async (email: string, as: { name?: string; operator?: boolean }) => {
    const said: string[] = [];
    await linkForUser(database.adminUrl, { origin: 'https://torv.example', port: 1 }, email, as, (line) =>
      said.push(line),
    );
    return said.join('\n');
  };

  it('makes a person only by name, and prints a link with which they alone choose a password (ASVS 6.4)', async () => {
    await expect(run('new@host.test', {})).rejects.toThrow('torv user new@host.test --name');
    await expect(run('not an address', { name: 'x' })).rejects.toThrow('no address');
    const said = await run('New@Host.test', { name: 'Ny', operator: true });
    const secret = /https:\/\/torv\.example\/sign-in\/password#(\S+)/.exec(said)![1]!;
    expect(await row(`SELECT operator FROM identity_person WHERE email = 'new@host.test'`)).toEqual({ operator: true });
    const password = 'tre ord på dansk';
    expect(
      (
        await app.inject({
          method: 'POST',
          url: '/api/v1/session/password',
          headers: { 'x-requested-with': 'torv' },
          payload: { secret, password },
        })
      ).statusCode,
    ).toBe(204);
    expect((await ask('POST', '/api/v1/session', { email: 'new@host.test', password })).status).toBe(201);
    // It marks and does not unmark; a second link is another.
    await run('new@host.test', {});
    expect(await row(`SELECT operator FROM identity_person WHERE email = 'new@host.test'`)).toEqual({ operator: true });
  });
});
