import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { GoalPage } from '@torv/shared/strategies';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { ProblemNotice } from '../ui/notice';
import { Empty, Skeleton } from '../ui/surfaces';
import { Organisation } from '../ui/organisation';

@Component({
  selector: 't-goal-list-page',
  imports: [Empty, ProblemNotice, Skeleton, TranslocoPipe, Organisation],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <header class="page-title">
        <h1>{{ 'strategies.title' | transloco }}</h1>
        <p class="soft">{{ 'strategies.lead' | transloco }}</p>
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
                    <span class="title">{{ one.name }}</span>
                    <span class="meta">
                      @for (objective of one.objectives; track objective.key) {
                        <span>{{ objective.name }} · {{ objective.strategyName }}</span>
                      } @empty {
                        <span>{{ 'strategies.unaligned' | transloco }}</span>
                      }
                    </span>
                    <span class="meta">
                      @for (party of one.parties; track party.id) {
                        <t-organisation [name]="party.name" [swatch]="party.swatch" />
                      }
                    </span>
                  </span>
                </div>
              </li>
            }
          </ul>
        } @else if (source.isLoading()) {
          <t-skeleton [label]="'shell.loading' | transloco" [lines]="6" />
        } @else if (!problem()) {
          <t-empty [title]="'strategies.none' | transloco" [why]="'strategies.noneWhy' | transloco" />
        }
      </div>
    </div>
  `,
})
export class GoalListPage {
  private readonly network = inject(Network);
  protected readonly source = liveResource<GoalPage>(
    () => this.network.url('strategies/goals?limit=100'),
    ['strategies'],
  );
  protected readonly rows = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
}
