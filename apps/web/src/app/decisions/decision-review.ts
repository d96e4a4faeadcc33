import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { DecisionView } from '@torv/shared/decisions';
import type { Problem } from '@torv/shared/kernel';
import type { MeetingView } from '@torv/shared/meetings';
import { meetingsAhead } from '../meetings/meetings-ahead';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';

/** When a decision is looked at again; who runs the body puts it on a meeting's agenda in one act. */
@Component({
  selector: 't-decision-review',
  imports: [Badge, Button, Field, Heading, Input, ProblemNotice, RouterLink, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (decision().review; as review) {
    <section class="stack tight">
      <t-heading [title]="'decisions.review.title' | transloco" />
      <t-problem [problem]="problem()" />
      <div class="panel stack">
        <p class="cluster">
          <span>{{ 'decisions.review.on' | transloco: { date: review.on | when } }}</span>
          @if (!review.waiting) {
            <t-badge icon="check" tone="good">{{ 'decisions.review.settled' | transloco }}</t-badge>
          } @else if (review.soon) {
            <t-badge icon="clock" tone="caution">{{ 'decisions.review.soon' | transloco }}</t-badge>
          }
        </p>
        @if (review.waiting && review.placed; as meeting) {
          <p>
            {{ 'decisions.review.placed' | transloco }}
            <a [routerLink]="network.link('meetings', meeting.id)"
              >{{ meeting.title }}, {{ meeting.startsAt | when: 'moment' }}</a
            >
          </p>
        } @else if (review.mayPlace && review.soon) {
          @if (meetings(); as ahead) {
            @if (ahead.length > 0) {
              <form class="beside end screen-only" (submit)="place($event, which.value)">
                <t-field [label]="'decisions.review.meeting' | transloco">
                  <select #which tInput>
                    @for (one of ahead; track one.id) {
                      <option [value]="one.id">{{ one.title }}, {{ one.startsAt | when: 'short' }}</option>
                    }
                  </select>
                </t-field>
                <div>
                  <button tButton type="submit" [busy]="busy()">{{ 'decisions.review.place' | transloco }}</button>
                </div>
              </form>
            } @else {
              <p class="soft">{{ 'decisions.review.noMeeting' | transloco }}</p>
            }
          }
        }
      </div>
    </section>
  }`,
})
export class DecisionReview {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  readonly decision = input.required<DecisionView>();
  readonly changed = output();
  protected readonly meetings = meetingsAhead(() => this.decision().body.key);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  private readonly url = computed(() => this.network.url('decisions', this.decision().number, 'review'));

  protected async place(event: Event, meetingId: string): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const { version } = await this.api.get<MeetingView>(this.network.url('meetings', meetingId));
      await this.api.post(this.url(), { meetingId }, { version, submission: this.submission });
      this.toasts.say(this.transloco.translate('decisions.review.done'));
      this.changed.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
