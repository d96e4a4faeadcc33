import { ChangeDetectionStrategy, Component, computed, inject, input, model, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { AreaPage } from '@torv/shared/places';
import type { GoalPage, StrategyPage } from '@torv/shared/strategies';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Checks } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt } from '../ui/notice';
import type { ProposalText } from './proposal-text';

/** What an author writes: title and text are enough; background and goals may follow. */
@Component({
  selector: 't-proposal-fields',
  imports: [Checks, Field, Input, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  template: `
    <t-field
      [label]="'proposals.titleOf' | transloco"
      [hint]="'proposals.titleHint' | transloco"
      [error]="fault('title')"
    >
      <input
        #title
        tInput
        name="title"
        maxlength="200"
        [value]="written().title"
        (input)="write({ title: title.value })"
      />
    </t-field>
    <t-field [label]="'proposals.text' | transloco" [hint]="'proposals.textHint' | transloco" [error]="fault('text')">
      <textarea
        #text
        tInput
        name="text"
        rows="6"
        maxlength="20000"
        [placeholder]="'proposals.textExample' | transloco"
        [value]="written().text"
        (input)="write({ text: text.value })"
      ></textarea>
    </t-field>
    <t-field
      [label]="'proposals.backgroundOptional' | transloco"
      [hint]="'proposals.backgroundHint' | transloco"
      [error]="fault('background')"
    >
      <textarea
        #background
        tInput
        name="background"
        rows="4"
        maxlength="20000"
        [value]="written().background"
        (input)="write({ background: background.value })"
      ></textarea>
    </t-field>
    @if (goals().length > 0) {
      <t-checks
        [legend]="'proposals.goalsOptional' | transloco"
        [filter]="'proposals.goalsFind' | transloco"
        [choices]="goals()"
        [value]="written().goals"
        (valueChange)="write({ goals: $event })"
      />
    }
    <details
      class="disclosure"
      [open]="written().areas.length + written().objectives.length > 0"
      (toggle)="opened.set(true)"
    >
      <summary>{{ 'proposals.moreChoices' | transloco }}</summary>
      <div class="stack">
        @if (areas().length > 0) {
          <t-checks
            [legend]="'proposals.areasOptional' | transloco"
            [filter]="'proposals.areasFind' | transloco"
            [choices]="areas()"
            [value]="written().areas"
            (valueChange)="write({ areas: $event })"
          />
        }
        @if (objectives().length > 0) {
          <t-checks
            [legend]="'proposals.objectivesOptional' | transloco"
            [filter]="'proposals.objectivesFind' | transloco"
            [choices]="objectives()"
            [value]="written().objectives"
            (valueChange)="write({ objectives: $event })"
          />
        }
      </div>
    </details>
  `,
})
export class ProposalFields {
  private readonly network = inject(Network);
  readonly written = model.required<ProposalText>();
  readonly problem = input<Problem | null>(null);
  private readonly source = liveResource<GoalPage>(
    () => this.network.url('strategies/goals?limit=100'),
    ['strategies'],
  );
  protected readonly goals = computed(() =>
    (this.source.hasValue() ? this.source.value().items : []).map((goal) => ({ value: goal.key, label: goal.name })),
  );

  /** What few need is fetched when it is asked for. */
  protected readonly opened = signal(false);
  private readonly areasSource = liveResource<AreaPage>(
    () => (this.opened() ? this.network.url('places/areas') : undefined),
    ['places'],
  );
  protected readonly areas = computed(() =>
    (this.areasSource.hasValue() ? this.areasSource.value().items : []).map((area) => ({
      value: area.key,
      label: area.name,
    })),
  );
  private readonly strategies = liveResource<StrategyPage>(
    () => (this.opened() ? this.network.url('strategies?limit=100') : undefined),
    ['strategies'],
  );
  protected readonly objectives = computed(() =>
    (this.strategies.hasValue() ? this.strategies.value().items : []).flatMap((strategy) =>
      strategy.objectives.map((one) => ({ value: one.key, label: `${one.name} (${strategy.name})` })),
    ),
  );

  protected fault(field: string): string | null {
    return faultAt(this.problem(), field);
  }
  protected write(part: Partial<ProposalText>): void {
    this.written.update((all) => ({ ...all, ...part }));
  }
}
