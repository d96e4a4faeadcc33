import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { GoalPage, GoalView, StrategyPage } from '@torv/shared/strategies';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Preferences } from '../platform/preferences';
import { liveResource } from '../platform/realtime/live-resource';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { SegmentLinks } from '../ui/segment-links';
import { Empty, Heading, Skeleton } from '../ui/surfaces';
import { AlignmentPicture } from './alignment-picture';
import { whatServesGoals } from './serving';

/** A goal with how many initiatives serve it, once that is known. */
type Counted = GoalView & { count: { all: number; active: number } | undefined };

@Component({
  selector: 't-goal-list-page',
  imports: [
    AlignmentPicture,
    Empty,
    Heading,
    Organisation,
    ProblemNotice,
    RouterLink,
    SegmentLinks,
    Skeleton,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <header class="page-title">
        <h1>{{ 'strategies.title' | transloco }}</h1>
        <p class="soft">{{ 'strategies.lead' | transloco }}</p>
      </header>
      <t-segment-links
        [label]="'strategies.show' | transloco"
        [links]="[
          { label: 'strategies.goals' | transloco, link: network.link('goals') },
          { label: 'strategies.initiatives' | transloco, link: network.link('initiatives') },
        ]"
      />
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      @for (group of groups(); track group.key) {
        <section class="stack tight">
          <t-heading [title]="group.name || ('strategies.noTheme' | transloco)" [count]="group.goals.length" />
          <ul class="panel flush rows">
            @for (one of group.goals; track one.id) {
              <li>
                <a class="row" [routerLink]="network.link('goals', one.key)">
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
                  @if (one.count; as count) {
                    <span class="meta num">{{
                      (count.all > 0 ? 'strategies.count' : 'strategies.noInitiative') | transloco: count
                    }}</span>
                  }
                </a>
              </li>
            }
          </ul>
        </section>
      } @empty {
        <div class="panel flush">
          @if (source.isLoading()) {
            <t-skeleton [label]="'shell.loading' | transloco" [lines]="6" />
          } @else if (!problem()) {
            <t-empty [title]="'strategies.none' | transloco" [why]="'strategies.noneWhy' | transloco" />
          }
        </div>
      }
      @if (serving(); as serving) {
        @if (goals().length > 0) {
          <t-alignment-picture [goals]="goals()" [strategies]="strategies()" [serving]="serving" [unserved]="true" />
        }
      }
    </div>
  `,
})
export class GoalListPage {
  protected readonly network = inject(Network);
  private readonly preferences = inject(Preferences);
  protected readonly source = liveResource<GoalPage>(
    () => this.network.url('strategies/goals?limit=100'),
    ['strategies'],
  );
  private readonly all = liveResource<StrategyPage>(() => this.network.url('strategies?limit=100'), ['strategies']);
  protected readonly strategies = computed(() => (this.all.hasValue() ? this.all.value().items : []));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly serving = whatServesGoals();
  /** Grouped by their first theme: a goal of two themes stands once, so that counting them gives the truth. */
  protected readonly groups = computed(() => {
    const goals = this.source.hasValue() ? this.source.value().items : [];
    const groups = new Map<string, { key: string; name: string; goals: Counted[] }>();
    for (const goal of goals) {
      const theme = goal.themes[0];
      const group = groups.get(theme?.key ?? '') ?? {
        key: theme?.key ?? '',
        name: theme ? theme[this.preferences.language()] : '',
        goals: [],
      };
      group.goals.push(this.counted(goal));
      groups.set(group.key, group);
    }
    return [...groups.values()].sort((one, other) => Number(!one.key) - Number(!other.key));
  });
  protected readonly goals = computed(() => this.groups().flatMap((group) => group.goals));

  private counted(goal: GoalView): Counted {
    const serving = this.serving()?.filter((one) => one.goals.includes(goal.key));
    const count = serving && { all: serving.length, active: serving.filter((one) => one.active).length };
    return { ...goal, count };
  }
}
