import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ProposalState } from '@torv/shared/proposals';
import { Badge, type Tone } from '../ui/badge';
import type { IconName } from '../ui/icon';

const looks: Record<ProposalState, { icon: IconName; tone: Tone }> = {
  draft: { icon: 'draft', tone: 'caution' },
  open: { icon: 'talk', tone: 'accent' },
  'on-agenda': { icon: 'meetings', tone: 'accent' },
  decided: { icon: 'decisions', tone: 'quiet' },
  referred: { icon: 'clock', tone: 'caution' },
  withdrawn: { icon: 'back', tone: 'quiet' },
};

/** `<t-proposal-state state="open" />`: where a proposal is, as icon, word and colour. Needs the room's words. */
@Component({
  selector: 't-proposal-state',
  imports: [Badge, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<t-badge [icon]="look().icon" [tone]="look().tone">{{
    'proposals.state.' + state() | transloco
  }}</t-badge>`,
})
export class ProposalStateBadge {
  readonly state = input.required<ProposalState>();
  protected readonly look = computed(() => looks[this.state()]);
}
