import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ConsiderationView } from '@torv/shared/proposals';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Badge } from '../ui/badge';
import { AnswerConsideration } from './answer-consideration';

/** Who asked which body, for what and when, and what came back. Needs the words of proposals. */
@Component({
  selector: 't-consideration-list',
  imports: [AnswerConsideration, Badge, RouterLink, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<ul class="panel flush rows">
    @for (one of items(); track one.id) {
      <li class="row stacked">
        <span class="cluster between">
          <strong>{{
            'proposals.elsewhere.' + one.kind | transloco: { from: one.askedBy.name, to: one.body.name }
          }}</strong>
          <t-badge
            [icon]="one.state === 'answered' ? 'check' : one.state === 'withdrawn' ? 'back' : 'clock'"
            [tone]="one.state === 'answered' ? 'good' : one.state === 'withdrawn' ? 'quiet' : 'caution'"
            >{{ 'proposals.elsewhere.state.' + one.state | transloco }}</t-badge
          >
        </span>
        <span class="meta">
          <span class="num">{{
            'proposals.elsewhere.askedOn' | transloco: { who: one.askedByPerson, day: (one.askedAt | when) }
          }}</span>
          @if (one.due && (one.state === 'waiting' || one.state === 'on-agenda')) {
            <span class="num">{{ 'proposals.elsewhere.dueOn' | transloco: { day: (one.due | when) } }}</span>
          }
          @if (one.meeting; as meeting) {
            <a [routerLink]="network.link('meetings', meeting.id)">{{ meeting.title }}</a>
          }
        </span>
        <p class="prose">{{ one.question }}</p>
        @if (one.advice) {
          <p class="soft small">
            {{
              'proposals.elsewhere.answeredOn'
                | transloco: { who: one.answeredBy ?? one.body.name, day: (one.answeredAt! | when) }
            }}
          </p>
          <blockquote class="theirs prose">{{ one.advice }}</blockquote>
        }
        @if (one.decision; as decision) {
          <p>
            <a [routerLink]="network.link('decisions', decision.number)">{{ decision.number }}</a>
            {{ 'outcome.' + decision.outcome | transloco }}: {{ decision.summary }}
          </p>
        }
        @if (one.may.length > 0) {
          <t-answer-consideration [consideration]="one" (changed)="changed.emit()" />
        }
      </li>
    }
  </ul>`,
})
export class ConsiderationRows {
  protected readonly network = inject(Network);
  readonly items = input.required<readonly ConsiderationView[]>();
  readonly changed = output();
}
