import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { NgTemplateOutlet } from '@angular/common';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { GoalView, StrategyView } from '@torv/shared/strategies';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { type AlignmentNode, boxWidth, layOutAlignment, lineHeight } from './alignment-layout';
import type { Serving } from './goal-companions';

/** From a strategy's objective by the goal that is aligned with it to the initiatives that serve the goal. */
@Component({
  selector: 't-alignment-picture',
  imports: [Button, NgTemplateOutlet, RouterLink, Segments, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  templateUrl: './alignment-picture.html',
})
export class AlignmentPicture {
  protected readonly network = inject(Network);
  readonly goals = input.required<readonly GoalView[]>();
  readonly strategies = input.required<readonly StrategyView[]>();
  readonly serving = input.required<readonly Serving[]>();
  /** Also objectives that no goal serves: the whole network's picture shows them as open ends. */
  readonly unserved = input(false);
  /** On a narrow screen the table is read more easily, so it comes first there. */
  protected readonly shape = signal<'chart' | 'table'>(matchMedia('(max-width: 767px)').matches ? 'table' : 'chart');
  protected readonly boxWidth = boxWidth;
  protected readonly lineHeight = lineHeight;

  private readonly objectives = computed(() => {
    const shown = new Set(this.goals().map((goal) => goal.key));
    return this.strategies().flatMap((strategy) =>
      strategy.objectives
        .map((one) => ({ ...one, strategy, goals: one.goals.filter((goal) => shown.has(goal.key)) }))
        .filter((one) => one.goals.length > 0 || this.unserved()),
    );
  });
  protected readonly layout = computed(() => {
    const nodes: AlignmentNode[] = [
      ...this.objectives().map((one) => ({
        id: `o-${one.key}`,
        label: one.name,
        note: one.strategy.name,
        column: 0 as const,
        to: one.goals.map((goal) => `g-${goal.key}`),
      })),
      ...this.goals().map((goal) => ({
        id: `g-${goal.key}`,
        label: goal.name,
        note: '',
        column: 1 as const,
        to: this.serving()
          .filter((one) => one.goals.includes(goal.key))
          .map((one) => `i-${one.key}`),
      })),
      ...this.serving()
        .filter((one) => this.goals().some((goal) => one.goals.includes(goal.key)))
        .map((one) => ({ id: `i-${one.key}`, label: one.name, note: '', column: 2 as const, to: [] })),
    ];
    return layOutAlignment(nodes);
  });
  /** The same as rows: each goal with what it serves and what serves it. */
  protected readonly rows = computed(() => [
    ...this.goals().map((goal) => ({
      goal,
      objectives: this.objectives().filter((one) => one.goals.some((each) => each.key === goal.key)),
      serving: this.serving().filter((one) => one.goals.includes(goal.key)),
    })),
    ...this.objectives()
      .filter((one) => one.goals.length === 0)
      .map((one) => ({ goal: null, objectives: [one], serving: [] })),
  ]);

  protected linkOf(id: string): string[] | null {
    const key = id.slice(2);
    if (id.startsWith('g-')) return this.network.link('goals', key);
    return this.serving().find((one) => id === `i-${one.key}`)?.link ?? null;
  }
  protected active(id: string): boolean {
    return this.serving().some((one) => id === `i-${one.key}` && one.active);
  }
  protected print(): void {
    window.print();
  }
}
