import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { translateSignal, TranslocoService } from '@jsverse/transloco';
import type { Happening } from '@torv/shared/overview';

/** One happening as a sentence: "Aalborg Kommune har taget stilling til …". */
@Component({
  selector: 't-happening-sentence',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `{{ sentence() }}`,
})
export class HappeningSentence {
  readonly happening = input.required<Happening>();
  private readonly transloco = inject(TranslocoService);
  private readonly reader = translateSignal('happening.someone');

  protected readonly sentence = computed(() => {
    const it = this.happening();
    const someone = this.reader(); // read so that the sentence follows the language
    const key = `happening.${it.kind.replace('.', '-')}`;
    const words = { who: it.organisation?.name ?? it.by ?? someone, what: it.subject.title, word: it.word ?? '' };
    const said = this.transloco.translate<string>(key, words);
    return said === key ? this.transloco.translate<string>('happening.other', words) : said;
  });
}
