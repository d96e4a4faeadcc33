import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import type { ActorView } from '@torv/shared/access';
import type { NetworkView } from '@torv/shared/places';
import { firstValueFrom } from 'rxjs';

/** The network on screen (`/n/:network/…`), what it is, and what the reader is in it. */
@Injectable({ providedIn: 'root' })
export class Network {
  private readonly http = inject(HttpClient);
  readonly key = signal('');
  readonly view = signal<NetworkView | null>(null);
  readonly me = signal<ActorView | null>(null);
  readonly timezone = computed(() => this.view()?.timezone ?? 'Europe/Copenhagen');

  /** The API address of something in this network: `url('meetings', id)`. Reads the signal, so resources follow it. */
  url(...path: string[]): string {
    return ['/api/v1/networks', this.key(), ...path].join('/');
  }

  /** The router address of something in this network: `link('proposals', id)`. */
  link(...path: string[]): string[] {
    return ['/n', this.key(), ...path];
  }

  /** Opens a network; throws what the request throws when it is not the reader's. */
  async open(key: string): Promise<void> {
    if (this.key() === key && this.view()) return;
    this.view.set(null);
    this.me.set(null);
    this.key.set(key);
    const [view, me] = await Promise.all([
      firstValueFrom(this.http.get<NetworkView>(this.url())),
      firstValueFrom(this.http.get<ActorView>(this.url('access', 'me'))),
    ]);
    this.view.set(view);
    this.me.set(me);
  }
}
