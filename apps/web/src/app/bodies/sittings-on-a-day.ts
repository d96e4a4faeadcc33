import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { BodyView, SittingList } from '@torv/shared/bodies';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Field, Input } from '../ui/field';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Heading, Skeleton } from '../ui/surfaces';
import { LastDayPipe } from './last-day';

/** Who sat here on a day and for whom. */
@Component({
  selector: 't-sittings-on-a-day',
  imports: [Field, Heading, Input, LastDayPipe, Organisation, ProblemNotice, Skeleton, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    <t-heading [title]="'bodies.history' | transloco" />
    <t-field [label]="'bodies.historyDay' | transloco" [hint]="'bodies.historyHint' | transloco">
      <input #chosen tInput class="short" type="date" [value]="day()" (change)="day.set(chosen.value)" />
    </t-field>
    @if (problem(); as it) {
      <t-problem [problem]="it" />
    }
    <div aria-live="polite">
      @if (source.hasValue()) {
        <ul class="panel flush rows">
          @for (one of source.value().items; track one.placeId + one.from) {
            <li class="row">
              <span>
                <span class="title">{{ one.person?.name ?? ('bodies.vacant' | transloco) }}</span>
                <span class="meta">
                  <strong>{{ 'bodies.role.' + one.role | transloco }}</strong>
                  <t-organisation [name]="one.organisation.name" [swatch]="one.organisation.swatch" />
                  @for (deputy of one.deputies; track deputy.person.id) {
                    <span>{{ 'bodies.historyDeputy' | transloco: { person: deputy.person.name } }}</span>
                  }
                </span>
              </span>
              <span class="meta num">
                {{ 'bodies.comes' | transloco: { day: (one.from | when) } }}
                @if (one.until) {
                  {{ 'bodies.sitsUntil' | transloco: { day: (one.until | lastDay | when) } }}
                }
              </span>
            </li>
          } @empty {
            <li class="empty soft">{{ 'bodies.historyNone' | transloco }}</li>
          }
        </ul>
      } @else if (source.isLoading()) {
        <t-skeleton [label]="'shell.loading' | transloco" [lines]="3" />
      }
    </div>
  `,
})
export class SittingsOnADay {
  private readonly network = inject(Network);
  readonly body = input.required<BodyView>();
  protected readonly day = linkedSignal(() => this.body().endedOn ?? '');
  protected readonly source = liveResource<SittingList>(
    () => (this.day() ? `${this.network.url('bodies', this.body().key, 'seats')}?on=${this.day()}` : undefined),
    ['bodies', 'organisations'],
  );
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
}
