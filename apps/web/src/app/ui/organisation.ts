import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** `<t-organisation [name]="o.name" [swatch]="o.swatch" />`: the colour stands only on the swatch (0–11). */
@Component({
  selector: 't-organisation',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'organisation' },
  template: `<i [class]="'swatch s' + swatch()" aria-hidden="true"></i><span>{{ name() }}</span>`,
})
export class Organisation {
  readonly name = input.required<string>();
  readonly swatch = input(11);
}

/** `<t-person [name]="…" role="Formand" [organisation]="…" [swatch]="0" />`: a line, no picture. */
@Component({
  selector: 't-person',
  imports: [Organisation],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'cluster' },
  template: `<strong>{{ name() }}</strong>
    @if (role()) {
      <span class="soft small">{{ role() }}</span>
    }
    @if (organisation(); as it) {
      <t-organisation class="small" [name]="it" [swatch]="swatch()" />
    }`,
})
export class Person {
  readonly name = input.required<string>();
  readonly role = input<string>();
  readonly organisation = input<string>();
  readonly swatch = input(11);
}
