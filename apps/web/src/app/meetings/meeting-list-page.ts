import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, translateSignal } from '@jsverse/transloco';
import type { MeetingPage } from '@torv/shared/meetings';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Empty, Skeleton } from '../ui/surfaces';
import { bodiesRunBy } from './bodies-run-by';
import { MeetingStateBadge } from './meeting-state-badge';

/** The meetings ahead, soonest first, and those behind, latest first; of one body with `?body=`. */
@Component({
  selector: 't-meeting-list-page',
  imports: [
    Button,
    Empty,
    Icon,
    MeetingStateBadge,
    ProblemNotice,
    RouterLink,
    Segments,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <header class="page-title">
        <div class="heading">
          <h1>{{ 'meetings.title' | transloco }}</h1>
          @if (runs().length > 0) {
            <a tButton="primary" [routerLink]="network.link('meetings', 'new')" [queryParams]="{ body: body() }">
              <t-icon name="add" />{{ 'meetings.call' | transloco }}
            </a>
          }
        </div>
        <p class="soft">{{ 'meetings.lead' | transloco }}</p>
      </header>
      <div class="cluster between">
        <t-segments [label]="'meetings.show' | transloco" [choices]="choices()" [(value)]="when" />
        <a tButton="quiet" [routerLink]="network.link('proposals')">
          <t-icon name="draft" />{{ 'meetings.proposals' | transloco }}
        </a>
      </div>
      @if (body()) {
        <p>
          <a [routerLink]="network.link('meetings')">{{ 'meetings.allBodies' | transloco }}</a>
        </p>
      }
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      <div class="panel flush">
        @if (rows().length > 0) {
          <ul class="rows">
            @for (one of rows(); track one.id) {
              <li>
                <a class="row" [routerLink]="network.link('meetings', one.id)">
                  <span>
                    <span class="title">{{ one.title }}</span>
                    <span class="meta">
                      <span class="num">{{ one.startsAt | when: 'moment' }}</span>
                      @if (one.place) {
                        <span>{{ one.place }}</span>
                      }
                      <span>{{ one.body.name }}</span>
                      <span class="num">{{ 'meetings.items' | transloco: { count: one.items } }}</span>
                    </span>
                  </span>
                  <t-meeting-state [state]="one.state" />
                </a>
              </li>
            }
          </ul>
        } @else if (source.isLoading()) {
          <t-skeleton [label]="'shell.loading' | transloco" [lines]="6" />
        } @else if (!problem()) {
          <t-empty
            [title]="'meetings.none.' + when() | transloco"
            [why]="'meetings.noneWhy.' + (runs().length > 0 ? 'runs' : 'member') | transloco"
          />
        }
      </div>
    </div>
  `,
})
export class MeetingListPage {
  protected readonly network = inject(Network);
  /** `?body=`: meetings of one body only. */
  readonly body = input<string>();
  protected readonly when = signal<'upcoming' | 'past'>('upcoming');
  private readonly upcoming = translateSignal('meetings.upcoming');
  private readonly past = translateSignal('meetings.past');
  protected readonly choices = computed(() => [
    { value: 'upcoming' as const, label: this.upcoming() },
    { value: 'past' as const, label: this.past() },
  ]);
  protected readonly runs = computed(() => bodiesRunBy(this.network.me()));
  protected readonly source = liveResource<MeetingPage>(() => {
    const query = new URLSearchParams({ limit: '100', when: this.when() });
    const body = this.body();
    if (body) query.set('body', body);
    return `${this.network.url('meetings')}?${query}`;
  }, ['meetings']);
  protected readonly rows = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
}
