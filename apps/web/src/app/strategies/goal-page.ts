import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal, type Type } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { GoalView, StrategyPage } from '@torv/shared/strategies';
import { problemOf } from '../platform/http/api-problem';
import { Preferences } from '../platform/preferences';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Crumbs, Empty, Heading, Skeleton } from '../ui/surfaces';
import { AlignmentPicture } from './alignment-picture';
import { GOAL_COMPANION } from './goal-companions';
import { whatServesGoals } from './serving';

@Component({
  selector: 't-goal-page',
  imports: [
    AlignmentPicture,
    Badge,
    Crumbs,
    Empty,
    Heading,
    NgComponentOutlet,
    Organisation,
    ProblemNotice,
    Skeleton,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <t-crumbs
        [label]="'shell.here' | transloco"
        [crumbs]="[{ label: 'strategies.title' | transloco, link: network.link('goals') }]"
      />
      @if (problem(); as it) {
        @if (!goal() && it.status === 404) {
          <h1>{{ 'message.notFound.title' | transloco }}</h1>
        }
        <t-problem [problem]="it" />
      }
      @if (goal(); as goal) {
        <header class="page-title">
          <div class="cluster">
            @for (theme of goal.themes; track theme.key) {
              <t-badge icon="goals">{{ preferences.language() === 'da' ? theme.da : theme.en }}</t-badge>
            }
          </div>
          <h1>{{ goal.name }}</h1>
        </header>
        <div class="columns">
          <div class="stack wide">
            <section class="stack tight">
              <t-heading [title]="'strategies.alignedWith' | transloco" [count]="aligned().length || null" />
              <div class="panel flush">
                @if (aligned().length > 0) {
                  <ul class="rows">
                    @for (one of aligned(); track one.key) {
                      <li class="row">
                        <span>
                          <span class="title">{{ one.name }}</span>
                          <span class="meta">
                            <span>{{ one.strategyName }}</span>
                            @if (one.owner; as owner) {
                              <t-organisation [name]="owner.name" [swatch]="owner.swatch" />
                            }
                          </span>
                        </span>
                      </li>
                    }
                  </ul>
                } @else {
                  <t-empty [title]="'strategies.unaligned' | transloco" [why]="'strategies.unalignedWhy' | transloco" />
                }
              </div>
            </section>
            @if (companion(); as it) {
              <ng-container *ngComponentOutlet="it; inputs: { goal }" />
            }
          </div>
          <aside class="panel stack">
            <h2>{{ 'strategies.parties' | transloco }}</h2>
            <ul class="stack tight">
              @for (party of goal.parties; track party.id) {
                <li><t-organisation [name]="party.name" [swatch]="party.swatch" /></li>
              } @empty {
                <li class="soft">{{ 'strategies.partiesNone' | transloco }}</li>
              }
            </ul>
          </aside>
        </div>
        @if (serving(); as serving) {
          <t-alignment-picture [goals]="[goal]" [strategies]="strategies()" [serving]="serving" />
        }
      } @else if (!problem()) {
        <div class="panel flush"><t-skeleton [label]="'shell.loading' | transloco" [lines]="8" /></div>
      }
    </div>
  `,
})
export class GoalPageOfOne {
  protected readonly network = inject(Network);
  protected readonly preferences = inject(Preferences);
  readonly key = input.required<string>();
  private readonly source = liveResource<GoalView>(
    () => this.network.url('strategies/goals', this.key()),
    ['strategies'],
  );
  private readonly all = liveResource<StrategyPage>(() => this.network.url('strategies?limit=100'), ['strategies']);
  protected readonly goal = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly strategies = computed(() => (this.all.hasValue() ? this.all.value().items : []));
  protected readonly aligned = computed(() =>
    (this.goal()?.objectives ?? []).map((one) => ({
      ...one,
      owner: this.strategies().find((strategy) => strategy.key === one.strategyKey)?.owner,
    })),
  );
  protected readonly serving = whatServesGoals();
  protected readonly companion = signal<Type<unknown> | null>(null);

  constructor() {
    void inject(GOAL_COMPANION, { optional: true })?.().then((it) => this.companion.set(it));
  }
}
