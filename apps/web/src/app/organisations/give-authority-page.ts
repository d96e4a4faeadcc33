import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { translateSignal, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { OrganisationDetail } from '@torv/shared/organisations';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Checks, Segments } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Crumbs, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { wholeKroner } from './whole-kroner';

const subjects = ['positions', 'commitments', 'ratifications', 'agreements'] as const;

/** Gives one of the organisation's own people authority to bind it, in the words of the source. */
@Component({
  selector: 't-give-authority-page',
  imports: [Button, Checks, Crumbs, Field, Input, Notice, ProblemNotice, Segments, Skeleton, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './give-authority-page.html',
})
export class GiveAuthorityPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  readonly key = input.required<string>();
  private readonly source = liveResource<OrganisationDetail>(
    () => this.network.url('organisations', this.key()),
    ['organisations'],
  );
  protected readonly organisation = lastKnown(this.source, () => this.key());
  protected readonly unread = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly may = computed(() => this.organisation()?.may.includes('organisations.administer') ?? false);

  private readonly subjectNames = translateSignal(subjects.map((one) => `organisations.subject.${one}`));
  protected readonly subjects = computed(() =>
    subjects.map((value, n) => ({ value, label: this.subjectNames()[n] ?? value })),
  );
  private readonly howNames = translateSignal([
    'organisations.authority.howAlone',
    'organisations.authority.howTogether',
  ]);
  protected readonly hows = computed(() => [
    { value: 'alone' as const, label: this.howNames()[0] ?? '' },
    { value: 'together' as const, label: this.howNames()[1] ?? '' },
  ]);

  protected readonly person = signal('');
  protected readonly what = signal<readonly string[]>(['positions']);
  protected readonly how = signal<'alone' | 'together'>('alone');
  protected readonly limit = signal('');
  protected readonly instance = signal('');
  protected readonly givenBy = signal('');
  protected readonly from = signal('');
  protected readonly until = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }

  protected async give(event: Event): Promise<void> {
    event.preventDefault();
    const organisation = this.organisation();
    if (this.busy() || !organisation) return;
    const limit = wholeKroner(this.limit());
    const missing = [
      !this.person() && 'personId',
      this.what().length === 0 && 'subjects',
      limit === undefined && 'limit',
      !this.givenBy().trim() && 'givenBy',
      this.until() && this.from() && this.until() < this.from() && 'until',
    ].filter((path) => !!path) as string[];
    if (missing.length > 0) return this.refuse(this.incomplete(missing));
    this.busy.set(true);
    this.problem.set(null);
    const given = {
      personId: this.person(),
      subjects: this.what(),
      givenBy: this.givenBy().trim(),
      limit,
      together: this.how() === 'together',
      instanceId: this.instance() || null,
      ...(this.from() ? { from: this.from() } : {}),
      until: this.until() || null,
    };
    try {
      const url = this.network.url('organisations', organisation.key, 'authorities');
      await this.api.post(url, given, { version: organisation.version, submission: this.submission });
      const person = organisation.people.find((one) => one.personId === this.person())?.name ?? '';
      await this.router.navigate(this.network.link('people', 'parties', organisation.key));
      this.toasts.say(this.transloco.translate('organisations.authority.wasGiven', { person }));
    } catch (error) {
      this.refuse(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private incomplete(paths: readonly string[]): Problem {
    const errors = paths.map((path) => ({
      path,
      message: this.transloco.translate<string>(`organisations.authority.missing.${path}`),
    }));
    const plain = { type: 'about:blank', title: 'Incomplete', status: 422, code: 'ORGANISATIONS.INCOMPLETE' };
    return { ...plain, detail: errors[0]!.message, errors };
  }

  private refuse(problem: Problem): void {
    this.problem.set(problem);
    // After the faults are drawn, the first of them gets the focus.
    setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"], .fault, .notice.bad')?.focus());
  }
}
