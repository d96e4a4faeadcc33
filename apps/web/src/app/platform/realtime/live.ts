import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { EventsView, Happening } from '@torv/shared/overview';
import type { JoinReply } from '@torv/shared/realtime';
import type { Socket } from 'socket.io-client';
import { Api } from '../http/api';
import { Network } from '../network';
import { Session } from '../session';

export type Connection = 'idle' | 'connected' | 'lost';
type Listener = { kinds: readonly string[]; hear: (happening: Happening) => void };

/** Kinds that wake pages and are told to nobody: what is new is for some to see and for the others nothing. */
const quiet = ['proposals.position-awaits'];

/**
 * What others change while this page is open. The socket says only that something happened; what it was is fetched
 * through the one visibility rule, with one number to ask from, so a lost connection is caught up in the same way.
 */
@Injectable({ providedIn: 'root' })
export class Live {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly listeners = new Set<Listener>();
  private socket: Socket | null = null;
  private upTo: number | null = null;
  private fetching: Promise<void> | null = null;
  private again = false;

  readonly connection = signal<Connection>('idle');
  /** The newest thing that somebody else did, for the frame to say aloud. */
  readonly latest = signal<Happening | null>(null);

  /** Counts first joins: what was read before one may be older than what is heard from then on. */
  readonly joined = signal(0);

  constructor() {
    effect(() => {
      const key = this.network.key();
      const ready = this.session.signedIn() && this.network.view() !== null;
      untracked(() => (ready ? void this.join(key) : this.leave()));
    });
  }

  /**
   * Hears what happens. A kind may be a room (`proposals`) or one event (`proposals.position-stated`).
   *
   * @returns how to stop hearing
   */
  on(kinds: readonly string[], hear: (happening: Happening) => void): () => void {
    const listener = { kinds, hear };
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async join(network: string): Promise<void> {
    this.leave();
    const { io } = await import('socket.io-client');
    if (this.network.key() !== network || !this.session.signedIn()) return;
    const socket = io({ transports: ['websocket'] });
    this.socket = socket;
    socket.on('connect', () => {
      socket.emit('join', { network }, (reply: JoinReply) => {
        if (!reply.ok) return;
        this.connection.set('connected');
        if (this.upTo === null) {
          this.upTo = reply.upTo;
          this.joined.update((times) => times + 1);
        } else if (reply.upTo > this.upTo) void this.catchUp();
      });
    });
    socket.on('event', () => void this.catchUp());
    socket.on('disconnect', () => this.lose(socket));
    socket.on('connect_error', () => this.lose(socket));
  }

  /** A socket that was turned away does not come back by itself: it asks first whether its session has ended. */
  private lose(socket: Socket): void {
    this.connection.set('lost');
    if (socket.active) return;
    setTimeout(() => {
      if (this.socket !== socket) return;
      void this.session.lives().then((lives) => {
        if (this.socket !== socket) return;
        if (lives) return void socket.connect();
        this.session.forget();
        void this.router.navigate(['/sign-in'], { queryParams: { return: this.router.url } });
      });
    }, 1_000);
  }

  private leave(): void {
    this.socket?.off().disconnect();
    this.socket = null;
    this.upTo = null;
    this.connection.set('idle');
    this.latest.set(null);
  }

  /** Asks for everything since the last number; one request at a time, and once more when events came meanwhile. */
  private catchUp(): Promise<void> {
    if (this.fetching) {
      this.again = true;
      return this.fetching;
    }
    this.fetching = this.fetchSince().finally(() => {
      this.fetching = null;
      if (this.again) {
        this.again = false;
        void this.catchUp();
      }
    });
    return this.fetching;
  }

  private async fetchSince(): Promise<void> {
    if (this.upTo === null) return;
    const network = this.network.key();
    const events = await this.api
      .get<EventsView>(`${this.network.url('overview', 'events')}?since=${this.upTo}`)
      .catch(() => null);
    if (!events || network !== this.network.key()) return;
    this.upTo = Math.max(this.upTo ?? 0, events.upTo);
    for (const happening of events.items) {
      for (const { kinds, hear } of [...this.listeners]) {
        if (kinds.some((kind) => happening.kind === kind || happening.kind.startsWith(`${kind}.`))) hear(happening);
      }
      if (happening.by !== this.session.person()?.name && !quiet.includes(happening.kind)) this.latest.set(happening);
    }
  }
}
