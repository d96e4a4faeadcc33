import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon, type IconName } from './icon';

export type Tone = 'good' | 'caution' | 'bad' | 'accent' | 'quiet';

/** `<t-badge icon="check" tone="good">Vedtaget</t-badge>`: a status is an icon, a word and a colour. */
@Component({
  selector: 't-badge',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class]': "'badge ' + tone()" },
  template: `<t-icon [name]="icon()" [size]="16" /><ng-content />`,
})
export class Badge {
  readonly icon = input.required<IconName>();
  readonly tone = input<Tone>('quiet');
}

/** `<t-demo-mark>Demonstration</t-demo-mark>`: what is shown was added for the demonstration. */
@Component({
  selector: 't-demo-mark',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'badge demo' },
  template: `<ng-content />`,
})
export class DemoMark {}
