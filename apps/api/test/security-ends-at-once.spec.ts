import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { io, type Socket } from 'socket.io-client';
import { MadeToken } from '@torv/shared/identity';
import type { JoinReply } from '@torv/shared/realtime';
import { createApp } from '../src/create-app';
import { setDisabled } from '../src/interop/commands/set-password';
import { readSettings } from '../src/platform/config/read-settings';
import { callMeeting } from './decision-steps';
import { network, startDemoTorv, type DemoTorv } from './demo-network';

/**
 * What has ended has ended in every process: for the next request, and for sockets within a second. Two processes
 * are two whole servers here, each with its own connections and memory. The numbers are those of OWASP ASVS 5.0.0.
 */

let torv: DemoTorv;
let second: NestFastifyApplication;
let servers: NestFastifyApplication[];
const folder = mkdtempSync(join(tmpdir(), 'torv-second-'));
const sockets: Socket[] = [];

beforeAll(async () => {
  torv = await startDemoTorv();
  second = await createApp(
    readSettings({
      TORV_DATA: folder,
      DATABASE_URL: torv.database.appUrl,
      PORT: '0',
      TORV_SECOND_FACTOR: 'offered',
    }),
    torv.database.appUrl,
  );
  servers = [torv.app, second];
  for (const server of servers) await server.listen(0, '127.0.0.1');
}, 60_000);

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

afterAll(async () => {
  await second?.close();
  await torv?.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (server: NestFastifyApplication, headers: Record<string, string>, url: string, method = 'GET') =>
  server.inject({
    method: method as 'GET',
    url,
    headers: { 'x-requested-with': 'torv', ...headers },
  });
const mine = '/api/v1/session';
const meetings = `/api/v1/networks/${network}/meetings`;
const statuses = async (headers: Record<string, string>, url = mine) =>
  Promise.all(servers.map(async (server) => (await ask(server, headers, url)).statusCode));

async function signIn(seat: string): Promise<Record<string, string>> {
  const answer = await torv.as(null)('POST', mine, {
    body: { email: `${seat}@demo.torv.test`, password: 'torv-demo-1' },
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return { cookie: ([answer.headers['set-cookie']].flat() as string[])[0]!.split(';')[0]! };
}

/** A socket to one server, joined to the network, and what it has heard. */
async function listen(server: NestFastifyApplication, headers: Record<string, string>) {
  const { port } = server.getHttpServer().address() as AddressInfo;
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
  });
  sockets.push(socket);
  const heard: string[] = [];
  socket.on('event', (event: { kind: string }) => heard.push(event.kind));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', () => resolve());
    socket.on('connect_error', reject);
  });
  const reply = (await socket.timeout(5_000).emitWithAck('join', { network })) as JoinReply;
  expect(reply.ok).toBe(true);
  return { socket, heard };
}

async function within(milliseconds: number, what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + milliseconds; !(await isSo()); await new Promise((next) => setTimeout(next, 5))) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${what}`);
  }
}
const bothRefuse = (headers: Record<string, string>) =>
  within(1_000, 'both servers refuse', async () => (await statuses(headers)).every((one) => one === 401));
const personOf = (seat: string) =>
  torv.idOf('SELECT id FROM identity_person WHERE email = $1', `${seat}@demo.torv.test`);
const listeners = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND backend_type = 'client backend' AND (query LIKE 'LISTEN torv_rights%' OR query = 'SELECT 1')`;

