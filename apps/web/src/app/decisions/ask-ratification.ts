import type { DialogRef } from '@angular/cdk/dialog';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
  signal,
  type TemplateRef,
} from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { WhoIsBound } from '@torv/shared/decisions';
import type { Problem } from '@torv/shared/kernel';
import type { OrganisationDetail, OrganisationRef } from '@torv/shared/organisations';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Dialogs } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';

/** Asks an organisation to adopt a decision for itself: by which instance of its own, and by when. */
@Component({
  selector: 't-ask-ratification',
  imports: [Button, Field, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button tButton="quiet" type="button" (click)="open(form)">{{ 'decisions.bound.ask' | transloco }}</button>
    <ng-template #form>
      <form class="dialog" novalidate (submit)="send($event)">
        <h2>{{ 'decisions.bound.ask' | transloco }}</h2>
        <p class="soft">{{ 'decisions.bound.askWhat' | transloco }}</p>
        @if (problem() && !problem()!.errors?.length) {
          <t-problem [problem]="problem()" />
        }
        <t-field
          [label]="'decisions.bound.organisation' | transloco"
          [error]="missing().organisation ?? faultAt(problem(), 'organisation')"
        >
          <select #who tInput (change)="choose(who.value)">
            <option value="">{{ 'decisions.bound.choose' | transloco }}</option>
            @for (one of organisations(); track one.id) {
              <option [value]="one.key" [selected]="one.key === organisation()">{{ one.name }}</option>
            }
          </select>
        </t-field>
        @if (instances().length > 0) {
          <t-field [label]="'decisions.bound.instance' | transloco" [error]="faultAt(problem(), 'instanceId')">
            <select #where tInput (change)="chooseInstance(where.value)">
              <option value="">{{ 'decisions.bound.instanceNone' | transloco }}</option>
              @for (one of instances(); track one.id) {
                <option [value]="one.id" [selected]="one.id === instance()">{{ one.name }}</option>
              }
            </select>
          </t-field>
        }
        <t-field [label]="'decisions.bound.by' | transloco" [error]="missing().by ?? faultAt(problem(), 'by')">
          <input #day tInput type="date" [value]="by()" (input)="by.set(day.value)" />
        </t-field>
        <div class="cluster">
          <button tButton="primary" type="submit" [busy]="busy()">{{ 'decisions.bound.askSend' | transloco }}</button>
          <button tButton="quiet" type="button" (click)="close()">{{ 'decisions.views.cancel' | transloco }}</button>
        </div>
      </form>
    </ng-template>
  `,
})
export class AskRatification {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  readonly found = input.required<WhoIsBound>();
  readonly asked = output<WhoIsBound>();
  protected readonly faultAt = faultAt;
  private readonly opened = signal(false);
  protected readonly organisation = signal('');
  protected readonly instance = signal('');
  protected readonly by = signal('');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly missing = signal<{ organisation?: string; by?: string }>({});
  protected readonly busy = signal(false);
  private readonly submission = new Submission();
  private dialog: DialogRef<unknown, unknown> | null = null;

  private readonly all = liveResource<{ items: OrganisationRef[] }>(
    () => (this.opened() ? this.network.url('organisations') : undefined),
    ['organisations'],
  );
  private readonly detail = liveResource<OrganisationDetail>(
    () => (this.organisation() ? this.network.url('organisations', this.organisation()) : undefined),
    ['organisations'],
  );
  protected readonly organisations = computed(() => {
    const asked = new Set(
      this.found()
        .parties.filter((one) => one.ratification)
        .map((one) => one.organisation.id),
    );
    return this.all.hasValue() ? this.all.value().items.filter((one) => !asked.has(one.id)) : [];
  });
  protected readonly instances = computed(() => (this.detail.hasValue() ? this.detail.value().instances : []));

  protected open(form: TemplateRef<unknown>): void {
    this.problem.set(null);
    this.missing.set({});
    this.choose('');
    this.by.set('');
    this.submission.renew();
    this.opened.set(true);
    this.dialog = this.dialogs.open(form, this.transloco.translate('decisions.bound.ask'));
  }

  protected close(): void {
    this.dialog?.close();
  }

  protected choose(key: string): void {
    this.organisation.set(key);
    this.instance.set('');
  }

  /** When the instance meets next is the day that is asked for, until another is chosen. */
  protected chooseInstance(id: string): void {
    this.instance.set(id);
    const next = this.instances().find((one) => one.id === id)?.nextOn;
    if (next && !this.by()) this.by.set(next);
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const say = (key: string) => this.transloco.translate<string>(`decisions.bound.missing.${key}`);
    this.missing.set({
      ...(this.organisation() ? {} : { organisation: say('organisation') }),
      ...(this.by() ? {} : { by: say('by') }),
    });
    if (Object.keys(this.missing()).length > 0) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const body = {
        organisation: this.organisation(),
        by: this.by(),
        ...(this.instance() ? { instanceId: this.instance() } : {}),
      };
      const url = this.network.url('decisions', this.found().decision.number, 'ratifications');
      const found = await this.api.post<WhoIsBound>(url, body, { submission: this.submission });
      this.close();
      this.toasts.say(this.transloco.translate('decisions.bound.askedDone'));
      this.asked.emit(found);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
