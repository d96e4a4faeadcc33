import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { Icon } from './icon';

export interface Choice<T extends string = string> {
  value: T;
  label: string;
  hint?: string;
}
let count = 0;

/** `<t-choices legend="…" [choices]="stances()" [(value)]="stance" [error]="…" />`: one of a few, each with a sentence. */
@Component({
  selector: 't-choices',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <fieldset class="choices" [attr.aria-describedby]="error() ? name + '-fault' : null">
      <legend>{{ legend() }}</legend>
      @for (choice of choices(); track choice.value) {
        <label class="choice">
          <input type="radio" [name]="name" [checked]="value() === choice.value" (change)="value.set(choice.value)" />
          <span>{{ choice.label }}</span>
          @if (choice.hint) {
            <span class="hint">{{ choice.hint }}</span>
          }
        </label>
      }
      @if (error()) {
        <p class="fault" [id]="name + '-fault'"><t-icon name="reserve" [size]="16" />{{ error() }}</p>
      }
    </fieldset>
  `,
})
export class Choices<T extends string> {
  readonly legend = input.required<string>();
  readonly choices = input.required<readonly Choice<T>[]>();
  readonly value = model<T | null>(null);
  readonly error = input<string | null>();
  protected readonly name = `choices-${++count}`;
}

/** `<t-segments label="Vis" [choices]="…" [(value)]="when" />`: two to four short words, one of them chosen. */
@Component({
  selector: 't-segments',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="segments" role="radiogroup" [attr.aria-label]="label()">
      @for (choice of choices(); track choice.value) {
        <label class="segment">
          <input
            class="visually-hidden"
            type="radio"
            [name]="name"
            [checked]="value() === choice.value"
            (change)="value.set(choice.value)"
          />{{ choice.label }}
        </label>
      }
    </div>
  `,
})
export class Segments<T extends string> {
  readonly label = input.required<string>();
  readonly choices = input.required<readonly Choice<T>[]>();
  readonly value = model.required<T>();
  protected readonly name = `segments-${++count}`;
}

/** `<t-check label="Indkald med det samme" [(value)]="call" />`. */
@Component({
  selector: 't-check',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<label class="choice">
    <input type="checkbox" [checked]="value()" (change)="value.set(!value())" />
    <span>{{ label() }}</span>
    @if (hint()) {
      <span class="hint">{{ hint() }}</span>
    }
  </label>`,
})
export class Check {
  readonly label = input.required<string>();
  readonly hint = input<string>();
  readonly value = model(false);
}
