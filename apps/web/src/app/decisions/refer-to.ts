import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { BodyPage } from '@torv/shared/bodies';
import { Network } from '../platform/network';
import { Field, Input } from '../ui/field';

/** `<t-refer-to [from]="body.id" [(value)]="…" />`: the body that something is referred to, or one outside the network. */
@Component({
  selector: 't-refer-to',
  imports: [Field, Input, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<t-field
    [label]="'decisions.referTo' | transloco"
    [hint]="'decisions.referToHint' | transloco"
    [error]="error()"
  >
    <select #chosen tInput (change)="value.set(chosen.value)">
      <option value="" [selected]="value() === ''">{{ 'decisions.referOutside' | transloco }}</option>
      @for (one of bodies(); track one.id) {
        <option [value]="one.key" [selected]="one.key === value()">{{ one.name }}</option>
      }
    </select>
  </t-field>`,
})
export class ReferTo {
  private readonly network = inject(Network);
  readonly from = input.required<string>();
  readonly error = input<string | null>(null);
  readonly value = model('');
  private readonly source = httpResource<BodyPage>(() => this.network.url('bodies?limit=100'));
  protected readonly bodies = computed(() =>
    (this.source.hasValue() ? this.source.value().items : []).filter((one) => one.id !== this.from()),
  );
}
