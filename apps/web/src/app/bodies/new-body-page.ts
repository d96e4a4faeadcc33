import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Router } from '@angular/router';
import { translateSignal, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import {
  type BodyKind,
  type BodyPage,
  type BodyView,
  keyOfName,
  mandateOfKind,
  type NewBody,
  type NewMandate,
} from '@torv/shared/bodies';
import type { Problem } from '@torv/shared/kernel';
import type { OrganisationPage } from '@torv/shared/organisations';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Preferences } from '../platform/preferences';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Check, Checks, Choices } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Crumbs } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { kinds } from './kinds';
import { MandateFields } from './mandate-fields';
import { sectorsAtTheTable } from './sectors';

/** Sets up a body: what it is, what it is for, who has a seat, and what it may do; all on one page, in four steps. */
@Component({
  selector: 't-new-body-page',
  imports: [
    Badge,
    Button,
    Check,
    Checks,
    Choices,
    Crumbs,
    Field,
    Input,
    MandateFields,
    Notice,
    ProblemNotice,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './new-body-page.html',
})
export class NewBodyPage {
  private readonly api = inject(Api);
  private readonly preferences = inject(Preferences);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  private readonly language = translateSignal('bodies.title');
  protected readonly network = inject(Network);

  /** `?kind=`: what to begin with. */
  readonly kind = input<string>();
  protected readonly mayNot = computed(() => this.network.me()?.facilitates === false);
  private readonly bodies = httpResource<BodyPage>(() => this.network.url('bodies?limit=100'));
  private readonly parties = httpResource<OrganisationPage>(() => this.network.url('organisations?limit=100'));
  protected readonly others = computed(() => (this.bodies.value()?.items ?? []).filter((one) => !one.endedOn));
  protected readonly organisations = computed(() => this.parties.value()?.items ?? []);

  protected readonly kinds = computed(() => {
    this.language(); // read so that the words follow the language
    return kinds.map((value) => ({ value, label: this.say(`kind.${value}`), hint: this.say(`kindIs.${value}`) }));
  });
  protected readonly chosen = linkedSignal<BodyKind | null>(
    () => kinds.find((one) => one === this.kind()) ?? 'advisory-board',
  );
  protected readonly name = signal('');
  protected readonly key = computed(() => keyOfName(this.name()));
  protected readonly purpose = signal('');
  protected readonly secretariat = signal('');
  protected readonly reportsTo = signal('');
  protected readonly advises = signal<readonly string[]>([]);
  protected readonly holders = signal<readonly string[]>([]);
  protected readonly chair = signal('');
  protected readonly confidential = signal(false);
  protected readonly declaration = linkedSignal(() => {
    this.language();
    return this.say('new.declarationText');
  });

  protected readonly choices = computed(() => this.organisations().map((one) => ({ value: one.key, label: one.name })));
  protected readonly otherChoices = computed(() => this.others().map((one) => ({ value: one.key, label: one.name })));
  protected readonly seated = computed(() => this.organisations().filter((one) => this.holders().includes(one.key)));
  protected readonly sectors = computed(() => sectorsAtTheTable(this.organisations(), this.seated()));
  protected readonly missing = computed(() => {
    const names = this.sectors()
      .filter((one) => !one.here)
      .map((one) => this.say(`sector.${one.sector}`));
    return new Intl.ListFormat(this.preferences.language(), { type: 'conjunction' }).format(names);
  });
  protected readonly voting = computed(
    () => new Set([...this.holders(), ...(this.chair() ? [this.chair()] : [])]).size,
  );
  /** What the kind most often may, until somebody writes otherwise. */
  protected readonly mandate = linkedSignal<{ kind: BodyKind | null; voting: number }, NewMandate>({
    source: () => ({ kind: this.chosen(), voting: this.voting() }),
    computation: ({ kind, voting }, before) => {
      const usual = mandateOfKind(kind ?? 'advisory-board', voting);
      if (!before || before.source.kind !== kind) return usual;
      const untouched = before.value.quorum === mandateOfKind(kind ?? 'advisory-board', before.source.voting).quorum;
      return untouched ? { ...before.value, quorum: usual.quorum } : before.value;
    },
  });

  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private readonly tried = signal(false);
  protected readonly lacking = computed(() => ({
    name: this.tried() && this.name().trim() === '' ? this.say('new.nameMissing') : null,
    purpose: this.tried() && this.purpose().trim() === '' ? this.say('new.purposeMissing') : null,
  }));

  protected fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    this.problem.set(null);
    if (this.busy()) return;
    if (Object.values(this.lacking()).some((fault) => fault !== null)) {
      // After the faults are drawn, the first of them gets the focus.
      setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    this.busy.set(true);
    try {
      const made = await this.api.post<BodyView>(this.network.url('bodies'), this.whole(), {
        submission: this.submission,
      });
      await this.router.navigate(this.network.link('bodies', made.key));
      this.toasts.say(this.transloco.translate('bodies.new.done', { name: made.name }));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private whole(): NewBody {
    const seat = (organisation: string, role: 'chair' | 'member' | 'secretary') => ({
      organisation,
      role,
      until: null,
    });
    return {
      name: this.name().trim(),
      kind: this.chosen() ?? 'advisory-board',
      purpose: this.purpose().trim(),
      secretariat: this.secretariat() || null,
      confidentiality: this.confidential() ? this.declaration().trim() || null : null,
      links: [
        ...(this.reportsTo() ? [{ kind: 'reports-to' as const, body: this.reportsTo() }] : []),
        ...this.advises().map((body) => ({ kind: 'advises' as const, body })),
      ],
      seats: [
        ...(this.chair() ? [seat(this.chair(), 'chair')] : []),
        ...this.holders().map((key) => seat(key, 'member')),
        ...(this.secretariat() ? [seat(this.secretariat(), 'secretary')] : []),
      ],
      mandate: this.mandate(),
    };
  }

  private say(key: string): string {
    return this.transloco.translate<string>(`bodies.${key}`);
  }
}
