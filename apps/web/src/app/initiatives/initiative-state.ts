import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { InitiativeState } from '@torv/shared/initiatives';
import { Badge, type Tone } from '../ui/badge';
import type { IconName } from '../ui/icon';

const looks: Record<InitiativeState, { icon: IconName; tone: Tone }> = {
  idea: { icon: 'draft', tone: 'quiet' },
  proposed: { icon: 'talk', tone: 'accent' },
  ready: { icon: 'clock', tone: 'accent' },
  active: { icon: 'play', tone: 'good' },
  paused: { icon: 'pause', tone: 'caution' },
  anchored: { icon: 'check', tone: 'good' },
  completed: { icon: 'check', tone: 'quiet' },
  stopped: { icon: 'cross', tone: 'bad' },
};

/** `<t-initiative-state state="active" />`: where an initiative is, as icon, word and colour. Needs the room's words. */
@Component({
  selector: 't-initiative-state',
  imports: [Badge, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<t-badge [icon]="look().icon" [tone]="look().tone">{{
    'initiatives.state.' + state() | transloco
  }}</t-badge>`,
})
export class InitiativeStateBadge {
  readonly state = input.required<InitiativeState>();
  protected readonly look = computed(() => looks[this.state()]);
}
