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
import type { BoundParty, RatificationAnswer, WhoIsBound } from '@torv/shared/decisions';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Choices } from '../ui/choices';
import { Dialogs } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';

const answers = ['adopts', 'reserves', 'declines'] as const satisfies readonly RatificationAnswer[];

/** Says what an organisation's own instance decided: it adopts, reserves or declines. */
@Component({
  selector: 't-answer-ratification',
  imports: [Button, Choices, Field, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      [tButton]="first() ? 'primary' : 'quiet'"
      type="button"
      [attr.aria-label]="
        (first() ? 'decisions.bound.answerFor' : 'decisions.bound.answerAgainFor')
          | transloco: { organisation: party().organisation.name }
      "
      (click)="ask(form)"
    >
      {{ (first() ? 'decisions.bound.answer' : 'decisions.bound.answerAgain') | transloco }}
    </button>
    <ng-template #form>
      <form class="dialog" novalidate (submit)="send($event)">
        <h2>{{ 'decisions.bound.answerTitle' | transloco: { organisation: party().organisation.name } }}</h2>
        <p class="soft">{{ 'decisions.bound.answerWhat' | transloco }}</p>
        @if (problem() && !problem()!.errors?.length) {
          <t-problem [problem]="problem()" />
        }
        <t-choices
          [legend]="'decisions.bound.whatDecided' | transloco"
          [choices]="choices()"
          [(value)]="answer"
          [error]="missing().answer"
        />
        @if (answer() !== null && answer() !== 'adopts') {
          <t-field
            [label]="
              (answer() === 'declines' ? 'decisions.bound.whyDeclines' : 'decisions.bound.whatReserves') | transloco
            "
            [error]="missing().text ?? faultAt(problem(), 'text')"
          >
            <textarea #typed tInput rows="3" [value]="text()" (input)="text.set(typed.value)"></textarea>
          </t-field>
        }
        @if (instances().length > 0) {
          <t-field [label]="'decisions.bound.instance' | transloco" [error]="faultAt(problem(), 'instanceId')">
            <select #where tInput (change)="instance.set(where.value)">
              @if (!party().ratification!.instance) {
                <option value="">{{ 'decisions.bound.instanceNone' | transloco }}</option>
              }
              @for (one of instances(); track one.id) {
                <option [value]="one.id" [selected]="one.id === chosen()">{{ one.name }}</option>
              }
            </select>
          </t-field>
        }
        <t-field
          [label]="'decisions.bound.decidedOn' | transloco"
          [error]="missing().decidedOn ?? faultAt(problem(), 'decidedOn')"
        >
          <input #on tInput type="date" [max]="today" [value]="decidedOn()" (input)="decidedOn.set(on.value)" />
        </t-field>
        <p class="soft small">{{ 'decisions.bound.answerKept' | transloco }}</p>
        <div class="cluster">
          <button tButton="primary" type="submit" [busy]="busy()">{{ 'decisions.bound.send' | transloco }}</button>
          <button tButton="quiet" type="button" (click)="close()">{{ 'decisions.views.cancel' | transloco }}</button>
        </div>
      </form>
    </ng-template>
  `,
})
export class AnswerRatification {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  readonly number = input.required<string>();
  readonly party = input.required<BoundParty>();
  readonly answered = output<WhoIsBound>();
  protected readonly faultAt = faultAt;
  protected readonly today = new Date().toLocaleDateString('sv');
  protected readonly answer = signal<RatificationAnswer | null>(null);
  protected readonly text = signal('');
  protected readonly instance = signal<string | null>(null);
  protected readonly decidedOn = signal(this.today);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly missing = signal<{ answer?: string; text?: string; decidedOn?: string }>({});
  protected readonly busy = signal(false);
  private readonly submission = new Submission();
  private dialog: DialogRef<unknown, unknown> | null = null;

  protected readonly first = computed(() => this.party().ratification!.answers.length === 0);
  protected readonly instances = computed(() => this.party().ratification!.instances);
  protected readonly chosen = computed(() => this.instance() ?? this.party().ratification!.instance?.id ?? '');
  protected readonly choices = computed(() =>
    answers.map((value) => ({
      value,
      label: this.say(`choice.${value}`),
      hint: this.say(`choiceHint.${value}`),
    })),
  );

  protected ask(form: TemplateRef<unknown>): void {
    this.problem.set(null);
    this.missing.set({});
    this.dialog = this.dialogs.open(form, this.say('answer'));
  }

  protected close(): void {
    this.dialog?.close();
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const answer = this.answer();
    const text = this.text().trim();
    this.missing.set({
      ...(answer === null ? { answer: this.say('missing.answer') } : {}),
      ...(answer !== null && answer !== 'adopts' && !text ? { text: this.say('missing.text') } : {}),
      ...(this.decidedOn() ? {} : { decidedOn: this.say('missing.decidedOn') }),
    });
    if (Object.keys(this.missing()).length > 0) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const { id, version } = this.party().ratification!;
      const body = {
        answer,
        decidedOn: this.decidedOn(),
        ...(answer !== 'adopts' ? { text } : {}),
        ...(this.chosen() ? { instanceId: this.chosen() } : {}),
      };
      const url = this.network.url('decisions', this.number(), 'ratifications', id, 'answers');
      const found = await this.api.post<WhoIsBound>(url, body, { version, submission: this.submission });
      this.submission.renew();
      this.answer.set(null);
      this.text.set('');
      this.close();
      this.toasts.say(this.say('answered'));
      this.answered.emit(found);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private say(key: string): string {
    return this.transloco.translate<string>(`decisions.bound.${key}`);
  }
}
