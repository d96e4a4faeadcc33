import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { MadeToken, NewToken, TokenList, TokenScope } from '@torv/shared/identity';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Checks } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Empty, Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';

const scopes: readonly TokenScope[] = [
  'read',
  'write:meetings',
  'write:proposals',
  'write:decisions',
  'write:initiatives',
];

/** Personal tokens: what programs may do in my name, until when, and an end to it. */
@Component({
  selector: 't-tokens-section',
  imports: [
    Badge,
    Button,
    Checks,
    Empty,
    Field,
    Heading,
    Icon,
    Input,
    Notice,
    ProblemNotice,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  templateUrl: './tokens-section.html',
})
export class TokensSection {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly list = httpResource<TokenList>(() => '/api/v1/session/tokens');
  protected readonly days = [30, 90, 365] as const;
  protected readonly making = signal(false);
  protected readonly made = signal<MadeToken | null>(null);
  protected readonly name = signal('');
  protected readonly chosen = signal<readonly string[]>(['read']);
  protected readonly lasts = signal(90);
  protected readonly busy = signal<string | null>(null);
  private readonly refused = signal<Problem | null>(null);
  protected readonly problem = computed(() => {
    const error = this.list.error();
    return this.refused() ?? (error ? problemOf(error) : null);
  });

  protected choices(): { value: string; label: string }[] {
    return scopes.map((value) => ({ value, label: this.scope(value) }));
  }
  protected scope(scope: string): string {
    return this.transloco.translate(`identity.tokens.scope.${scope.replace(':', '-')}`);
  }
  protected may(one: TokenList['items'][number]): string {
    return new Intl.ListFormat(this.transloco.getActiveLang()).format(one.scopes.map((scope) => this.scope(scope)));
  }
  protected over(one: TokenList['items'][number]): boolean {
    return Date.parse(one.expiresAt) < Date.now();
  }
  protected fault(field: string): string | null {
    return faultAt(this.problem(), field);
  }
  protected begin(): void {
    this.made.set(null);
    this.refused.set(null);
    this.making.set(true);
  }
  protected cancel(): void {
    this.refused.set(null);
    this.making.set(false);
  }

  protected async make(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set('make');
    this.refused.set(null);
    try {
      const token: NewToken = { name: this.name(), scopes: this.chosen() as TokenScope[], days: this.lasts() };
      this.made.set(await this.api.post<MadeToken>('/api/v1/session/tokens', token));
      this.making.set(false);
      this.name.set('');
      this.list.reload();
    } catch (error) {
      this.refused.set(problemOf(error));
    } finally {
      this.busy.set(null);
    }
  }

  protected async copy(secret: string): Promise<void> {
    await navigator.clipboard.writeText(secret);
    this.toasts.say(this.transloco.translate('identity.tokens.copied'));
  }

  protected async end(id: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(id);
    this.refused.set(null);
    try {
      await this.api.delete(`/api/v1/session/tokens/${id}`);
      if (this.made()?.id === id) this.made.set(null);
      this.toasts.say(this.transloco.translate('identity.tokens.ended'));
    } catch (error) {
      this.refused.set(problemOf(error));
    } finally {
      this.busy.set(null);
      this.list.reload();
    }
  }
}
