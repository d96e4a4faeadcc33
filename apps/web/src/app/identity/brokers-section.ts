import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { BrokerAccountList, BrokerAccountView, BrokerAddress, BrokerList } from '@torv/shared/identity';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Preferences } from '../platform/preferences';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { PasskeyBrowser, troubleOf } from './passkey-browser';
import { plainProblem, refusalByBroker } from './refusal-by-broker';

/** One's own accounts at brokers; nothing where Torv knows no broker. For *My profile and sign-in*. */
@Component({
  selector: 't-brokers-section',
  imports: [Button, Heading, Icon, ProblemNotice, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  // Where there is no service it takes no room either.
  host: { '[hidden]': 'offered().length === 0 && accounts().length === 0' },
  template: `
    @if (offered().length > 0 || accounts().length > 0) {
      <section class="stack tight">
        <t-heading [title]="'identity.broker.title' | transloco" />
        @if (problem(); as it) {
          <t-problem [problem]="it" />
        }
        <ul class="panel flush rows">
          @for (one of accounts(); track one.id) {
            <li>
              <div class="row">
                <span>
                  <span class="title">{{ one.broker.title[language()] }}</span>
                  <span class="meta">
                    @if (one.name) {
                      <span>{{ one.name }}</span>
                    }
                    <span>{{ 'identity.broker.since' | transloco: { day: (one.linkedAt | when) } }}</span>
                    @if (one.lastUsedAt) {
                      <span>{{ 'identity.passkey.used' | transloco: { day: (one.lastUsedAt | when) } }}</span>
                    }
                  </span>
                </span>
                <button
                  tButton="quiet"
                  type="button"
                  [attr.aria-label]="'identity.broker.unlinkOne' | transloco: { broker: one.broker.title[language()] }"
                  [busy]="busy() === one.id"
                  (click)="unlink(one)"
                >
                  <t-icon name="cross" />{{ 'identity.broker.unlink' | transloco }}
                </button>
              </div>
            </li>
          }
          @for (one of offered(); track one.key) {
            <li>
              <div class="row">
                <span>
                  <span class="title">{{ one.title[language()] }}</span>
                  <span class="meta">{{ 'identity.broker.notLinked' | transloco }}</span>
                </span>
                <button
                  tButton
                  type="button"
                  [attr.aria-label]="'identity.broker.linkOne' | transloco: { broker: one.title[language()] }"
                  [busy]="busy() === one.key"
                  (click)="link(one.key)"
                >
                  <t-icon name="add" />{{ 'identity.broker.link' | transloco }}
                </button>
              </div>
            </li>
          }
        </ul>
      </section>
    }
  `,
})
export class BrokersSection {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly passkeys = inject(PasskeyBrowser);
  private readonly transloco = inject(TranslocoService);
  protected readonly language = inject(Preferences).language;
  /** Code of a refusal that the browser came back from a broker with. */
  readonly refused = input<string>();

  private readonly list = httpResource<BrokerList>(() => '/api/v1/brokers');
  private readonly mine = httpResource<BrokerAccountList>(() => '/api/v1/me/brokers');
  protected readonly accounts = computed(() => (this.mine.hasValue() ? this.mine.value().items : []));
  protected readonly offered = computed(() => {
    const linked = new Set(this.accounts().map((one) => one.broker.key));
    return this.list.hasValue() ? this.list.value().items.filter((one) => !linked.has(one.key)) : [];
  });
  protected readonly busy = signal<string | null>(null);
  private readonly said = signal<Problem | null | undefined>(undefined);
  protected readonly problem = computed(() => {
    const said = this.said();
    if (said !== undefined) return said;
    return refusalByBroker(this.refused(), (key) => this.transloco.translate<string>(key));
  });

  protected link(key: string): Promise<void> {
    return this.doing(key, async () => {
      const { address } = await this.api.post<BrokerAddress>(`/api/v1/me/brokers/${key}`, {});
      location.assign(address);
    });
  }

  protected unlink(one: BrokerAccountView): Promise<void> {
    return this.doing(one.id, async () => {
      await this.api.delete(`/api/v1/me/brokers/${one.id}`);
      this.mine.reload();
      const broker = one.broker.title[this.language()];
      this.toasts.say(this.transloco.translate('identity.broker.unlinked', { broker }));
    });
  }

  private async doing(what: string, act: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(what);
    this.said.set(null);
    try {
      await this.passkeys.showingFirst(act);
    } catch (error) {
      const trouble = troubleOf(error);
      const word = trouble && this.transloco.translate<string>(`identity.passkey.trouble.${trouble}`);
      this.said.set(word ? plainProblem(word) : problemOf(error));
    } finally {
      this.busy.set(null);
    }
  }
}
