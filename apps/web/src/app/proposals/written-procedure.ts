import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { ProcedureEnd, ProcedureList, ProcedureView, ProposalView } from '@torv/shared/proposals';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';

/** Deciding in writing: how far it is and what one may do about it; for the chair, opening it. */
@Component({
  selector: 't-written-procedure',
  imports: [Button, Field, Icon, Input, ProblemNotice, RouterLink, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (running(); as it) {
      <section class="panel stack" aria-labelledby="in-writing">
        <h2 id="in-writing">{{ 'proposals.writing.title' | transloco }}</h2>
        @if (problem(); as fault) {
          <t-problem [problem]="fault" />
        }
        <p class="num">
          {{
            'proposals.writing.progress'
              | transloco: { answered: it.asked - it.silent.length, asked: it.asked, day: (it.deadline | when) }
          }}
        </p>
        @if (it.question) {
          <p class="prose">{{ it.question }}</p>
        }
        @if (it.silent.length > 0) {
          <p class="soft small">{{ 'proposals.writing.silent' | transloco: { who: names(it.silent) } }}</p>
        }
        @if (it.may.includes('decisions.record')) {
          <div>
            <a
              tButton="primary"
              [routerLink]="network.link('decisions', 'in-writing')"
              [queryParams]="{ procedure: it.id }"
              >{{ 'proposals.writing.conclude' | transloco }}</a
            >
          </div>
        } @else if (it.due) {
          <p>{{ 'proposals.writing.due' | transloco }}</p>
        }
        @for (one of it.mayTakeToMeetingFor; track one.id) {
          <div>
            <button tButton type="button" [busy]="busy()" (click)="toMeeting(it, one.key)">
              {{ 'proposals.writing.toMeeting' | transloco: { organisation: one.name } }}
            </button>
          </div>
        }
        @if (it.may.includes('proposals.stop')) {
          <div>
            <button tButton="quiet" type="button" [busy]="busy()" (click)="end(it, { why: 'stopped' })">
              {{ 'proposals.writing.stop' | transloco }}
            </button>
          </div>
        }
      </section>
    } @else {
      @if (ended(); as it) {
        <p class="panel">
          {{
            'proposals.writing.ended.' + it.ended!.why
              | transloco: { day: (it.ended!.at | when), who: it.ended!.organisation?.name ?? it.ended!.by }
          }}
          @if (it.decision; as decision) {
            <a [routerLink]="network.link('decisions', decision.number)">{{ decision.number }}</a>
          }
        </p>
      }
      @if (mayOpen()) {
        <details class="disclosure panel">
          <summary class="button"><t-icon name="draft" />{{ 'proposals.writing.open' | transloco }}</summary>
          <form class="stack" (submit)="open($event)" novalidate>
            @if (problem(); as fault) {
              <t-problem [problem]="fault" />
            }
            <p class="soft small">{{ 'proposals.writing.why' | transloco }}</p>
            <t-field
              [label]="'proposals.writing.deadline' | transloco"
              [error]="missing() ?? faultAt(problem(), 'deadline')"
            >
              <input #by tInput type="date" [value]="deadline()" (input)="deadline.set(by.value)" />
            </t-field>
            <div>
              <button tButton type="submit" [busy]="busy()">{{ 'proposals.writing.do' | transloco }}</button>
            </div>
          </form>
        </details>
      }
    }
  `,
})
export class WrittenProcedure {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  protected readonly faultAt = faultAt;
  readonly proposal = input.required<ProposalView>();

  private readonly at = () => `${this.network.url('proposals', 'procedures')}?proposal=${this.proposal().id}`;
  private readonly source = liveResource<ProcedureList>(this.at, ['proposals', 'decisions.recorded']);
  private readonly known = lastKnown(this.source, this.at);
  private readonly latest = computed(() => this.known()?.items[0] ?? null);
  protected readonly running = computed(() => (this.latest()?.ended === null ? this.latest() : null));
  protected readonly ended = computed(() => (this.latest()?.ended ? this.latest() : null));
  /** The chair of the body, of what is open and on no agenda. */
  protected readonly mayOpen = computed(() => {
    const { state, body } = this.proposal();
    const roles = this.network.me()?.bodies.find((one) => one.id === body.id)?.roles ?? [];
    return state === 'open' && roles.some((role) => role === 'chair' || role === 'vice-chair');
  });
  protected readonly deadline = signal('');
  protected readonly missing = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);

  protected names(organisations: readonly { name: string }[]): string {
    return organisations.map((one) => one.name).join(', ');
  }

  protected async open(event: Event): Promise<void> {
    event.preventDefault();
    const { id, version } = this.proposal();
    this.missing.set(this.deadline() ? null : this.transloco.translate('proposals.writing.deadlineMissing'));
    if (!this.deadline()) return;
    const url = this.network.url('proposals', id, 'procedures');
    const asked = { version, submission: this.submission };
    await this.act(() => this.api.post(url, { deadline: this.deadline() }, asked), 'opened');
  }

  protected toMeeting(procedure: ProcedureView, organisation: string): Promise<void> {
    return this.end(procedure, { why: 'to-meeting', organisation });
  }

  protected end({ id, version }: ProcedureView, end: ProcedureEnd): Promise<void> {
    const url = this.network.url('proposals', 'procedures', id, 'end');
    return this.act(() => this.api.post(url, end, { version }), 'over');
  }

  private async act(send: () => Promise<unknown>, said: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      await send();
      this.problem.set(null);
      this.source.reload();
      this.toasts.say(this.transloco.translate(`proposals.writing.${said}`));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
