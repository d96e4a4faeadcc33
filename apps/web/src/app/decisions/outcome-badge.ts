import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Remit } from '@torv/shared/bodies';
import type { Outcome } from '@torv/shared/decisions';
import { Badge, type Tone } from '../ui/badge';
import type { IconName } from '../ui/icon';

/** The key of an outcome's word, as a body with this remit says it. */
export const outcomeWord = (outcome: Outcome, remit: Remit | null): string =>
  (outcome === 'adopted' || outcome === 'rejected') && remit !== null && remit !== 'decides'
    ? `outcomeAdvised.${outcome}`
    : `outcome.${outcome}`;

const looks: Record<Outcome, { icon: IconName; tone: Tone }> = {
  adopted: { icon: 'check', tone: 'good' },
  rejected: { icon: 'cross', tone: 'bad' },
  postponed: { icon: 'clock', tone: 'caution' },
  referred: { icon: 'referred', tone: 'accent' },
  discussed: { icon: 'talk', tone: 'quiet' },
  noted: { icon: 'info', tone: 'quiet' },
};

/**
 * `<t-outcome outcome="adopted" [remit]="…" />`: a decision's outcome as icon, word and colour. What a body that only
 * recommends has adopted is called what it is.
 */
@Component({
  selector: 't-outcome',
  imports: [Badge, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<t-badge [icon]="look().icon" [tone]="look().tone">{{ word() | transloco }}</t-badge>`,
})
export class OutcomeBadge {
  readonly outcome = input.required<Outcome>();
  readonly remit = input<Remit | null>(null);
  protected readonly word = computed(() => outcomeWord(this.outcome(), this.remit()));
  protected readonly look = computed(() => looks[this.outcome()]);
}
