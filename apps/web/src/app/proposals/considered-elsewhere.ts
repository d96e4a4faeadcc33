import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { httpResource } from '@angular/common/http';
import { TranslocoPipe, TranslocoService, translateSignal } from '@jsverse/transloco';
import type { BodyPage } from '@torv/shared/bodies';
import type { Problem } from '@torv/shared/kernel';
import type { ConsiderationList, ProposalView } from '@torv/shared/proposals';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { ConsiderationRows } from './consideration-list';

const kinds = ['hearing', 'joint'] as const;

/** Other bodies that deal with the proposal: the trace for everyone, and asking one more for those who run its own body. */
@Component({
  selector: 't-considered-elsewhere',
  imports: [Button, ConsiderationRows, Field, Heading, Icon, Input, ProblemNotice, Segments, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (items().length > 0 || mayAsk()) {
      <section class="stack tight">
        @if (items().length > 0) {
          <t-heading [title]="'proposals.elsewhere.title' | transloco" [count]="items().length" />
          <t-consideration-list [items]="items()" (changed)="source.reload()" />
        }
        @if (mayAsk() && others().length > 0) {
          <details class="disclosure" #form>
            <summary class="button"><t-icon name="talk" />{{ 'proposals.elsewhere.ask' | transloco }}</summary>
            <form class="stack panel" (submit)="ask($event, form)" novalidate>
              @if (problem(); as it) {
                <t-problem [problem]="it" />
              }
              <t-field [label]="'proposals.elsewhere.body' | transloco" [error]="faultAt(problem(), 'body')">
                <select #chosen tInput (change)="body.set(chosen.value)">
                  @for (one of others(); track one.id) {
                    <option [value]="one.key" [selected]="one.key === to()">{{ one.name }}</option>
                  }
                </select>
              </t-field>
              <t-segments [label]="'proposals.elsewhere.kind' | transloco" [choices]="choices()" [(value)]="kind" />
              <p class="soft small">{{ 'proposals.elsewhere.means.' + kind() | transloco }}</p>
              <t-field
                [label]="'proposals.elsewhere.question' | transloco"
                [error]="missing() ?? faultAt(problem(), 'question')"
              >
                <textarea #typed tInput rows="3" [value]="question()" (input)="question.set(typed.value)"></textarea>
              </t-field>
              <t-field [label]="'proposals.elsewhere.due' | transloco" [error]="faultAt(problem(), 'due')">
                <input #by tInput type="date" [value]="due()" (input)="due.set(by.value)" />
              </t-field>
              <div>
                <button tButton="primary" type="submit" [busy]="busy()">
                  {{ 'proposals.elsewhere.do' | transloco }}
                </button>
              </div>
            </form>
          </details>
        }
      </section>
    }
  `,
})
export class ConsideredElsewhere {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly network = inject(Network);
  private submission = new Submission();
  protected readonly faultAt = faultAt;
  readonly proposal = input.required<ProposalView>();

  private readonly at = () => `${this.network.url('proposals', 'considerations')}?proposal=${this.proposal().id}`;
  protected readonly source = liveResource<ConsiderationList>(this.at, ['proposals', 'decisions', 'meetings']);
  private readonly known = lastKnown(this.source, this.at);
  protected readonly items = computed(() => this.known()?.items ?? []);
  /** Those who run the body: the same who ask its organisations for their positions. */
  protected readonly mayAsk = computed(() => {
    const { may, state } = this.proposal();
    return may.includes('proposals.ask') && state !== 'draft';
  });
  private readonly bodies = httpResource<BodyPage>(() =>
    this.mayAsk() ? this.network.url('bodies?limit=100') : undefined,
  );
  /** Bodies that do not have it yet. */
  protected readonly others = computed(() => {
    const asked = this.items().filter((one) => one.state === 'waiting' || one.state === 'on-agenda');
    const taken = new Set([this.proposal().body.id, ...asked.map((one) => one.body.id)]);
    return (this.bodies.hasValue() ? this.bodies.value().items : []).filter((one) => !taken.has(one.id));
  });
  protected readonly body = signal('');
  protected readonly to = computed(
    () => (this.others().find((one) => one.key === this.body()) ?? this.others()[0])?.key ?? '',
  );
  private readonly words = translateSignal(kinds.map((kind) => `proposals.elsewhere.kinds.${kind}`));
  protected readonly choices = computed(() =>
    kinds.map((value, index) => ({ value, label: this.words()[index] ?? value })),
  );
  protected readonly kind = signal<(typeof kinds)[number]>('hearing');
  protected readonly question = signal('');
  protected readonly due = signal('');
  protected readonly missing = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);

  protected async ask(event: Event, form: HTMLDetailsElement): Promise<void> {
    event.preventDefault();
    const question = this.question().trim();
    this.missing.set(question ? null : this.transloco.translate('proposals.elsewhere.questionMissing'));
    if (this.busy()) return;
    if (!question) return (event.target as HTMLElement).querySelector('textarea')?.focus();
    this.busy.set(true);
    try {
      await this.api.post(
        this.network.url('proposals', this.proposal().id, 'considerations'),
        { body: this.to(), kind: this.kind(), question, ...(this.due() && { due: this.due() }) },
        { version: this.proposal().version, submission: this.submission },
      );
      this.submission = new Submission();
      this.problem.set(null);
      this.question.set('');
      this.due.set('');
      form.open = false;
      this.source.reload();
      this.toasts.say(this.transloco.translate('proposals.elsewhere.asked'));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
