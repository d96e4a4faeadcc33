import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, translateSignal } from '@jsverse/transloco';
import type { BodyPage } from '@torv/shared/bodies';
import type { MeetingPage } from '@torv/shared/meetings';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Empty, Skeleton } from '../ui/surfaces';
import { bodiesRunBy } from '../access/what-a-seat-allows';
import { MeetingStateBadge } from './meeting-state-badge';

/** The meetings ahead, soonest first, and those behind, latest first; of one body with `?body=`. */
@Component({
  selector: 't-meeting-list-page',
  imports: [
    Button,
    Empty,
    Field,
    Icon,
    Input,
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
      <div class="cluster filters">
        <t-segments
          [label]="'meetings.show' | transloco"
          [choices]="choices()"
          [value]="shown()"
          (valueChange)="show({ when: $event === 'past' ? 'past' : null })"
        />
        <t-field [label]="'meetings.body' | transloco">
          <select #of tInput (change)="show({ body: of.value || null })">
            <option value="">{{ 'meetings.allBodies' | transloco }}</option>
            @for (one of bodies(); track one.key) {
              <option [value]="one.key" [selected]="one.key === body()">{{ one.name }}</option>
            }
          </select>
        </t-field>
        <a tButton="quiet" [routerLink]="network.link('proposals')">
          <t-icon name="draft" />{{ 'meetings.proposals' | transloco }}
        </a>
      </div>
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
            [title]="'meetings.none.' + shown() | transloco"
            [why]="
              'meetings.noneWhy.' + (shown() === 'past' ? 'past' : runs().length > 0 ? 'runs' : 'member') | transloco
            "
          >
            @if (body()) {
              <button tButton type="button" (click)="show({ body: null })">
                {{ 'meetings.showAll' | transloco }}
              </button>
            } @else if (runs().length > 0 && shown() === 'upcoming') {
              <a tButton [routerLink]="network.link('meetings', 'new')">{{ 'meetings.call' | transloco }}</a>
            }
          </t-empty>
        }
      </div>
    </div>
  `,
})
export class MeetingListPage {
  private readonly router = inject(Router);
  protected readonly network = inject(Network);
  /** `?body=`: meetings of one body only. */
  readonly body = input<string>();
  /** `?when=past`: those behind. In the address, so that the way back leads to what was on screen. */
  readonly when = input<string>();
  protected readonly shown = computed(() => (this.when() === 'past' ? 'past' : 'upcoming'));
  private readonly upcoming = translateSignal('meetings.upcoming');
  private readonly past = translateSignal('meetings.past');
  protected readonly choices = computed(() => [
    { value: 'upcoming' as const, label: this.upcoming() },
    { value: 'past' as const, label: this.past() },
  ]);
  private readonly bodySource = httpResource<BodyPage>(() => this.network.url('bodies?limit=100'));
  protected readonly bodies = computed(() => (this.bodySource.hasValue() ? this.bodySource.value().items : []));
  protected readonly runs = computed(() => bodiesRunBy(this.network.me()));
  protected readonly source = liveResource<MeetingPage>(() => {
    const query = new URLSearchParams({ limit: '100', when: this.shown() });
    const body = this.body();
    if (body) query.set('body', body);
    return `${this.network.url('meetings')}?${query}`;
  }, ['meetings']);
  protected readonly rows = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));

  protected show(queryParams: { when: string | null } | { body: string | null }): void {
    void this.router.navigate(this.network.link('meetings'), { queryParams, queryParamsHandling: 'merge' });
  }
}
