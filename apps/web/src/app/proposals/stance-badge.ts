import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Stance } from '@torv/shared/proposals';
import { Badge, type Tone } from '../ui/badge';
import type { IconName } from '../ui/icon';

/** How each stance looks, on its badge and on the button that states it. */
export const stanceLooks: Readonly<Record<Stance, { icon: IconName; tone: Tone }>> = {
  endorse: { icon: 'check', tone: 'good' },
  reserve: { icon: 'reserve', tone: 'caution' },
  'stand-aside': { icon: 'aside', tone: 'quiet' },
  object: { icon: 'cross', tone: 'bad' },
};

/** `<t-stance stance="reserve" />`: an organisation's stance as icon, word and colour. */
@Component({
  selector: 't-stance',
  imports: [Badge, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<t-badge [icon]="look().icon" [tone]="look().tone">{{ 'stance.' + stance() | transloco }}</t-badge>`,
})
export class StanceBadge {
  readonly stance = input.required<Stance>();
  protected readonly look = computed(() => stanceLooks[this.stance()]);
}
