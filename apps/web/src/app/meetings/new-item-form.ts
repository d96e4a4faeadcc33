import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { ItemKind, NewItem } from '@torv/shared/meetings';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';

const usual: Record<ItemKind, number> = { information: 10, discussion: 20, decision: 15 };

/** One line to add an item to an agenda: its title, its kind, its minutes. */
@Component({
  selector: 't-new-item-form',
  imports: [Button, Field, Icon, Input, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="item-form" (submit)="add($event)" novalidate>
      <t-field [label]="'meetings.item.title' | transloco" [error]="fault()">
        <input #line tInput maxlength="200" [value]="title()" (input)="title.set(line.value)" />
      </t-field>
      <t-field [label]="'meetings.item.kind' | transloco">
        <select #choice tInput (change)="take(choice.value)">
          @for (one of kinds; track one) {
            <option [value]="one" [selected]="one === kind()">{{ 'meetings.kind.' + one | transloco }}</option>
          }
        </select>
      </t-field>
      <t-field [label]="'meetings.item.minutes' | transloco">
        <input
          #time
          tInput
          type="number"
          inputmode="numeric"
          min="1"
          max="480"
          [value]="minutes()"
          (input)="minutes.set(time.valueAsNumber)"
        />
      </t-field>
      <button tButton type="submit" [busy]="busy()"><t-icon name="add" />{{ 'meetings.item.add' | transloco }}</button>
    </form>
  `,
})
export class NewItemForm {
  private readonly transloco = inject(TranslocoService);
  readonly busy = input(false);
  /** Takes the item; false: it was refused, and what was written stays. */
  readonly taking = input.required<(item: NewItem) => boolean | Promise<boolean>>();
  private readonly line = viewChild.required<ElementRef<HTMLInputElement>>('line');

  protected readonly kinds: readonly ItemKind[] = ['information', 'discussion', 'decision'];
  protected readonly title = signal('');
  protected readonly kind = signal<ItemKind>('discussion');
  protected readonly minutes = signal(usual.discussion);
  private readonly tried = signal(false);
  protected readonly fault = computed(() =>
    this.tried() && this.title().trim() === '' ? this.transloco.translate<string>('meetings.item.titleMissing') : null,
  );

  /** A kind brings its usual minutes, unless other minutes were written. */
  protected take(kind: string): void {
    if (this.minutes() === usual[this.kind()]) this.minutes.set(usual[kind as ItemKind]);
    this.kind.set(kind as ItemKind);
  }

  /** What is written but not added yet, or null. */
  pending(): NewItem | null {
    const title = this.title().trim();
    if (title === '') return null;
    const minutes = Number.isInteger(this.minutes()) ? Math.min(480, Math.max(1, this.minutes())) : usual[this.kind()];
    return { title, kind: this.kind(), minutes };
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const item = this.pending();
    if (this.busy()) return;
    this.line().nativeElement.focus();
    if (!item || !(await this.taking()(item))) return;
    this.tried.set(false);
    // What was written while it was on its way is the next item's.
    if (this.title().trim() === item.title) this.title.set('');
  }
}
