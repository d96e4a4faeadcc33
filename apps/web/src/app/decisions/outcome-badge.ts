import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Outcome } from '@torv/shared/decisions';
import { Badge, type Tone } from '../ui/badge';
import type { IconName } from '../ui/icon';

const looks: Record<Outcome, { icon: IconName; tone: Tone }> = {
  adopted: { icon: 'check', tone: 'good' },
  rejected: { icon: 'cross', tone: 'bad' },
  postponed: { icon: 'clock', tone: 'caution' },
  referred: { icon: 'referred', tone: 'accent' },
  discussed: { icon: 'talk', tone: 'quiet' },
  noted: { icon: 'info', tone: 'quiet' },
};

/** `<t-outcome outcome="adopted" />`: a decision's outcome as icon, word and colour. */
@Component({
  selector: 't-outcome',
  imports: [Badge, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<t-badge [icon]="look().icon" [tone]="look().tone">{{ 'outcome.' + outcome() | transloco }}</t-badge>`,
})
export class OutcomeBadge {
  readonly outcome = input.required<Outcome>();
  protected readonly look = computed(() => looks[this.outcome()]);
}
