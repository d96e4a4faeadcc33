import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/**
 * `<button tButton="primary" [busy]="saving()">Gem</button>`, `<a tButton routerLink="…">…</a>`. A busy button stays
 * focusable, says that it is busy, and swallows further presses.
 */
@Component({
  selector: 'button[tButton], a[tButton]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    class: 'button',
    '[class.primary]': "tButton() === 'primary'",
    '[class.quiet]': "tButton() === 'quiet'",
    '[attr.aria-disabled]': 'busy() ? true : null',
    '[attr.aria-busy]': 'busy() ? true : null',
    '(click)': 'press($event)',
  },
  template: `@if (busy()) {
      <span class="spinner" aria-hidden="true"></span>
    }
    <ng-content />`,
})
export class Button {
  readonly tButton = input<'primary' | 'secondary' | 'quiet' | ''>('secondary');
  readonly busy = input(false);

  protected press(event: Event): void {
    if (!this.busy()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
