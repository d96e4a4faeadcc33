import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { SessionList } from '@torv/shared/identity';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';

type One = SessionList['items'][number];

/** Where I am signed in, and ending it there. */
@Component({
  selector: 't-sessions-section',
  imports: [Badge, Button, Heading, Icon, ProblemNotice, Skeleton, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    <t-heading [title]="'identity.sessions.title' | transloco">
      @if (others() > 0) {
        <button tButton type="button" [busy]="busy() === 'others'" (click)="end('others')">
          {{ 'identity.sessions.endOthers' | transloco }}
        </button>
      }
    </t-heading>
    <p class="soft small">{{ 'identity.sessions.lead' | transloco }}</p>
    @if (problem(); as it) {
      <t-problem [problem]="it" />
    }
    <div class="panel flush">
      @if (list.hasValue()) {
        <ul class="rows">
          @for (one of list.value().items; track one.id) {
            <li class="row">
              <span>
                <span class="title">{{ one.agent ?? ('identity.sessions.unknown' | transloco) }}</span>
                <span class="meta">
                  <span>{{
                    'identity.sessions.signedIn' | transloco: { when: one.signedInAt | when: 'moment', how: how(one) }
                  }}</span>
                  @if (!one.current) {
                    <span>{{ 'identity.sessions.seen' | transloco: { when: one.lastSeenAt | when: 'moment' } }}</span>
                  }
                </span>
              </span>
              @if (one.current) {
                <t-badge icon="check" tone="good">{{ 'identity.sessions.current' | transloco }}</t-badge>
              } @else {
                <span class="cluster"
                  ><button
                    tButton
                    type="button"
                    [busy]="busy() === one.id"
                    [attr.aria-label]="'identity.sessions.endOne' | transloco: { what: one.agent ?? '' }"
                    (click)="end(one.id)"
                  >
                    <t-icon name="leave" />{{ 'identity.sessions.end' | transloco }}
                  </button></span
                >
              }
            </li>
          }
        </ul>
      } @else if (list.isLoading()) {
        <t-skeleton [label]="'shell.loading' | transloco" [lines]="2" />
      }
    </div>
  `,
})
export class SessionsSection {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly list = httpResource<SessionList>(() => '/api/v1/session/all');
  protected readonly others = computed(() =>
    this.list.hasValue() ? this.list.value().items.filter((one) => !one.current).length : 0,
  );
  /** What is being ended. */
  protected readonly busy = signal<string | null>(null);
  private readonly refused = signal<Problem | null>(null);
  protected readonly problem = computed(() => {
    const error = this.list.error();
    return this.refused() ?? (error ? problemOf(error) : null);
  });

  /** "password and one-time code". */
  protected how(one: One): string {
    const words = one.methods.map((method) => this.transloco.translate<string>(`identity.methods.${method}`));
    return new Intl.ListFormat(this.transloco.getActiveLang()).format(words);
  }

  protected async end(what: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(what);
    this.refused.set(null);
    try {
      await this.api.delete(`/api/v1/session/${what}`);
      this.toasts.say(this.transloco.translate('identity.sessions.ended'));
    } catch (error) {
      this.refused.set(problemOf(error));
    } finally {
      this.busy.set(null);
      this.list.reload();
    }
  }
}
