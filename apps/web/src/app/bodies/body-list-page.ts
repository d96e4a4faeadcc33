import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { BodyPage } from '@torv/shared/bodies';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { SegmentLinks } from '../ui/segment-links';
import { Empty, Skeleton } from '../ui/surfaces';

@Component({
  selector: 't-body-list-page',
  imports: [Badge, Button, Empty, Icon, ProblemNotice, RouterLink, SegmentLinks, Skeleton, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <header class="page-title">
        <h1>{{ 'bodies.title' | transloco }}</h1>
        <p class="soft">{{ 'bodies.lead' | transloco }}</p>
        @if (network.me()?.facilitates) {
          <div class="cluster">
            <a tButton="primary" [routerLink]="network.link('bodies', 'new')"
              ><t-icon name="add" />{{ 'bodies.setUp' | transloco }}</a
            >
          </div>
        }
      </header>
      <t-segment-links
        [label]="'bodies.show' | transloco"
        [links]="[
          { label: 'bodies.tab' | transloco, link: network.link('people') },
          { label: 'bodies.parties' | transloco, link: network.link('people', 'parties') },
          { label: 'bodies.drawn' | transloco, link: network.link('people', 'network') },
        ]"
      />
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      <div class="panel flush">
        @if (rows().length > 0) {
          <ul class="rows">
            @for (one of rows(); track one.id) {
              <li>
                <a class="row" [routerLink]="network.link('bodies', one.key)">
                  <span>
                    <span class="title">{{ one.name }}</span>
                    <span class="meta">
                      <span>{{ 'bodies.kind.' + one.kind | transloco }}</span>
                      @if (one.endedOn) {
                        <span>{{ 'bodies.ended' | transloco }} {{ one.endedOn | when }}</span>
                      } @else {
                        <span class="num">{{ 'bodies.counts' | transloco: { members: one.members, vacant: 0 } }}</span>
                      }
                    </span>
                  </span>
                  <span class="cluster">
                    @if (one.vacant > 0) {
                      <t-badge icon="clock" tone="caution">{{
                        'bodies.vacancies' | transloco: { count: one.vacant }
                      }}</t-badge>
                    }
                    @for (role of one.myRoles; track role) {
                      <t-badge icon="person" tone="accent">{{ 'bodies.mine.' + role | transloco }}</t-badge>
                    }
                  </span>
                </a>
              </li>
            }
          </ul>
        } @else if (source.isLoading()) {
          <t-skeleton [label]="'shell.loading' | transloco" [lines]="6" />
        } @else if (!problem()) {
          <t-empty [title]="'bodies.none' | transloco" [why]="'bodies.noneWhy' | transloco" />
        }
      </div>
    </div>
  `,
})
export class BodyListPage {
  protected readonly network = inject(Network);
  protected readonly source = liveResource<BodyPage>(
    () => this.network.url('bodies?limit=100'),
    ['bodies', 'organisations'],
  );
  protected readonly rows = computed(() => {
    const all = this.source.hasValue() ? this.source.value().items : [];
    // What is closed stands last.
    return [...all.filter((one) => !one.endedOn), ...all.filter((one) => one.endedOn)];
  });
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
}
