import type { AddressInfo } from 'node:net';
import { JoinReply, LiveEvent } from '@torv/shared/realtime';
import { io, type Socket } from 'socket.io-client';
import { type DemoTorv, network, type Seat } from './demo-network';

/** A second client on the wire: it has joined a network and keeps what it hears. */
export interface Listening {
  heard: LiveEvent[];
  reply: JoinReply;
  socket: Socket;
  close(): void;
}

/** Connects with a session's cookie; Torv is made to listen when it does not yet. */
export async function connectAs(torv: DemoTorv, cookie: string | null): Promise<Socket> {
  const server = torv.app.getHttpServer();
  if (server.address() === null) await torv.app.listen(0, '127.0.0.1');
  const socket = io(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    path: '/socket.io',
    transports: ['websocket'],
    ...(cookie === null ? {} : { extraHeaders: { cookie } }),
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  }).catch((error: unknown) => {
    socket.disconnect();
    throw error;
  });
  return socket;
}

/** Joins a network as a seat and listens. */
export async function listenAs(torv: DemoTorv, seat: Seat, joins: string = network): Promise<Listening> {
  const socket = await connectAs(torv, torv.cookieOf(seat));
  const heard: LiveEvent[] = [];
  socket.on('event', (event: unknown) => heard.push(LiveEvent.parse(event)));
  const reply = JoinReply.parse(await socket.timeout(5_000).emitWithAck('join', { network: joins }));
  return { heard, reply, socket, close: () => socket.disconnect() };
}
