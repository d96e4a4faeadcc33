import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { translateSignal, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { NewMandate } from '@torv/shared/bodies';
import type { Problem } from '@torv/shared/kernel';
import { Checks, Segments } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt } from '../ui/notice';
import { sectorsInOrder } from './sectors';

const rules = [
  'consent',
  'unanimity',
  'simple-majority',
  'qualified-majority',
  'sector-majority',
  'chair',
] as const satisfies NewMandate['rule'][];

/** The fields of a mandate, in the order in which it is read. */
@Component({
  selector: 't-mandate-fields',
  imports: [Checks, Field, Input, Segments, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  template: `
    <div class="stack tight">
      <span class="label" aria-hidden="true">{{ 'bodies.mandateField.remit' | transloco }}</span>
      <t-segments
        [label]="'bodies.mandateField.remit' | transloco"
        [choices]="remits()"
        [value]="mandate().remit"
        (valueChange)="set({ remit: $event })"
      />
    </div>
    @if (mandate().remit !== 'heard') {
      <t-field [label]="'bodies.mandateField.rule' | transloco">
        <select #rule tInput (change)="set({ rule: $any(rule.value) })">
          @for (one of rules; track one) {
            <option [value]="one" [selected]="one === mandate().rule">{{ 'bodies.rule.' + one | transloco }}</option>
          }
        </select>
      </t-field>
    }
    <t-field [label]="'bodies.mandateField.quorum' | transloco" [error]="tooHigh() ?? fault('quorum')">
      <input
        #quorum
        tInput
        class="short"
        type="number"
        inputmode="numeric"
        min="0"
        max="100"
        [value]="mandate().quorum"
        (input)="set({ quorum: number(quorum.value) ?? 0 })"
      />
    </t-field>
    <t-checks
      [legend]="'bodies.mandateField.requiredSectors' | transloco"
      [filter]="'bodies.new.find' | transloco"
      [choices]="sectors()"
      [value]="mandate().requiredSectors"
      (valueChange)="set({ requiredSectors: $any($event) })"
    />
    <div class="beside">
      <t-field [label]="'bodies.mandateField.cadencePerYear' | transloco" [error]="fault('cadencePerYear')">
        <input
          #cadence
          tInput
          type="number"
          inputmode="numeric"
          min="1"
          max="52"
          [value]="mandate().cadencePerYear ?? ''"
          (input)="set({ cadencePerYear: number(cadence.value) })"
        />
      </t-field>
      <t-field [label]="'bodies.mandateField.termMonths' | transloco" [error]="fault('termMonths')">
        <input
          #term
          tInput
          type="number"
          inputmode="numeric"
          min="1"
          max="120"
          [value]="mandate().termMonths ?? ''"
          (input)="set({ termMonths: number(term.value) })"
        />
      </t-field>
    </div>
    <t-field
      [label]="'bodies.mandateField.text' | transloco"
      [hint]="'bodies.mandateTextHint' | transloco"
      [error]="fault('text')"
    >
      <textarea
        #text
        tInput
        rows="6"
        [value]="mandate().text ?? ''"
        (input)="set({ text: text.value.trim() === '' ? null : text.value })"
      ></textarea>
    </t-field>
  `,
})
export class MandateFields {
  private readonly transloco = inject(TranslocoService);
  private readonly language = translateSignal('bodies.title');
  readonly mandate = model.required<NewMandate>();
  /** Organisations with a vote; null when it is not known here. */
  readonly voting = input<number | null>(null);
  readonly problem = input<Problem | null>(null);
  /** Where the mandate stands in the request. */
  readonly path = input('');
  protected readonly rules = rules;
  protected readonly remits = computed(() =>
    (['decides', 'recommends', 'heard'] as const).map((value) => ({ value, label: this.say(`remitShort.${value}`) })),
  );
  protected readonly sectors = computed(() =>
    sectorsInOrder.map((value) => ({ value, label: this.say(`sectorName.${value}`) })),
  );
  protected readonly tooHigh = computed(() => {
    const voting = this.voting();
    if (voting === null || this.mandate().quorum <= voting) return null;
    return this.transloco.translate<string>('bodies.new.quorumTooHigh', { count: voting });
  });

  protected set(change: Partial<NewMandate>): void {
    this.mandate.update((mandate) => ({ ...mandate, ...change }));
  }
  protected number(written: string): number | null {
    const number = Number.parseInt(written, 10);
    return Number.isNaN(number) ? null : number;
  }
  protected fault(field: string): string | null {
    return faultAt(this.problem(), this.path() + field);
  }
  private say(key: string): string {
    this.language(); // read so that the words follow the language
    return this.transloco.translate<string>(`bodies.${key}`);
  }
}
