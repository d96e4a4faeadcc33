import { ChangeDetectionStrategy, Component, computed, input, model, signal } from '@angular/core';
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

/** From this many on, a list of checks can be narrowed. */
const many = 9;

/** `<t-checks legend="…" filter="Find" [choices]="…" [(value)]="keys" />`: any of several; narrowed when they are many. */
@Component({
  selector: 't-checks',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<fieldset class="choices">
    <legend>{{ legend() }}</legend>
    @if (choices().length >= many) {
      <input
        #find
        class="input"
        type="search"
        [placeholder]="filter()"
        [attr.aria-label]="filter()"
        (input)="word.set(find.value)"
      />
    }
    <div class="choice-grid">
      @for (choice of shown(); track choice.value) {
        <label class="choice">
          <input type="checkbox" [checked]="value().includes(choice.value)" (change)="toggle(choice.value)" />
          <span>{{ choice.label }}</span>
        </label>
      }
    </div>
  </fieldset>`,
})
export class Checks {
  readonly legend = input.required<string>();
  readonly filter = input.required<string>();
  readonly choices = input.required<readonly Choice[]>();
  readonly value = model<readonly string[]>([]);
  protected readonly many = many;
  protected readonly word = signal('');
  /** What matches, and always what is chosen. */
  protected readonly shown = computed(() => {
    const word = this.word().trim().toLocaleLowerCase();
    return this.choices().filter(
      (one) => this.value().includes(one.value) || one.label.toLocaleLowerCase().includes(word),
    );
  });

  protected toggle(value: string): void {
    this.value.update((all) => (all.includes(value) ? all.filter((one) => one !== value) : [...all, value]));
  }
}
