import { LowerCasePipe } from '@angular/common';
import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { BrokerList } from '@torv/shared/identity';
import type { Language, Problem } from '@torv/shared/kernel';
import type { Acceptance, AcceptanceView, OpenInvitation } from '@torv/shared/organisations';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Preferences } from '../platform/preferences';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Skeleton } from '../ui/surfaces';

/** How a new person wants to sign in from now on; a passkey or a broker's account is added once they are in. */
type Way = 'broker' | 'link' | 'password' | 'passkey';

/** What the link of an invitation opens: what one joins, what one sees and what others see, and one act. */
@Component({
  selector: 't-join-page',
  imports: [
    Button,
    Choices,
    Field,
    Icon,
    Input,
    LowerCasePipe,
    Notice,
    ProblemNotice,
    RouterLink,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './join-page.html',
})
export class JoinPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  protected readonly session = inject(Session);
  protected readonly preferences = inject(Preferences);
  protected readonly faultAt = faultAt;
  /** The link's own secret. */
  readonly secret = input.required<string>();

  private readonly source = httpResource<OpenInvitation>(
    () => `/api/v1/invitations/${encodeURIComponent(this.secret())}`,
  );
  protected readonly invitation = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly loading = this.source.isLoading;
  private readonly unread = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly gone = computed(() => this.unread()?.status === 404);
  private readonly said = signal<Problem | null>(null);
  protected readonly problem = computed(() => this.said() ?? (this.gone() ? null : this.unread()));

  private readonly brokerList = httpResource<BrokerList>(() => '/api/v1/brokers');
  private readonly brokers = computed(() => {
    const items = this.brokerList.hasValue() ? this.brokerList.value().items : [];
    return items.map((one) => one.title[this.preferences.language()]).join(' / ');
  });

  protected readonly facilitates = computed(() => this.invitation()?.offices.includes('facilitator') ?? false);
  protected readonly administers = computed(() => this.invitation()?.offices.includes('administrator') ?? false);
  /** The sentence at the top: who asks, for whom. */
  protected readonly opening = computed(() => {
    const it = this.invitation();
    if (it?.askedAs === 'operator' || this.facilitates()) return 'facilitator';
    return it?.askedAs === 'administrator' ? 'own' : 'first';
  });
  /** The address is someone's who must sign in first. */
  protected readonly mustSignIn = computed(() => this.invitation()?.known === true && !this.session.signedIn());
  protected readonly back = computed(() => ({ return: `/join/${this.secret()}` }));

  protected readonly name = signal('');
  protected readonly language = linkedSignal<Language>(
    () => this.invitation()?.language ?? this.preferences.language(),
  );
  protected readonly way = signal<Way | null>('link');
  protected readonly password = signal('');
  protected readonly busy = signal(false);
  private readonly tried = signal(false);
  protected readonly nameMissing = computed(() =>
    this.tried() && this.name().trim() === '' ? this.word('nameMissing') : null,
  );
  protected readonly passwordMissing = computed(() =>
    this.tried() && this.way() === 'password' && this.password() === '' ? this.word('passwordMissing') : null,
  );
  protected readonly languages = [
    { value: 'da', label: 'Dansk' },
    { value: 'en', label: 'English' },
  ] as const;
  protected readonly ways = computed(() => {
    this.preferences.language();
    const ways: Way[] = 'PublicKeyCredential' in window ? ['link', 'passkey', 'password'] : ['link', 'password'];
    if (this.brokers()) ways.splice(1, 0, 'broker');
    return ways.map((value) => ({
      value,
      label: this.word(`way.${value}`, { broker: this.brokers() }),
      hint: this.word(`wayHint.${value}`),
    }));
  });

  constructor() {
    inject(Title).setTitle('Torv');
  }

  protected chooseLanguage(language: Language | null): void {
    if (!language) return;
    this.language.set(language);
    this.preferences.chooseLanguage(language);
  }

  protected async accept(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    this.said.set(null);
    if (this.busy()) return;
    const isNew = !this.session.signedIn();
    if (isNew && (this.nameMissing() ?? this.passwordMissing())) return focusFault();
    const asNew: Acceptance = {
      name: this.name().trim(),
      language: this.language(),
      ...(this.way() === 'password' && { password: this.password() }),
    };
    this.busy.set(true);
    try {
      const url = `/api/v1/invitations/${encodeURIComponent(this.secret())}/acceptance`;
      const joined = await this.api.post<AcceptanceView>(url, isNew ? asNew : {});
      await this.session.resume();
      const addsMore = this.way() === 'passkey' || this.way() === 'broker';
      const page = isNew && addsMore ? ['/me'] : ['/n', joined.network];
      await this.router.navigate(page, { replaceUrl: true });
    } catch (error) {
      this.said.set(problemOf(error));
      if (this.said()!.errors) focusFault();
    } finally {
      this.busy.set(false);
    }
  }

  protected async leave(): Promise<void> {
    await this.session.signOut();
  }

  private word(key: string, given: Record<string, unknown> = {}): string {
    return this.transloco.translate<string>(`organisations.join.${key}`, given);
  }
}

/** After the faults are drawn, the first of them gets the focus. */
function focusFault(): void {
  setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
