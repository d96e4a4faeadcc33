import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ProposalVersion } from '@torv/shared/proposals';
import { wordsChanged } from './words-changed';

/** Two versions of a proposal beside each other, word by word: what went is struck out, what came is marked. */
@Component({
  selector: 't-changed-words',
  imports: [TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<dl class="stack tight">
    @for (one of changed(); track one.field) {
      <div>
        <dt class="soft small">{{ 'proposals.field.' + one.field | transloco }}</dt>
        <dd class="prose">
          @for (part of one.stretches; track $index) {
            @switch (part.kind) {
              @case ('went') {
                <del>{{ part.words }}</del>
              }
              @case ('came') {
                <ins>{{ part.words }}</ins>
              }
              @default {
                <span>{{ part.words }}</span>
              }
            }
          }
        </dd>
      </div>
    }
  </dl>`,
  styles: `
    dd {
      margin: 0;
    }
  `,
})
export class ChangedWords {
  readonly before = input.required<Pick<ProposalVersion, 'title' | 'text' | 'background'>>();
  readonly after = input.required<Pick<ProposalVersion, 'title' | 'text' | 'background'>>();
  protected readonly changed = computed(() => wordsChanged(this.before(), this.after()));
}
