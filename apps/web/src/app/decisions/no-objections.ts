import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { DecisionView, NewDecision, TallyView } from '@torv/shared/decisions';
import type { Problem, Visibility } from '@torv/shared/kernel';
import type { ItemView, MeetingView } from '@torv/shared/meetings';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { StanceBadge } from '../proposals/stance-badge';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Notice, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { TallySentence } from './tally-sentence';

const narrowing: readonly Visibility[] = ['public', 'network', 'body', 'closed'];

/**
 * The light way: what the record will say when nobody objects, for the chair to read before it is entered for good, and
 * one button that enters it.
 */
@Component({
  selector: 't-no-objections',
  imports: [Badge, Button, Icon, Notice, Organisation, ProblemNotice, Skeleton, StanceBadge, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    @if (problem(); as it) {
      <t-problem [problem]="it" />
    }
    @if (tally(); as now) {
      @if (now.noObjections; as way) {
        @if (way.outcome === 'adopted') {
          <p>{{ sentence() }}</p>
          @if (way.words.length > 0) {
            <ul class="panel flush rows">
              @for (word of way.words; track word.organisation.id) {
                <li class="row stacked">
                  <span class="cluster">
                    <t-organisation [name]="word.organisation.name" [swatch]="word.organisation.swatch" />
                    @if (word.stance; as stance) {
                      <t-stance [stance]="stance" />
                    } @else {
                      <t-badge icon="aside">{{ 'decisions.rule.wordless' | transloco }}</t-badge>
                    }
                  </span>
                  <span class="meta">
                    <span>{{ word.personName }}</span>
                    @if (!word.stance) {
                      <span>{{ 'decisions.rule.noAuthority' | transloco }}</span>
                    }
                  </span>
                  @if (word.text) {
                    <p>{{ word.text }}</p>
                  }
                </li>
              }
            </ul>
          }
          <p class="soft small">{{ 'decisions.rule.seenBy' | transloco: { who: seenBy() } }}</p>
          <div>
            <button tButton="primary" type="button" [busy]="busy()" (click)="record()">
              <t-icon name="check" />{{ 'decisions.rule.enter' | transloco }}
            </button>
          </div>
        } @else {
          <t-notice tone="caution">{{ sentence() }}</t-notice>
        }
      } @else {
        <t-notice tone="caution">{{ 'decisions.rule.objects' | transloco: { who: objecting() } }}</t-notice>
      }
    } @else if (!problem()) {
      <t-skeleton [label]="'shell.loading' | transloco" [lines]="3" />
    }
  `,
})
export class NoObjections {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly sentences = inject(TallySentence);
  private readonly submission = new Submission();
  readonly meeting = input.required<MeetingView>();
  readonly item = input.required<ItemView>();
  readonly recorded = output<DecisionView>();

  private readonly source = liveResource<TallyView>(
    () => this.network.url('meetings', this.meeting().id, 'items', this.item().id, 'tally'),
    ['meetings', 'proposals'],
  );
  protected readonly tally = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly sentence = computed(() => {
    const now = this.tally();
    return now?.noObjections ? this.sentences.of(now.rule, now.noObjections.tally, now.noObjections) : '';
  });
  protected readonly objecting = computed(() =>
    new Intl.ListFormat(this.transloco.getActiveLang()).format((this.tally()?.objecting ?? []).map((one) => one.name)),
  );
  /** No more may see what was decided than see the meeting and the item. */
  private readonly visibility = computed(
    () => narrowing[Math.max(...[this.meeting(), this.item()].map((one) => narrowing.indexOf(one.visibility)))]!,
  );
  protected readonly seenBy = computed(() =>
    this.transloco.translate<string>(`decisions.rule.audience.${this.visibility()}`),
  );

  protected readonly busy = signal(false);
  private readonly refused = signal<Problem | null>(null);
  protected readonly problem = computed(
    () => this.refused() ?? (this.source.error() ? problemOf(this.source.error()) : null),
  );

  /** Nobody objecting to a decision that is looked at again confirms it, in its own words. */
  private async again(): Promise<Pick<NewDecision, 'text' | 'changes'>> {
    const subject = this.item().subject;
    if (subject?.kind !== 'decision') return {};
    const { number, text } = await this.api.get<DecisionView>(this.network.url('decisions', subject.id));
    return { text, changes: { kind: 'confirms', number } };
  }

  protected async record(): Promise<void> {
    this.busy.set(true);
    this.refused.set(null);
    try {
      const decision: NewDecision = {
        meetingId: this.meeting().id,
        itemId: this.item().id,
        outcome: 'adopted',
        visibility: this.visibility(),
        noObjections: true,
        ...(await this.again()),
      };
      const made = await this.api.post<DecisionView>(this.network.url('decisions'), decision, {
        version: this.meeting().version,
        submission: this.submission,
      });
      this.toasts.say(this.transloco.translate('decisions.recorded', { number: made.number }));
      this.recorded.emit(made);
    } catch (error) {
      this.refused.set(problemOf(error));
      this.source.reload();
    } finally {
      this.busy.set(false);
    }
  }
}
