import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SeatRole } from '@torv/shared/bodies';
import type { Problem } from '@torv/shared/kernel';
import { Check } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt } from '../ui/notice';

export interface SeatTyped {
  role: SeatRole;
  voting: boolean;
  /** The last day that the organisation has it; empty: no end. */
  until: string;
}

const roles: readonly SeatRole[] = ['chair', 'vice-chair', 'member', 'secretary', 'observer'];
/** A secretary serves a body and an observer watches it; neither votes. */
export const mayVote = (role: SeatRole): boolean => role !== 'secretary' && role !== 'observer';

/** What a seat is: role, vote, and until when the organisation has it. */
@Component({
  selector: 't-seat-fields',
  imports: [Check, Field, Input, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  template: `
    <t-field [label]="'bodies.roleOf' | transloco" [error]="fault('role')">
      <select #role tInput (change)="choose($any(role.value))">
        @for (one of roles; track one) {
          <option [value]="one" [selected]="one === typed().role">{{ 'bodies.role.' + one | transloco }}</option>
        }
      </select>
    </t-field>
    @if (mayVote(typed().role)) {
      <t-check [label]="'bodies.votes' | transloco" [value]="typed().voting" (valueChange)="set({ voting: $event })" />
    }
    <t-field [label]="'bodies.heldUntil' | transloco" [hint]="'bodies.noEnd' | transloco" [error]="fault(untilAt())">
      <input #end tInput type="date" [value]="typed().until" (input)="set({ until: end.value })" />
    </t-field>
  `,
})
export class SeatFields {
  readonly typed = model.required<SeatTyped>();
  readonly problem = input<Problem | null>(null);
  /** What the request calls the last day. */
  readonly untilAt = input('until');
  protected readonly roles = roles;
  protected readonly mayVote = mayVote;

  protected choose(role: SeatRole): void {
    this.set({ role, voting: mayVote(role) });
  }
  protected set(change: Partial<SeatTyped>): void {
    this.typed.update((typed) => ({ ...typed, ...change }));
  }
  protected fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }
}
