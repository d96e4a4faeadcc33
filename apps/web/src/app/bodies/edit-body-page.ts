import { httpResource } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
  type TemplateRef,
} from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import {
  type BodyChange,
  type BodyKind,
  type BodyPage,
  type BodyView,
  type LinkKind,
  type NewLink,
} from '@torv/shared/bodies';
import type { Problem } from '@torv/shared/kernel';
import type { OrganisationPage } from '@torv/shared/organisations';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { today } from '../platform/i18n/today';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Check, Checks } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Crumbs, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { DialogForm } from './dialog-form';
import { kinds } from './kinds';

/** Changes what a body is called, is for and hangs together with, or closes it. */
@Component({
  selector: 't-edit-body-page',
  imports: [Button, Check, Checks, Crumbs, Field, Input, Notice, ProblemNotice, Skeleton, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './edit-body-page.html',
})
export class EditBodyPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  protected readonly closing = new DialogForm();
  readonly key = input.required<string>();
  /** Read once: what is typed is not taken away by what others do; saving tells when it is no longer the newest. */
  protected readonly source = httpResource<BodyView>(() => this.network.url('bodies', this.key()));
  private readonly bodies = httpResource<BodyPage>(() => this.network.url('bodies?limit=100'));
  private readonly parties = httpResource<OrganisationPage>(() => this.network.url('organisations?limit=100'));
  protected readonly body = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly kinds = kinds;
  protected readonly organisations = computed(() => this.parties.value()?.items ?? []);
  protected readonly partyChoices = computed(() =>
    this.organisations().map((one) => ({ value: one.key, label: one.name })),
  );
  protected readonly others = computed(() =>
    (this.bodies.value()?.items ?? [])
      .filter((one) => one.key !== this.key() && !one.endedOn)
      .map((one) => ({ value: one.key, label: one.name })),
  );

  protected readonly name = linkedSignal(() => this.body()?.name ?? '');
  protected readonly kind = linkedSignal<BodyKind>(() => this.body()?.kind ?? 'working-group');
  protected readonly purpose = linkedSignal(() => this.body()?.purpose ?? '');
  protected readonly secretariat = linkedSignal(() => this.body()?.secretariat?.key ?? '');
  protected readonly confidential = linkedSignal(() => this.body()?.confidentiality !== null && this.body() !== null);
  protected readonly declaration = linkedSignal(
    () => this.body()?.confidentiality?.text ?? this.transloco.translate<string>('bodies.new.declarationText'),
  );
  protected readonly reportsTo = linkedSignal(() => this.linked('reports-to'));
  protected readonly advises = linkedSignal(() => this.linked('advises'));
  protected readonly linkedTo = linkedSignal(() => this.linked('linked-to'));
  protected readonly dialogue = linkedSignal(() => this.linked('dialogue-with'));
  protected readonly lastDay = signal(today(this.network.timezone()));
  protected readonly today = today(this.network.timezone());

  protected readonly busy = signal(false);
  private readonly refused = signal<Problem | null>(null);
  protected readonly problem = computed(
    () => this.refused() ?? (this.source.error() ? problemOf(this.source.error()) : null),
  );

  protected linked(kind: LinkKind): readonly string[] {
    return (this.body()?.links ?? [])
      .filter((link) => link.kind === kind && link.direction === 'out')
      .map((link) => link.body?.key ?? link.organisation?.key ?? '');
  }

  protected fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const body = this.body();
    if (!body || this.busy()) return;
    this.busy.set(true);
    this.refused.set(null);
    const to = (kind: 'reports-to' | 'advises' | 'linked-to', keys: readonly string[]): NewLink[] =>
      keys.map((key) => ({ kind, body: key }));
    const change: BodyChange = {
      name: this.name().trim(),
      kind: this.kind(),
      ...(this.purpose().trim() && { purpose: this.purpose().trim() }),
      secretariat: this.secretariat() || null,
      confidentiality: this.confidential() ? this.declaration().trim() || null : null,
      links: [
        ...to('reports-to', this.reportsTo()),
        ...to('advises', this.advises()),
        ...to('linked-to', this.linkedTo()),
        ...this.dialogue().map((organisation) => ({ kind: 'dialogue-with' as const, organisation })),
      ],
    };
    try {
      await this.api.patch(this.network.url('bodies', this.key()), change, { version: body.version });
      await this.router.navigate(this.network.link('bodies', this.key()));
      this.toasts.say(this.transloco.translate('bodies.edit.done'));
    } catch (error) {
      this.refused.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected ask(dialog: TemplateRef<unknown>): void {
    this.closing.open(dialog, this.transloco.translate('bodies.edit.close'));
  }

  protected close(event: Event, body: BodyView): Promise<void> {
    return this.closing.send(event, async () => {
      const url = this.network.url('bodies', this.key(), 'closing');
      await this.api.post(url, { endedOn: this.lastDay() }, { version: body.version });
      await this.router.navigate(this.network.link('bodies', this.key()));
      this.toasts.say(this.transloco.translate('bodies.edit.closed'));
    });
  }
}
