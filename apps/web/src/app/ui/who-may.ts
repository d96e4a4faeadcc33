import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from './icon';

/**
 * `<t-who-may label="…"><li>…</li></t-who-may>`: for whoever asks why something cannot be done here: one sentence for
 * each act, with who may. Closed until it is asked.
 */
@Component({
  selector: 't-who-may',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<details class="disclosure">
    <summary class="button quiet"><t-icon name="info" />{{ label() }}</summary>
    <div class="panel">
      <ul class="points">
        <ng-content />
      </ul>
    </div>
  </details>`,
})
export class WhoMay {
  readonly label = input.required<string>();
}