describe('signing out', () => {
  it('7.4.1 is known to the next request in every process, and closes sockets within a second', async () => {
    const session = await signIn('manager');
    const other = await signIn('manager');
    expect(await statuses(session)).toEqual([200, 200]);
    const heard = await Promise.all(servers.map((server) => listen(server, session)));
    const kept = await listen(second, other);
    expect((await ask(torv.app, session, mine, 'DELETE')).statusCode).toBe(204);
    expect((await ask(torv.app, session, mine)).statusCode).toBe(401);
    await bothRefuse(session);
    await within(1_000, 'sockets closed', () => heard.every(({ socket }) => !socket.connected));
    expect(await statuses(other)).toEqual([200, 200]);
    expect(kept.socket.connected).toBe(true);
  });

  it('7.4.1 by ending all others from elsewhere does so too', async () => {
    const [session, other] = [await signIn('manager'), await signIn('manager')];
    expect(await statuses(session)).toEqual([200, 200]);
    const { socket } = await listen(torv.app, session);
    expect((await ask(second, other, `${mine}/others`, 'DELETE')).statusCode).toBe(204);
    await bothRefuse(session);
    await within(1_000, 'socket closed', () => !socket.connected);
  });

  it('4.4.3 a socket is admitted with a living session and from our own page only', async () => {
    const session = await signIn('manager');
    const refused = async (headers: Record<string, string>) => {
      const { port } = torv.app.getHttpServer().address() as AddressInfo;
      const socket = io(`http://127.0.0.1:${port}`, {
        transports: ['websocket'],
        extraHeaders: headers,
        reconnection: false,
        forceNew: true,
      });
      sockets.push(socket);
      return new Promise<string>((resolve) => {
        socket.on('connect', () => resolve('admitted'));
        socket.on('connect_error', (error) => resolve(error.message));
      });
    };
    expect(await refused(session)).toBe('admitted');
    expect(await refused({})).toBe('IDENTITY.SIGN_IN_REQUIRED');
    expect(await refused({ cookie: 'torv_session=made-up' })).toBe('IDENTITY.SIGN_IN_REQUIRED');
    expect(await refused({ ...session, origin: 'https://evil.example' })).toBe('PLATFORM.FORGED');
    await ask(torv.app, session, mine, 'DELETE');
    expect(await refused(session)).toBe('IDENTITY.SIGN_IN_REQUIRED');
  });
});

describe('signing in again', () => {
  it('7.2.4 ends the old secret in every process and keeps the sockets of the session', async () => {
    const session = await signIn('manager');
    const heard = await Promise.all(servers.map((server) => listen(server, session)));
    const again = await torv.as(null)('POST', `${mine}/again`, { body: { password: 'torv-demo-1' }, headers: session });
    const renewed = { cookie: ([again.headers['set-cookie']].flat() as string[])[0]!.split(';')[0]! };
    await bothRefuse(session);
    expect(await statuses(renewed)).toEqual([200, 200]);
    await callMeeting(torv.as('chair'));
    await within(2_000, 'both still hear', () => heard.every((one) => one.heard.length > 0));
  });
});

describe('disabling a person', () => {
  it('7.4.2 ends every session, socket and token at once, and there is no new one', async () => {
    const sessions = [await signIn('member.civil'), await signIn('member.civil')];
    const made = await torv.as(null)('POST', `${mine}/tokens`, {
      body: { name: 'Maskinen', scopes: ['read'], days: 1 },
      headers: sessions[0]!,
    });
    const token = { authorization: `Bearer ${made.as(MadeToken, 201).secret}` };
    for (const one of [...sessions, token]) expect(await statuses(one)).toEqual([200, 200]);
    const heard = await Promise.all(servers.map((server, n) => listen(server, sessions[n]!)));
    await setDisabled(torv.database.adminUrl, 'member.civil@demo.torv.test', true, () => undefined);
    for (const one of [...sessions, token]) await bothRefuse(one);
    await within(1_000, 'sockets closed', () => heard.every(({ socket }) => !socket.connected));
    await expect(signIn('member.civil')).rejects.toThrow(/WRONG_SIGN_IN/);
    await setDisabled(torv.database.adminUrl, 'member.civil@demo.torv.test', false, () => undefined);
    for (const one of [...sessions, token]) expect(await statuses(one)).toEqual([401, 401]);
    expect(await statuses(await signIn('member.civil'))).toEqual([200, 200]);
  });

  it('7.4.2 is for the operator of the machine alone: no request can, by any word', async () => {
    for (const seat of ['admin', 'facilitator', 'member.civil'])
      for (const sql of ['UPDATE identity_person SET disabled_at = now()', 'SELECT disabled_at FROM identity_person'])
        await expect(torv.bySql(seat, (client) => client.query(sql))).rejects.toThrow(/permission denied/);
    const changed = await torv.as('admin')('PATCH', mine, { body: { disabledAt: '2026-01-01T00:00:00Z' } });
    expect(changed.refusal()).toMatchObject({ status: 400, errors: [{ path: 'disabledAt' }] });
    await expect(setDisabled(torv.database.adminUrl, 'no-one@demo.torv.test', true, () => undefined)).rejects.toThrow(
      /No person/,
    );
  });
});

