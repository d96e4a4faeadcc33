import { ChangeDetectionStrategy, Component, computed, inject, input, model, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { ChangeKind, ChangeOfEarlier, DecisionPage, DecisionView } from '@torv/shared/decisions';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Choices } from '../ui/choices';
import { Field, Input } from '../ui/field';

const kinds = ['confirms', 'amends', 'supersedes', 'revokes'] as const satisfies readonly ChangeKind[];

/** Which earlier decision of the body this one confirms, amends, supersedes or revokes, if any. */
@Component({
  selector: 't-changes-earlier',
  imports: [Choices, Field, Input, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (earlier(); as it) {
      <t-choices
        class="dense"
        [legend]="'decisions.chain.again' | transloco: { number: it.number }"
        [choices]="choices()"
        [value]="kind()"
        (valueChange)="choose($event)"
        [error]="error()"
      />
    } @else {
      <t-field
        [label]="'decisions.chain.which' | transloco"
        [hint]="'decisions.chain.whichHint' | transloco"
        [error]="error()"
      >
        <select #which tInput (change)="number.set(which.value); tell()">
          <option value="">{{ 'decisions.chain.none' | transloco }}</option>
          @for (one of standing(); track one.id) {
            <option [value]="one.number" [selected]="one.number === number()">{{ one.number }}: {{ one.title }}</option>
          }
        </select>
      </t-field>
      @if (number()) {
        <t-choices
          class="dense"
          [legend]="'decisions.chain.how' | transloco"
          [choices]="choices()"
          [value]="kind()"
          (valueChange)="choose($event)"
        />
      }
    }`,
})
export class ChangesEarlier {
  private readonly transloco = inject(TranslocoService);
  private readonly network = inject(Network);
  /** The body's key. */
  readonly body = input.required<string>();
  /** The decision that stands on the item to be looked at again. */
  readonly earlier = input<DecisionView | null>(null);
  readonly error = input<string | null>(null);
  readonly changes = model<ChangeOfEarlier | null>(null);
  protected readonly kind = signal<ChangeKind>('confirms');
  protected readonly number = signal('');
  private readonly source = liveResource<DecisionPage>(
    () =>
      this.earlier()
        ? undefined
        : `${this.network.url('decisions')}?body=${this.body()}&outcome=adopted&superseded=no&limit=100`,
    ['decisions.recorded'],
  );
  protected readonly standing = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly choices = computed(() =>
    kinds.map((value) => ({ value, label: this.transloco.translate<string>(`decisions.chain.kind.${value}`) })),
  );

  protected choose(kind: ChangeKind | null): void {
    if (kind) this.kind.set(kind);
    this.tell();
  }

  protected tell(): void {
    const number = this.earlier()?.number ?? this.number();
    this.changes.set(number ? { kind: this.kind(), number } : null);
  }
}
