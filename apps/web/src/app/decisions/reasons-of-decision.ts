import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import { Field, Input } from '../ui/field';
import { faultAt } from '../ui/notice';

/** What a decision is recorded with: why it departs from the rule, where it does, why it was made, and what it says to anyone. */
@Component({
  selector: 't-reasons-of-decision',
  imports: [Field, Input, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  template: `
    @if (departs()) {
      <t-field
        [label]="'decisions.rule.why' | transloco"
        [hint]="'decisions.rule.whyHint' | transloco"
        [error]="missing().departure ?? faultAt(problem(), 'departure')"
      >
        <textarea #why tInput class="prose" [value]="departure()" (input)="departure.set(why.value)"></textarea>
      </t-field>
    }
    <ng-content />
    <t-field
      [label]="'decisions.rationale' | transloco"
      [hint]="'decisions.rationaleHint' | transloco"
      [error]="missing().rationale ?? faultAt(problem(), 'rationale')"
    >
      <textarea #reasons tInput class="prose" [value]="rationale()" (input)="rationale.set(reasons.value)"></textarea>
    </t-field>
    <t-field
      [label]="'decisions.summary' | transloco"
      [hint]="'decisions.summaryHint' | transloco"
      [error]="missing().summary ?? faultAt(problem(), 'summary')"
    >
      <textarea #plain tInput class="prose" [value]="summary()" (input)="summary.set(plain.value)"></textarea>
    </t-field>
  `,
})
export class ReasonsOfDecision {
  /** Another outcome is chosen than the rule gives. */
  readonly departs = input.required<boolean>();
  readonly missing = input.required<Record<'departure' | 'rationale' | 'summary', string | null>>();
  readonly problem = input.required<Problem | null>();
  readonly departure = model.required<string>();
  readonly rationale = model.required<string>();
  readonly summary = model.required<string>();
  protected readonly faultAt = faultAt;
}
