import { ChangeDetectionStrategy, Component, computed, Directive, inject, input } from '@angular/core';
import { Icon } from './icon';

let count = 0;

/** `<t-field label="Titel" hint="…" [error]="…"><input tInput /></t-field>`: label, hint and fault tied to the input. */
@Component({
  selector: 't-field',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'field' },
  template: `
    <label [attr.for]="id">{{ label() }}</label>
    @if (hint()) {
      <span class="hint" [id]="id + '-hint'">{{ hint() }}</span>
    }
    <ng-content />
    @if (error()) {
      <span class="fault" [id]="id + '-fault'"><t-icon name="reserve" [size]="16" />{{ error() }}</span>
    }
  `,
})
export class Field {
  readonly label = input.required<string>();
  readonly hint = input<string>();
  readonly error = input<string | null>();
  readonly id = `field-${++count}`;
  readonly describedBy = computed(() => {
    const ids = [this.hint() && `${this.id}-hint`, this.error() && `${this.id}-fault`].filter(Boolean);
    return ids.length > 0 ? ids.join(' ') : null;
  });
}

/** The control inside a `t-field`: input (text, date, time, number …), textarea or select. */
@Directive({
  selector: 'input[tInput], textarea[tInput], select[tInput]',
  host: {
    class: 'input',
    '[attr.id]': 'field?.id',
    '[attr.aria-describedby]': 'field?.describedBy()',
    '[attr.aria-invalid]': 'field?.error() ? true : null',
  },
})
export class Input {
  protected readonly field = inject(Field, { optional: true });
}