describe('a change of role', () => {
  it('8.3.2 is known to the next request in every process, and its rooms are left within a second', async () => {
    const session = await signIn('member.municipality');
    expect(await statuses(session, meetings)).toEqual([200, 200]);
    const visit = () =>
      Promise.all(
        servers.map(
          async (server) =>
            (
              await server.inject({
                method: 'PUT',
                url: `/api/v1/networks/${network}/overview/visit`,
                headers: { ...session, 'x-requested-with': 'torv', 'content-type': 'application/json' },
                payload: '{"seq":0}',
              })
            ).statusCode,
        ),
      );
    expect(await visit()).toEqual([204, 204]);
    const left = await Promise.all(servers.map((server) => listen(server, session)));
    const stays = await listen(second, await signIn('chair'));
    const person = await personOf('member.municipality');
    await torv.admin.query('UPDATE organisations_affiliation SET valid_until = now() WHERE person_id = $1', [person]);
    expect(await visit()).toEqual([404, 404]);
    expect(await statuses(session, meetings)).toEqual([404, 404]);
    await new Promise((next) => setTimeout(next, 900));
    await callMeeting(torv.as('chair'));
    await within(2_000, 'who stays hears of it', () => stays.heard.length > 0);
    expect(left.map(({ heard }) => heard)).toEqual([[], []]);
    // They are still signed in, and may belong elsewhere.
    expect(left.every(({ socket }) => socket.connected)).toBe(true);
    expect(await statuses(session)).toEqual([200, 200]);
  });
});

describe('while changes cannot be heard of', () => {
  /** Ends a session so that nobody is told. */
  const endSilently = async (session: Record<string, string>) => {
    await torv.admin.query('SET session_replication_role = replica');
    await torv.admin.query('DELETE FROM identity_session WHERE secret_hash = sha256($1::bytea)', [
      session['cookie']!.split('=')[1],
    ]);
    await torv.admin.query('SET session_replication_role = origin');
  };

  it('16.5.3 nothing that was remembered is trusted, and it is forgotten before anything is trusted again', async () => {
    const [first, other, third] = [await signIn('manager'), await signIn('manager'), await signIn('manager')];
    for (const one of [first, other, third]) expect(await statuses(one)).toEqual([200, 200]);
    // So that this test can fail: as long as both listen, what nobody was told is remembered.
    await endSilently(first);
    expect(await statuses(first)).toEqual([200, 200]);
    const cut = await torv.admin.query(`SELECT pg_terminate_backend(pid) FROM (${listeners}) l`);
    expect(cut.rowCount).toBeGreaterThanOrEqual(2);
    await bothRefuse(first);
    await endSilently(other);
    expect(await statuses(other)).toEqual([401, 401]);
    expect(await statuses(third)).toEqual([200, 200]);
    await within(5_000, 'both listen again', async () => (await torv.admin.query(listeners)).rowCount! >= 2);
    expect((await ask(torv.app, third, mine, 'DELETE')).statusCode).toBe(204);
    await bothRefuse(third);
  });

  it('a page that is read often costs no lookup of its session while they can be', async () => {
    const session = await signIn('manager');
    const seen = async () =>
      (
        await torv.admin.query('SELECT last_seen_at FROM identity_session WHERE secret_hash = sha256($1::bytea)', [
          session['cookie']!.split('=')[1],
        ])
      ).rows[0].last_seen_at as Date;
    await statuses(session);
    const before = await seen();
    for (let n = 0; n < 5; n += 1) await statuses(session);
    expect(await seen()).toEqual(before);
  });
});
