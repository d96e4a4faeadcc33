import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JoinReply } from '@torv/shared/realtime';
import type { Server, Socket as ServerSocket } from 'socket.io';
import type { Socket } from 'socket.io-client';
import { LiveGateway } from '../../src/realtime/live.gateway';
import { network } from '../demo-network';
import { connectAs } from '../listen-as';
import { type Persona, personas, startWorld, type World } from './personas';

// Every persona at the socket: who may connect, what a join answers, and which rooms they then stand in.

const rows = (
  JSON.parse(readFileSync(join(__dirname, '../route-matrix.json'), 'utf8')) as { socket: Record<string, string> }
).socket;
let world: World;
const sockets: Socket[] = [];

beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(async () => {
  for (const one of sockets) one.disconnect();
  await world?.close();
});

const connect = async (persona: Persona): Promise<Socket> => {
  const socket = await connectAs(world.torv, world.cookieOf(persona));
  sockets.push(socket);
  return socket;
};
const join_ = async (socket: Socket, message: unknown): Promise<JoinReply> =>
  JoinReply.parse(await socket.timeout(5_000).emitWithAck('join', message));

/** The rooms that the server has a socket in, but for its own. */
function roomsOf(socket: Socket): string[] {
  const { server } = world.torv.app.get(LiveGateway, { strict: false }) as unknown as { server: Server };
  const held = server.sockets.sockets.get(socket.id!) as ServerSocket;
  return [...held.rooms].filter((room) => room !== held.id).sort();
}

describe('connecting', () => {
  it.each(['anonymous', 'disabled'] as const)('%s is not admitted', async (persona) => {
    await expect(connect(persona)).rejects.toThrow('IDENTITY.SIGN_IN_REQUIRED');
  });

  it('a session that was made up, or has ended, is none', async () => {
    await expect(connectAs(world.torv, 'torv_session=x')).rejects.toThrow('IDENTITY.SIGN_IN_REQUIRED');
  });
});

describe.each(Object.keys(rows))('the message %s', (message) => {
  const answers: Partial<Record<Persona, string>> = { stranger: 'PLATFORM.NOT_FOUND', former: 'PLATFORM.NOT_FOUND' };
  const admitted = personas.filter((persona) => persona !== 'anonymous' && persona !== 'disabled');

  it.each(admitted)('answers %s as a route of its class does', async (persona) => {
    expect(rows[message]).toBe('member');
    const socket = await connect(persona);
    const reply = JoinReply.parse(await socket.timeout(5_000).emitWithAck(message, { network }));
    const code = answers[persona];
    expect(reply).toEqual(code ? { ok: false, code } : { ok: true, upTo: expect.any(Number) });
    if (code) expect(roomsOf(socket)).toEqual([]);
  });
});

describe('the rooms of whoever has joined', () => {
  it.each(['member', 'conflicted', 'seated', 'secretary', 'chair'] as const)(
    'are what the grants of %s open, and no others',
    async (persona) => {
      const socket = await connect(persona);
      await join_(socket, { network });
      const { rows: granted } = await world.torv.admin.query<{ room: string }>(
        `SELECT DISTINCT scope || ':' || scope_id AS room FROM platform_grant WHERE network_id = $1 AND person_id = $2
         AND scope IN ('network', 'body', 'closed') AND valid_from <= now() AND valid_until > now()`,
        [world.networkId, world.personId(persona)],
      );
      const own = `person:${world.networkId}:${world.personId(persona)}`;
      expect(roomsOf(socket)).toEqual([...granted.map((row) => row.room), own].sort());
    },
  );

  it('of another network are not opened by its key, in place of or beside their own', async () => {
    const socket = await connect('member');
    expect(await join_(socket, { network: 'naboby-demo' })).toEqual({ ok: false, code: 'PLATFORM.NOT_FOUND' });
    expect(await join_(socket, { network: 'findes-ikke' })).toEqual({ ok: false, code: 'PLATFORM.NOT_FOUND' });
    expect(roomsOf(socket)).toEqual([]);
  });

  it('are not named by who joins: not a body, not what is closed, not another person', async () => {
    const socket = await connect('member');
    const { rows: found } = await world.torv.admin.query<{ id: string }>(
      "SELECT id::text FROM bodies_body WHERE network_id = $1 AND key = 'styregruppen'",
      [world.networkId],
    );
    const rooms = [
      `body:${found[0]!.id}`,
      `closed:${found[0]!.id}`,
      `network:${world.networkId}`,
      `person:${world.networkId}:${world.personId('chair')}`,
    ];
    const messages: unknown[] = [
      ...rooms,
      ...rooms.flatMap((room) => [{ network: room }, { room }, { network, room }, { network, rooms: [room] }, [room]]),
      null,
      1,
      { network: { toString: 'x' } },
      { __proto__: { network } },
    ];
    for (const message of messages) {
      const reply = await join_(socket, message);
      expect({ message, ok: reply.ok }).toEqual({ message, ok: false });
    }
    expect(roomsOf(socket)).toEqual([]);
  });

  it('are not opened by a message that has no row', async () => {
    const socket = await connect('member');
    for (const message of ['subscribe', 'event', 'joinRoom', 'leave', 'admin'])
      await expect(socket.timeout(200).emitWithAck(message, { network })).rejects.toThrow('timed out');
    expect(roomsOf(socket)).toEqual([]);
  });
});
