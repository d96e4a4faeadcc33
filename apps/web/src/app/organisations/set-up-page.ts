import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Language, Problem } from '@torv/shared/kernel';
import type { Sector, SetUp, SetUpDone, SetUpView } from '@torv/shared/organisations';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Preferences } from '../platform/preferences';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Checks, Choices } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Skeleton } from '../ui/surfaces';
import { keyOfName } from './key-of-name';
import { sectors } from './sectors';

const lines = ['code', 'name', 'email', 'password', 'network', 'key', 'organisation', 'facilitator'] as const;
type Line = (typeof lines)[number];
/** Where the contract has what a line writes. */
const pathOf: Record<Line, string> = {
  code: 'code',
  name: 'operator.name',
  email: 'operator.email',
  password: 'password',
  network: 'network.name',
  key: 'network.key',
  organisation: 'organisation.name',
  facilitator: 'facilitator',
};

/** How Torv begins where nothing is yet: the operator, the first network, its first organisation, and who facilitates. */
@Component({
  selector: 't-set-up-page',
  imports: [Button, Checks, Choices, Field, Icon, Input, Notice, ProblemNotice, RouterLink, Skeleton, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './set-up-page.html',
})
export class SetUpPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly transloco = inject(TranslocoService);
  protected readonly preferences = inject(Preferences);
  protected readonly sectors = sectors;
  protected readonly faultAt = faultAt;
  private readonly source = httpResource<SetUpView>(() => '/api/v1/set-up');
  protected readonly view = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly unread = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));

  protected readonly typed = signal<Record<Line, string>>({
    code: '',
    name: '',
    email: '',
    password: '',
    network: '',
    key: '',
    organisation: '',
    facilitator: '',
  });
  /** Named after the network until somebody writes another. */
  protected readonly key = computed(
    () => this.typed().key || (this.typed().network.trim() && keyOfName(this.typed().network)),
  );
  protected readonly timezone = signal(Intl.DateTimeFormat().resolvedOptions().timeZone || 'Europe/Copenhagen');
  protected readonly languages = signal<readonly string[]>(['da', 'en']);
  protected readonly sector = signal<Sector>('municipality');
  protected readonly who = signal<'invite' | 'me'>('invite');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly done = signal<SetUpDone | null>(null);
  private readonly tried = signal(false);
  protected readonly other = () => (this.preferences.language() === 'da' ? 'en' : 'da');
  protected readonly languageChoices = [
    { value: 'da', label: 'Dansk' },
    { value: 'en', label: 'English' },
  ];
  protected readonly whoChoices = computed(() => {
    this.preferences.language();
    return (['invite', 'me'] as const).map((value) => ({
      value,
      label: this.word(`who.${value}`),
      hint: this.word(`whoHint.${value}`),
    }));
  });

  constructor() {
    inject(Title).setTitle('Torv');
  }

  protected write(line: Line, value: string): void {
    this.typed.update((all) => ({ ...all, [line]: value }));
  }

  /** What is wrong with a line: it is empty, or what the API says of it. */
  protected fault(line: Line): string | null {
    const needed = line !== 'key' && (line !== 'facilitator' || this.who() === 'invite');
    if (this.tried() && needed && this.typed()[line].trim() === '') return this.word(`missing.${line}`);
    return (
      faultAt(this.problem(), pathOf[line]) ??
      (line === 'facilitator' ? faultAt(this.problem(), 'facilitator.email') : null)
    );
  }

  protected async begin(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    this.problem.set(null);
    if (this.busy()) return;
    if (lines.some((line) => this.fault(line) !== null)) return focusFault();
    const it = this.typed();
    const asked: SetUp = {
      code: it.code.trim(),
      operator: {
        name: it.name.trim(),
        email: it.email.trim(),
        password: it.password,
        language: this.preferences.language(),
      },
      network: {
        name: it.network.trim(),
        key: this.key(),
        timezone: this.timezone().trim(),
        languages: (this.languages().length > 0 ? this.languages() : ['da']) as Language[],
      },
      organisation: { name: it.organisation.trim(), sector: this.sector() },
      facilitator: this.who() === 'me' ? 'me' : { email: it.facilitator.trim() },
    };
    this.busy.set(true);
    try {
      const done = await this.api.post<SetUpDone>('/api/v1/set-up', asked);
      await this.session.resume();
      if (!done.invited) return void (await this.router.navigate(['/n', done.network], { replaceUrl: true }));
      this.done.set(done);
      scrollTo({ top: 0 });
    } catch (error) {
      this.problem.set(problemOf(error));
      scrollTo({ top: 0 });
      if (this.problem()!.errors) focusFault();
    } finally {
      this.busy.set(false);
    }
  }

  private word(key: string): string {
    return this.transloco.translate<string>(`organisations.setUp.${key}`);
  }
}

function focusFault(): void {
  setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
