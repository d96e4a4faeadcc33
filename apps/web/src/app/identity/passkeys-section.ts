import { httpResource } from '@angular/common/http';
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  signal,
} from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { PasskeyList, PasskeyView } from '@torv/shared/identity';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Empty, Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { PasskeyBrowser, troubleOf } from './passkey-browser';
import { plainProblem } from './refusal-by-broker';

const address = '/api/v1/me/passkeys';

/** One's own passkeys: added, named and removed. For *My profile and sign-in*. */
@Component({
  selector: 't-passkeys-section',
  imports: [Button, Empty, Field, Heading, Icon, Input, ProblemNotice, Skeleton, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="stack tight">
      <t-heading [title]="'identity.passkey.title' | transloco" [count]="keys().length || null">
        @if (browser.usable) {
          <button tButton type="button" [busy]="busy() === 'new'" (click)="add()">
            <t-icon name="add" />{{ 'identity.passkey.add' | transloco }}
          </button>
        }
      </t-heading>
      @if (unread() ?? problem(); as it) {
        <t-problem [problem]="it" />
      }
      <ul class="panel flush rows">
        @for (one of keys(); track one.id) {
          <li>
            @if (naming() === one.id) {
              <form class="row-form" novalidate (submit)="rename($event, one, name.value)">
                <t-field [label]="'identity.passkey.name' | transloco" [error]="fault()">
                  <input #name tInput maxlength="80" [value]="one.name" autocomplete="off" />
                </t-field>
                <div class="cluster">
                  <button tButton="primary" type="submit" [busy]="busy() === one.id">
                    {{ 'identity.passkey.save' | transloco }}
                  </button>
                  <button tButton="quiet" type="button" (click)="naming.set(null)">
                    {{ 'identity.factor.giveUp' | transloco }}
                  </button>
                </div>
              </form>
            } @else {
              <div class="row">
                <span>
                  <span class="title">{{ one.name }}</span>
                  <span class="meta">
                    <span>{{
                      (one.synced ? 'identity.passkey.synced' : 'identity.passkey.oneDevice') | transloco
                    }}</span>
                    <span>{{ 'identity.passkey.since' | transloco: { day: (one.createdAt | when) } }}</span>
                    <span>{{
                      one.lastUsedAt
                        ? ('identity.passkey.used' | transloco: { day: (one.lastUsedAt | when) })
                        : ('identity.passkey.unused' | transloco)
                    }}</span>
                  </span>
                </span>
                <span class="cluster">
                  <button
                    tButton="quiet"
                    type="button"
                    [attr.aria-label]="'identity.passkey.renameOne' | transloco: { name: one.name }"
                    (click)="beginNaming(one.id)"
                  >
                    <t-icon name="draft" />{{ 'identity.passkey.rename' | transloco }}
                  </button>
                  <button
                    tButton="quiet"
                    type="button"
                    [attr.aria-label]="'identity.passkey.removeOne' | transloco: { name: one.name }"
                    [busy]="busy() === one.id"
                    (click)="remove(one)"
                  >
                    <t-icon name="cross" />{{ 'identity.passkey.remove' | transloco }}
                  </button>
                </span>
              </div>
            }
          </li>
        } @empty {
          <li>
            @if (source.isLoading()) {
              <t-skeleton [label]="'shell.loading' | transloco" [lines]="2" />
            } @else {
              <t-empty
                [title]="'identity.passkey.none' | transloco"
                [why]="(browser.usable ? 'identity.passkey.noneWhy' : 'identity.passkey.notHere') | transloco"
              />
            }
          </li>
        }
      </ul>
    </section>
  `,
})
export class PasskeysSection {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly browser = inject(PasskeyBrowser);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly source = httpResource<PasskeyList>(() => address);

  protected readonly keys = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly unread = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly naming = signal<string | null>(null);
  /** The passkey that something is being done with, or `new`. */
  protected readonly busy = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);

  protected fault(): string | null {
    return faultAt(this.problem(), 'name');
  }

  protected add(): Promise<void> {
    return this.doing('new', async () => {
      const answer = await this.browser.make(`${address}/challenge`);
      const added = await this.api.post<PasskeyView>(address, { name: this.nameOfDevice(), answer });
      this.toasts.say(this.transloco.translate('identity.passkey.added', { name: added.name }));
    });
  }

  protected beginNaming(id: string): void {
    this.naming.set(id);
    this.problem.set(null);
    afterNextRender(() => this.host.querySelector<HTMLInputElement>('.row-form input')?.select(), {
      injector: this.injector,
    });
  }

  protected rename(event: Event, one: PasskeyView, name: string): Promise<void> {
    event.preventDefault();
    return this.doing(one.id, async () => {
      await this.api.patch(`${address}/${one.id}`, { name }, { version: one.version });
      this.naming.set(null);
    });
  }

  protected remove(one: PasskeyView): Promise<void> {
    return this.doing(one.id, async () => {
      await this.api.delete(`${address}/${one.id}`, { version: one.version });
      this.toasts.say(this.transloco.translate('identity.passkey.removed', { name: one.name }));
    });
  }

  private async doing(what: string, act: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(what);
    this.problem.set(null);
    try {
      await this.browser.showingFirst(act);
      this.browser.changes.update((n) => n + 1);
      this.source.reload();
    } catch (error) {
      const trouble = troubleOf(error);
      const word = trouble && this.transloco.translate<string>(`identity.passkey.trouble.${trouble}`);
      this.problem.set(word ? plainProblem(word) : problemOf(error));
    } finally {
      this.busy.set(null);
    }
  }

  /** What its owner would call it; they may write something better. */
  private nameOfDevice(): string {
    const agent = navigator.userAgent;
    const known = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac', 'Linux'].find((word) => agent.includes(word));
    return known ?? this.transloco.translate('identity.passkey.thisDevice');
  }
}
