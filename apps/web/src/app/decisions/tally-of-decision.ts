import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ruleGives, type DecisionView } from '@torv/shared/decisions';
import { Notice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { TallySentence } from './tally-sentence';

/** `<t-tally [decision]="…" />`: by which rule it was decided, what was counted, and why another outcome was recorded. */
@Component({
  selector: 't-tally',
  imports: [Heading, Notice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (sentence(); as it) {
    <section class="stack tight">
      <t-heading [title]="'decisions.rule.title' | transloco" />
      <p class="prose">
        @if (decision().departure) {
          {{ 'decisions.rule.byItself' | transloco }}
        }
        {{ it }}
      </p>
      @if (decision().tally?.noObjections) {
        <p class="soft small">{{ 'decisions.rule.byPresence' | transloco }}</p>
      }
      @if (recused(); as who) {
        <p class="soft small">{{ 'decisions.rule.recused' | transloco: { who } }}</p>
      }
      @if (decision().departure; as why) {
        <t-notice tone="caution">
          <strong>{{ 'decisions.rule.departed' | transloco }}</strong>
          {{ why }}
        </t-notice>
      }
    </section>
  }`,
})
export class TallyOfDecision {
  private readonly sentences = inject(TallySentence);
  readonly decision = input.required<DecisionView>();

  protected readonly sentence = computed(() => {
    const { rule, tally, byRule } = this.decision();
    return rule && tally ? this.sentences.of(rule, tally, ruleGives(rule, tally, byRule)) : null;
  });
  /** Of those who did not count, the ones that are named here because they had stated a position. */
  protected readonly recused = computed(() => {
    const { tally, positions } = this.decision();
    return positions
      .filter((one) => tally?.recused.includes(one.organisation.key))
      .map((one) => one.organisation.name)
      .join(', ');
  });
}
