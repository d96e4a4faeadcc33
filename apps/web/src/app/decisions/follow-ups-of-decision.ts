import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { DecisionView } from '@torv/shared/decisions';
import type { Problem } from '@torv/shared/kernel';
import type { OrganisationPage } from '@torv/shared/organisations';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { FollowUpRow } from './follow-up-row';

/** What the decision asks of whom by when; who runs the body may add to it. */
@Component({
  selector: 't-follow-ups',
  imports: [Button, Field, FollowUpRow, Heading, Icon, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (decision().followUps.length > 0 || decision().mayFollowUp) {
    <section class="stack tight">
      <t-heading [title]="'decisions.followUps' | transloco" [count]="decision().followUps.length || null" />
      @if (decision().followUps.length > 0) {
        <ul class="panel flush rows">
          @for (followUp of decision().followUps; track followUp.id) {
            <li><t-follow-up [followUp]="followUp" (changed)="changed.emit()" /></li>
          }
        </ul>
      }
      @if (decision().mayFollowUp) {
        <details #more class="disclosure screen-only">
          <summary class="button" (click)="asked.set(true)">
            <t-icon name="add" />{{ 'decisions.follow.add' | transloco }}
          </summary>
          <form class="stack" (submit)="add($event, who.value, task, due, more)" novalidate>
            <t-problem [problem]="problem()" />
            <t-field [label]="'decisions.responsible' | transloco" [error]="faultAt(problem(), 'organisation')">
              <select #who tInput>
                @for (one of organisations(); track one.id) {
                  <option [value]="one.key">{{ one.name }}</option>
                }
              </select>
            </t-field>
            <div class="beside wide-first">
              <t-field [label]="'decisions.task' | transloco" [error]="missing().task ?? faultAt(problem(), 'task')">
                <input #task tInput maxlength="200" />
              </t-field>
              <t-field [label]="'decisions.deadline' | transloco" [error]="missing().due ?? faultAt(problem(), 'due')">
                <input #due tInput type="date" />
              </t-field>
            </div>
            <div>
              <button tButton type="submit" [busy]="busy()">{{ 'decisions.follow.addIt' | transloco }}</button>
            </div>
          </form>
        </details>
      }
    </section>
  }`,
})
export class FollowUpsOfDecision {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly faultAt = faultAt;
  readonly decision = input.required<DecisionView>();
  readonly changed = output();
  protected readonly asked = signal(false);
  private readonly found = httpResource<OrganisationPage>(() =>
    this.asked() ? `${this.network.url('organisations')}?limit=100` : undefined,
  );
  protected readonly organisations = computed(() => (this.found.hasValue() ? this.found.value().items : []));
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  protected readonly missing = signal<{ task?: string; due?: string }>({});

  protected async add(
    event: Event,
    organisation: string,
    task: HTMLInputElement,
    due: HTMLInputElement,
    form: HTMLDetailsElement,
  ): Promise<void> {
    event.preventDefault();
    const say = (key: string) => this.transloco.translate<string>(`decisions.missing.${key}`);
    this.missing.set({
      ...(task.value.trim() === '' && { task: say('task') }),
      ...(due.value === '' && { due: say('due') }),
    });
    if (this.busy() || Object.keys(this.missing()).length > 0) return (task.value.trim() === '' ? task : due).focus();
    this.busy.set(true);
    this.problem.set(null);
    try {
      const url = this.network.url('decisions', this.decision().number, 'follow-ups');
      const body = { organisation, task: task.value.trim(), due: due.value };
      await this.api.post(url, body, { submission: this.submission });
      task.value = due.value = '';
      form.open = false;
      this.changed.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
