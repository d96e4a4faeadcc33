import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Network } from '../platform/network';
import { Preferences } from '../platform/preferences';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';

const recipients = ['resident', 'party'] as const;
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
    @if (runs()) {
      <p class="small">{{ 'decisions.takeOut.case' | transloco }}</p>
      <nav class="cluster" [attr.aria-label]="'decisions.takeOut.case' | transloco">
        @for (recipient of recipients; track recipient) {
          <a tButton [href]="caseFor(recipient)" download>{{ 'decisions.takeOut.' + recipient | transloco }}</a>
        }
      </nav>
    }
  </details>`,
})
export class TakeOut {
  private readonly network = inject(Network);
  private readonly preferences = inject(Preferences);
  /** Of one decision; null: what the query chooses. */
  readonly number = input<string | null>(null);
  readonly query = input('');
  /** The body whose decision it is: who runs it answers requests for access to its cases. */
  readonly body = input<string | null>(null);
  protected readonly formats = formats;
  protected readonly recipients = recipients;
  protected readonly runs = computed(() =>
    (this.network.me()?.bodies ?? []).some(
      (one) => one.id === this.body() && one.roles.some((role) => ['chair', 'vice-chair', 'secretary'].includes(role)),
    ),
  );
  protected readonly address = computed(() => {
    const one = this.number();
    const path = one ? this.network.url('decisions', one, 'export') : this.network.url('decisions', 'export');
    const query = new URLSearchParams(this.query());
    query.set('language', this.preferences.language());
    return `${path}?${query}`;
  });

  protected caseFor(recipient: (typeof recipients)[number]): string {
    const query = new URLSearchParams({ recipient, language: this.preferences.language() });
    return `${this.network.url('decisions', this.number() ?? '', 'extract')}?${query}`;
  }
}
