import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { MeetingState } from '@torv/shared/meetings';
import { Badge, type Tone } from '../ui/badge';
import type { IconName } from '../ui/icon';

const looks: Record<MeetingState, { icon: IconName; tone: Tone }> = {
  planned: { icon: 'draft', tone: 'quiet' },
  called: { icon: 'meetings', tone: 'accent' },
  open: { icon: 'play', tone: 'good' },
  closed: { icon: 'check', tone: 'quiet' },
  cancelled: { icon: 'cross', tone: 'bad' },
};

/** `<t-meeting-state state="open" />` */
@Component({
  selector: 't-meeting-state',
  imports: [Badge, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<t-badge [icon]="look().icon" [tone]="look().tone">{{
    'meetings.state.' + state() | transloco
  }}</t-badge>`,
})
export class MeetingStateBadge {
  readonly state = input.required<MeetingState>();
  protected readonly look = computed(() => looks[this.state()]);
}
