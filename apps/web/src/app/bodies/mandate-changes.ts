import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { translateSignal, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { changedFields, changedWords, type MandateField, type MandateView } from '@torv/shared/bodies';
import { Preferences } from '../platform/preferences';

/** What a version changes against the one before: field by field, and in the text word by word. */
@Component({
  selector: 't-mandate-changes',
  imports: [TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    @if (fields().length > 0 || textDiffers()) {
      <p class="soft small">{{ 'bodies.changesFrom' | transloco: { version: before().version } }}</p>
      <dl class="facts">
        @for (one of fields(); track one.field) {
          <div>
            <dt>{{ 'bodies.mandateField.' + one.field | transloco }}</dt>
            <dd>
              <del
                ><span class="visually-hidden">{{ 'bodies.was' | transloco }}: </span>{{ one.before }}</del
              >
              <ins
                ><span class="visually-hidden">{{ 'bodies.is' | transloco }}: </span>{{ one.after }}</ins
              >
            </dd>
          </div>
        }
        @if (textDiffers()) {
          <div>
            <dt>{{ 'bodies.mandateField.text' | transloco }}</dt>
            <dd class="prose small">
              @for (run of words(); track $index) {
                @if (run.as === 'removed') {
                  <del
                    ><span class="visually-hidden">{{ 'bodies.removedWords' | transloco }}: </span>{{ run.text }}</del
                  >{{ run.space }}
                } @else if (run.as === 'added') {
                  <ins
                    ><span class="visually-hidden">{{ 'bodies.addedWords' | transloco }}: </span>{{ run.text }}</ins
                  >{{ run.space }}
                } @else {
                  <span>{{ run.text }}{{ run.space }}</span>
                }
              }
            </dd>
          </div>
        }
      </dl>
    } @else {
      <p class="soft small">{{ 'bodies.changesNone' | transloco: { version: before().version } }}</p>
    }
  `,
})
export class MandateChanges {
  private readonly preferences = inject(Preferences);
  private readonly transloco = inject(TranslocoService);
  private readonly language = translateSignal('bodies.title');
  readonly before = input.required<MandateView>();
  readonly after = input.required<MandateView>();

  private readonly changed = computed(() => changedFields(this.before(), this.after()));
  protected readonly textDiffers = computed(() => this.changed().includes('text'));
  protected readonly words = computed(() =>
    changedWords(this.before().text ?? '', this.after().text ?? '').map(({ as, text }) => ({
      as,
      text: text.trimEnd(),
      // What stands between two words is neither removed nor added.
      space: text.slice(text.trimEnd().length),
    })),
  );
  protected readonly fields = computed(() => {
    this.language(); // read so that the words follow the language
    return this.changed()
      .filter((field) => field !== 'text')
      .map((field) => ({ field, before: this.said(this.before(), field), after: this.said(this.after(), field) }));
  });

  private said(mandate: MandateView, field: MandateField): string {
    const say = (key: string) => this.transloco.translate<string>(`bodies.${key}`);
    switch (field) {
      case 'remit':
        return say(`remitShort.${mandate.remit}`);
      case 'rule':
        return say(`ruleShort.${mandate.rule}`);
      case 'requiredSectors': {
        const names = mandate.requiredSectors.map((sector) => say(`sector.${sector}`));
        const all = new Intl.ListFormat(this.preferences.language(), { type: 'conjunction' }).format(names);
        return all || say('unsaid');
      }
      default:
        return String(mandate[field] ?? say('unsaid'));
    }
  }
}
