import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** `<t-marked [text]="snippet" />`: text in which what was searched for is marked (between U+0002 and U+0003). */
@Component({
  selector: 't-marked',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@for (part of parts(); track $index) {
    @if (part.hit) {
      <mark>{{ part.text }}</mark>
    } @else {
      <span>{{ part.text }}</span>
    }
  }`,
})
export class Marked {
  readonly text = input.required<string>();
  protected readonly parts = computed(() =>
    this.text()
      .split('\u0002')
      .flatMap((piece, n) => {
        if (n === 0) return [{ hit: false, text: piece }];
        const [hit, ...rest] = piece.split('\u0003');
        return [
          { hit: true, text: hit! },
          { hit: false, text: rest.join('') },
        ];
      })
      .filter((part) => part.text !== ''),
  );
}
