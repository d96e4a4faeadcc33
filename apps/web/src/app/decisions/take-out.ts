import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Network } from '../platform/network';
import { Preferences } from '../platform/preferences';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';

const formats = ['docx', 'pdf', 'xlsx', 'csv', 'json'] as const;

/** `<t-take-out [number]="decision.number" />`, `<t-take-out [query]="query()" />`: one, or what is filtered, as a file. */
@Component({
  selector: 't-take-out',
  imports: [Button, Icon, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'screen-only' },
  template: `<details class="disclosure">
    <summary class="button"><t-icon name="download" />{{ 'decisions.takeOut.title' | transloco }}</summary>
    <nav class="cluster" [attr.aria-label]="'decisions.takeOut.title' | transloco">
      @for (format of formats; track format) {
        <a tButton [href]="address() + '&format=' + format" download>{{ 'decisions.takeOut.' + format | transloco }}</a>
      }
    </nav>
  </details>`,
})
export class TakeOut {
  private readonly network = inject(Network);
  private readonly preferences = inject(Preferences);
  /** Of one decision; null: what the query chooses. */
  readonly number = input<string | null>(null);
  readonly query = input('');
  protected readonly formats = formats;
  protected readonly address = computed(() => {
    const one = this.number();
    const path = one ? this.network.url('decisions', one, 'export') : this.network.url('decisions', 'export');
    const query = new URLSearchParams(this.query());
    query.set('language', this.preferences.language());
    return `${path}?${query}`;
  });
}
