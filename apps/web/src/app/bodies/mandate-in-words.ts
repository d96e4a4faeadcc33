import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { translateSignal, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { MandateView } from '@torv/shared/bodies';
import { Preferences } from '../platform/preferences';

/** What a body may do, in a few plain sentences and in its own text. */
@Component({
  selector: 't-mandate-in-words',
  imports: [TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    <p>
      {{ 'bodies.remit.' + mandate().remit | transloco }}
      @if (mandate().remit !== 'heard') {
        {{ 'bodies.rule.' + mandate().rule | transloco }}
        {{
          (sectors() ? 'bodies.quorumWith' : 'bodies.quorum')
            | transloco: { count: mandate().quorum, sectors: sectors() }
        }}
      }
      @if (mandate().cadencePerYear; as count) {
        {{ 'bodies.cadence' | transloco: { count } }}
      }
      @if (mandate().termMonths; as count) {
        {{ 'bodies.term' | transloco: { count } }}
      }
    </p>
    @if (mandate().text) {
      <p class="prose">{{ mandate().text }}</p>
    }
  `,
})
export class MandateInWords {
  private readonly preferences = inject(Preferences);
  private readonly transloco = inject(TranslocoService);
  private readonly words = translateSignal('bodies.title');
  readonly mandate =
    input.required<
      Pick<MandateView, 'remit' | 'rule' | 'quorum' | 'requiredSectors' | 'cadencePerYear' | 'termMonths' | 'text'>
    >();
  /** The required sectors as one phrase: "kommunen, en boligorganisation og civilsamfundet". */
  protected readonly sectors = computed(() => {
    this.words(); // read so that the phrase follows the language
    const names = this.mandate().requiredSectors.map((sector) =>
      this.transloco.translate<string>(`bodies.sector.${sector}`),
    );
    return new Intl.ListFormat(this.preferences.language(), { type: 'conjunction' }).format(names);
  });
}
