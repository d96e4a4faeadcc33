import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { translateSignal, TranslocoService } from '@jsverse/transloco';
import type { Happening } from '@torv/shared/overview';

/**
 * One happening as a sentence: "Aalborg Kommune har taget stilling til …"; `brief` where the thing's title already
 * stands above it: "Aalborg Kommune tiltræder med forbehold".
 */
@Component({
  selector: 't-happening-sentence',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `{{ sentence() }}`,
})
export class HappeningSentence {
  readonly happening = input.required<Happening>();
  readonly brief = input(false);
  private readonly transloco = inject(TranslocoService);
  private readonly reader = translateSignal('happening.someone');

  protected readonly sentence = computed(() => {
    const it = this.happening();
    const someone = this.reader(); // read so that the sentence follows the language
    const kind = it.kind.replace('.', '-');
    const who = it.organisation?.name ?? it.by ?? someone;
    const words = { who, what: it.subject.title, word: it.word ?? '' };
    const section = this.brief() ? 'inBrief' : 'happening';
    const said = this.transloco.translate<string>(`${section}.${kind}`, words);
    return said === `${section}.${kind}` ? this.transloco.translate<string>(`${section}.other`, words) : said;
  });
}
