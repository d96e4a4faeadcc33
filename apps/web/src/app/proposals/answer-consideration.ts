import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { MeetingPage } from '@torv/shared/meetings';
import type { ConsiderationView } from '@torv/shared/proposals';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';

/** What one may do about a consideration: answer for the body that was asked, take it up in a meeting, or take it back. */
@Component({
  selector: 't-answer-consideration',
  imports: [Button, Field, Input, ProblemNotice, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (problem() && !fault()) {
      <t-problem [problem]="problem()" />
    }
    @if (answers()) {
      <details class="disclosure" #answering (toggle)="open.set(answering.open)">
        <summary class="button">
          {{ 'proposals.elsewhere.answer' | transloco: { body: consideration().body.name } }}
        </summary>
        <form class="stack" (submit)="answer($event)" novalidate>
          <t-field [label]="'proposals.elsewhere.advice' | transloco" [error]="missing() ?? fault()">
            <textarea
              #typed
              tInput
              class="prose"
              rows="4"
              [value]="advice()"
              (input)="advice.set(typed.value)"
            ></textarea>
          </t-field>
          <div>
            <button tButton="primary" type="submit" [busy]="busy()">
              {{ 'proposals.elsewhere.send' | transloco }}
            </button>
          </div>
        </form>
        @if (consideration().state === 'waiting' && meetings().length > 0) {
          <form class="stack" (submit)="place($event)">
            <t-field [label]="'proposals.elsewhere.inMeeting' | transloco">
              <select #chosen tInput (change)="meeting.set(chosen.value)">
                @for (one of meetings(); track one.id) {
                  <option [value]="one.id" [selected]="one.id === meeting()">
                    {{ one.startsAt | when: 'moment' }} · {{ one.title }}
                  </option>
                }
              </select>
            </t-field>
            <div>
              <button tButton type="submit" [busy]="busy()">{{ 'proposals.place' | transloco }}</button>
            </div>
          </form>
        }
      </details>
    }
    @if (consideration().may.includes('proposals.take-back')) {
      <div>
        <button tButton="quiet" type="button" [busy]="busy()" (click)="takeBack()">
          {{ 'proposals.elsewhere.takeBack' | transloco }}
        </button>
      </div>
    }
  `,
})
export class AnswerConsideration {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly network = inject(Network);
  private readonly submission = new Submission();
  readonly consideration = input.required<ConsiderationView>();
  readonly changed = output();

  protected readonly answers = computed(() => this.consideration().may.includes('proposals.answer'));
  protected readonly open = signal(false);
  private readonly source = liveResource<MeetingPage>(
    () =>
      this.open()
        ? `${this.network.url('meetings')}?limit=100&when=upcoming&body=${this.consideration().body.key}`
        : undefined,
    ['meetings'],
  );
  protected readonly meetings = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly meeting = linkedSignal<readonly { id: string }[], string>({
    source: this.meetings,
    computation: (meetings, before) => (meetings.find((one) => one.id === before?.value) ?? meetings[0])?.id ?? '',
  });
  protected readonly advice = signal('');
  protected readonly missing = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);

  protected fault(): string | null {
    return faultAt(this.problem(), 'advice');
  }

  protected async answer(event: Event): Promise<void> {
    event.preventDefault();
    const advice = this.advice().trim();
    this.missing.set(advice ? null : this.transloco.translate('proposals.elsewhere.adviceMissing'));
    if (!advice) return (event.target as HTMLElement).querySelector('textarea')?.focus();
    await this.act('answer', { advice }, 'answered');
  }

  protected async place(event: Event): Promise<void> {
    event.preventDefault();
    if (this.meeting()) await this.act('placement', { meetingId: this.meeting() }, 'placed');
  }

  protected takeBack(): Promise<void> {
    return this.act('withdrawal', {}, 'takenBack');
  }

  private async act(step: string, body: object, said: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    const { id, version } = this.consideration();
    try {
      const url = this.network.url('proposals', 'considerations', id, step);
      await this.api.post(url, body, { version, ...(step === 'placement' && { submission: this.submission }) });
      this.problem.set(null);
      this.toasts.say(this.transloco.translate(`proposals.elsewhere.${said}`));
      this.changed.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
