import { Inject, type OnModuleDestroy } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import { Join, type JoinReply, type LiveEvent } from '@torv/shared/realtime';
import type { Server, Socket } from 'socket.io';
import { SecondFactors } from '../identity/second-factors';
import { Sessions } from '../identity/sessions';
import { Networks } from '../places/networks';
import type { Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import { RightsNotices } from '../platform/events/hear-of-rights';
import { Outbox, type StoredEvent } from '../platform/events/outbox';
import { isOwnOrigin } from '../platform/http/refuse-forged-requests';
import type { SignedIn } from '../platform/http/who-asks';
import { SETTINGS } from '../platform/platform.tokens';

/**
 * How often every socket's session and rooms are asked for anew. What is changed is heard of at once; this finds what
 * ends by itself, when its time has come.
 */
const recheckEvery = 60_000;

/** Tells signed-in people what happens in their networks. */
@WebSocketGateway({ path: '/socket.io', serveClient: false, perMessageDeflate: false })
export class LiveGateway implements OnGatewayInit, OnModuleDestroy {
  @WebSocketServer() private readonly server!: Server;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: Sessions,
    private readonly factors: SecondFactors,
    private readonly networks: Networks,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly notices: RightsNotices,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  afterInit(server: Server): void {
    server.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: Error) => next(error),
      );
    });
    this.outbox.listen((event) => this.tell(event));
    this.notices.listen((personId) => void this.recheck(personId));
    server.on('connection', (socket) => void this.checkIfChanged(socket));
    this.timer = setInterval(() => void this.recheck(null), recheckEvery);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  @SubscribeMessage('join')
  async join(@ConnectedSocket() socket: Socket, @MessageBody() message: unknown): Promise<JoinReply> {
    const asked = Join.safeParse(message);
    if (!asked.success) return { ok: false, code: 'PLATFORM.INVALID_INPUT' };
    try {
      const networkId = await this.networks.idOf(asked.data.network);
      socket.data.checkedAt = this.notices.count;
      const rooms = await this.roomsOf(socket.data.personId as string, networkId);
      if (rooms.length === 0) return { ok: false, code: 'PLATFORM.NOT_FOUND' };
      await socket.join(rooms);
      socket.data.networks = new Set([...((socket.data.networks as Set<string> | undefined) ?? []), networkId]);
      await this.checkIfChanged(socket);
      const { rows } = await this.database.call({
        text: 'SELECT last_event FROM platform_counter WHERE network_id = $1',
        values: [networkId],
      });
      return { ok: true, upTo: Number(rows[0]!['last_event']) };
    } catch (error) {
      return { ok: false, code: error instanceof Refusal ? error.kind.code : 'PLATFORM.UNEXPECTED' };
    }
  }

  private async admit(socket: Socket): Promise<void> {
    const { origin, host, cookie } = socket.handshake.headers;
    if (!isOwnOrigin(this.settings, origin, host)) throw new Error('PLATFORM.FORGED');
    socket.data.checkedAt = this.notices.count;
    const signedIn = await this.sessions.find(cookieValue(cookie, this.sessions.cookieName));
    if (!signedIn) throw new Error('IDENTITY.SIGN_IN_REQUIRED');
    if (await this.factors.owes(signedIn)) throw new Error('IDENTITY.SECOND_FACTOR_REQUIRED');
    socket.data.personId = signedIn.id;
    socket.data.sessionId = signedIn.sessionId;
    socket.data.signedIn = signedIn;
  }

  /** The socket rooms that a person's grants open; none when they do not belong to the network. */
  private async roomsOf(personId: string, networkId: string): Promise<string[]> {
    const [grants] = await this.database.read(personId, {
      name: 'grants-for-sockets',
      text: `SELECT DISTINCT scope, scope_id FROM platform_grant WHERE network_id = $1 AND scope IN ('network', 'body', 'closed')`,
      values: [networkId],
    });
    const rows = grants!.rows as { scope: string; scope_id: string }[];
    if (!rows.some((row) => row.scope === 'network')) return [];
    return [...rows.map((row) => `${row.scope}:${row.scope_id}`), personRoom(networkId, personId)];
  }

  private tell(event: StoredEvent): void {
    const room =
      event.visibility === 'public' || event.visibility === 'network'
        ? `network:${event.networkId}`
        : `${event.visibility}:${event.bodyId}`;
    const live: LiveEvent = {
      network: event.networkKey,
      seq: event.seq,
      kind: event.kind,
      subject: { kind: event.subjectKind, id: event.subjectId },
    };
    const inRoom = (people: string[] | null) => (people ?? []).map((person) => personRoom(event.networkId, person));
    this.server
      .to([room, ...inRoom(event.named)])
      .except(inRoom(event.except))
      .emit('event', live);
  }

  /** Checks the sockets of a person (null: all) anew. */
  private async recheck(personId: string | null): Promise<void> {
    for (const socket of this.server.sockets.sockets.values()) {
      if (personId === null || socket.data.personId === personId) await this.check(socket);
    }
  }

  /** A change that came between asking and taking effect was heard of too early: so it is asked once more. */
  private async checkIfChanged(socket: Socket): Promise<void> {
    if (socket.data.checkedAt !== this.notices.count) await this.check(socket);
  }

  /** Ends a socket whose session has ended, and takes it out of rooms that are no longer its person's. */
  private async check(socket: Socket): Promise<void> {
    try {
      const lives = await this.sessions.lives(socket.data.sessionId as string);
      if (!lives || (await this.factors.owes(socket.data.signedIn as SignedIn))) {
        socket.disconnect(true);
        return;
      }
      const allowed = new Set<string>([socket.id]);
      for (const networkId of (socket.data.networks as Set<string> | undefined) ?? []) {
        for (const room of await this.roomsOf(socket.data.personId as string, networkId)) allowed.add(room);
      }
      for (const room of socket.rooms) if (!allowed.has(room)) await socket.leave(room);
    } catch {
      // What cannot be checked is not trusted; its page comes back by itself.
      socket.conn.close();
    }
  }
}

/** Where one person listens in one network, on whatever device. */
const personRoom = (networkId: string, personId: string) => `person:${networkId}:${personId}`;

function cookieValue(header: string | undefined, name: string): string | undefined {
  const found = header?.split(';').find((part) => part.trim().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1);
}
