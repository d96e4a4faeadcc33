import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { MeetingPage } from '@torv/shared/meetings';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { ProblemNotice } from '../ui/notice';
import { Empty, Skeleton } from '../ui/surfaces';
import { WhenPipe } from '../platform/i18n/dates.pipes';

@Component({
  selector: 't-meeting-list-page',
  imports: [Empty, ProblemNotice, Skeleton, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <header class="page-title">
        <h1>{{ 'meetings.title' | transloco }}</h1>
        <p class="soft">{{ 'meetings.lead' | transloco }}</p>
      </header>
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      <div class="panel flush">
        @if (rows().length > 0) {
          <ul class="rows">
            @for (one of rows(); track one.id) {
              <li>
                <div class="row">
                  <span>
                    <span class="title">{{ one.title }}</span>
                    <span class="meta"
                      ><span class="num">{{ one.startsAt | when: 'weekday' }}</span
                      ><span>{{ one.body.name }}</span></span
                    >
                  </span>
                  <span class="num">{{ 'meetings.items' | transloco: { count: one.items } }}</span>
                </div>
              </li>
            }
          </ul>
        } @else if (source.isLoading()) {
          <t-skeleton [label]="'shell.loading' | transloco" [lines]="6" />
        } @else if (!problem()) {
          <t-empty [title]="'meetings.none' | transloco" [why]="'meetings.noneWhy' | transloco" />
        }
      </div>
    </div>
  `,
})
export class MeetingListPage {
  private readonly network = inject(Network);
  protected readonly source = liveResource<MeetingPage>(() => this.network.url('meetings?limit=100'), ['meetings']);
  protected readonly rows = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
}
