import { ChangeDetectionStrategy, Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { ProposalView } from '@torv/shared/proposals';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';

/** Written positions by a day, before a meeting or without one; offered, for the light way is the meeting itself. */
@Component({
  selector: 't-ask-for-positions',
  imports: [Button, Field, Icon, Input, ProblemNotice, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details class="disclosure panel">
      <summary class="button">
        <t-icon name="talk" />{{
          (proposal().askedBy ? 'proposals.ask.change' : 'proposals.ask.title')
            | transloco: { date: (proposal().askedBy | when) }
        }}
      </summary>
      <form class="stack" (submit)="ask($event, day())" novalidate>
        @if (problem(); as it) {
          <t-problem [problem]="it" />
        }
        <p class="soft small">{{ 'proposals.ask.why' | transloco }}</p>
        <t-field [label]="'proposals.ask.by' | transloco" [error]="missing() ?? fault()">
          <input #by tInput type="date" name="askedBy" [value]="day()" (input)="day.set(by.value)" />
        </t-field>
        <div class="cluster">
          <button tButton type="submit" [busy]="busy()">{{ 'proposals.ask.do' | transloco }}</button>
          @if (proposal().askedBy) {
            <button tButton="quiet" type="button" (click)="ask($event, null)">
              {{ 'proposals.ask.noDay' | transloco }}
            </button>
          }
        </div>
      </form>
    </details>
  `,
})
export class AskForPositions {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly network = inject(Network);
  readonly proposal = input.required<ProposalView>();
  readonly asked = output<ProposalView>();
  protected readonly day = linkedSignal(() => this.proposal().askedBy ?? '');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly missing = signal<string | null>(null);

  protected fault(): string | null {
    return faultAt(this.problem(), 'askedBy');
  }

  protected async ask(event: Event, askedBy: string | null): Promise<void> {
    event.preventDefault();
    this.missing.set(askedBy === '' ? this.transloco.translate('proposals.ask.missing') : null);
    if (this.busy() || askedBy === '') return;
    this.busy.set(true);
    try {
      const url = this.network.url('proposals', this.proposal().id, 'opening');
      const after = await this.api.post<ProposalView>(url, { askedBy }, { version: this.proposal().version });
      this.problem.set(null);
      this.toasts.say(this.transloco.translate(askedBy === null ? 'proposals.ask.dayGone' : 'proposals.ask.asked'));
      this.asked.emit(after);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
