import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
} from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { CommitmentKind, InitiativeView } from '@torv/shared/initiatives';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { today } from '../platform/i18n/today';
import { readAmount } from './read-amount';
import { usualPeriod } from './what-is-missing';

/** Gives an organisation's commitment: what, how much, and how long. */
@Component({
  selector: 't-give-commitment',
  imports: [Button, Field, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<form class="panel stack" novalidate (submit)="give($event)">
    <h3>{{ 'initiatives.giveTitle' | transloco }}</h3>
    @if (problem(); as it) {
      @if (!it.errors?.length) {
        <t-problem [problem]="it" />
      }
    }
    @if (organisations().length > 1) {
      <t-field [label]="'initiatives.giver' | transloco" [error]="fault('organisation')">
        <select #giver tInput (change)="organisation.set(giver.value)">
          @for (one of organisations(); track one.id) {
            <option [value]="one.key">{{ one.name }}</option>
          }
        </select>
      </t-field>
    } @else {
      <p>
        <strong>{{ organisations()[0]?.name }}</strong>
      </p>
    }
    <div class="fields">
      <t-field [label]="'initiatives.what' | transloco" [error]="fault('kind')">
        <select #what tInput (change)="choose(what.value)">
          @for (one of kinds; track one) {
            <option [value]="one" [selected]="one === kind()">{{ 'initiatives.commits.' + one | transloco }}</option>
          }
        </select>
      </t-field>
      @if (kind() !== 'knowledge') {
        <t-field [label]="'initiatives.howMuch.' + kind() | transloco" [error]="fault('amount')">
          <input #much tInput inputmode="decimal" [value]="amount()" (input)="amount.set(much.value)" />
        </t-field>
      }
      <t-field [label]="'initiatives.from' | transloco" [error]="fault('from')">
        <input #start tInput type="date" [value]="from()" (input)="from.set(start.value)" />
      </t-field>
      <t-field [label]="'initiatives.until' | transloco" [error]="fault('until')">
        <input #end tInput type="date" [value]="until()" (input)="until.set(end.value)" />
      </t-field>
    </div>
    <t-field
      [label]="'initiatives.note' | transloco"
      [hint]="'initiatives.noteHint' | transloco"
      [error]="fault('note')"
    >
      <input #said tInput maxlength="200" [value]="note()" (input)="note.set(said.value)" />
    </t-field>
    <div class="cluster">
      <button tButton="primary" type="submit" [busy]="busy()">{{ 'initiatives.give' | transloco }}</button>
      <button tButton="quiet" type="button" (click)="closed.emit()">{{ 'initiatives.cancel' | transloco }}</button>
    </div>
  </form>`,
})
export class GiveCommitment {
  private readonly api = inject(Api);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private readonly network = inject(Network);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  private readonly usual = usualPeriod(today(this.network.timezone()));
  readonly initiative = input.required<InitiativeView>();
  readonly organisations = input.required<readonly { id: string; key: string; name: string }[]>();
  readonly given = output<{ after: InitiativeView; said: string }>();
  readonly closed = output();

  protected readonly kinds: readonly CommitmentKind[] = ['staff-hours', 'money', 'rooms', 'knowledge', 'jobs'];
  protected readonly organisation = signal<string | null>(null);
  protected readonly kind = signal<CommitmentKind>('staff-hours');
  protected readonly amount = signal('');
  protected readonly note = signal('');
  protected readonly from = signal(this.usual.from);
  protected readonly until = signal(this.usual.until);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);

  protected choose(kind: string): void {
    this.kind.set(kind as CommitmentKind);
  }
  protected fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }

  protected async give(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const amount = this.kind() === 'knowledge' ? undefined : readAmount(this.amount());
    const errors = this.whatIsWrong(amount);
    if (errors.length > 0) {
      const plain = { type: 'about:blank', title: 'Incomplete', status: 422, code: 'INITIATIVES.INCOMPLETE' };
      return this.refuse({ ...plain, detail: errors[0]!.message, errors });
    }
    this.busy.set(true);
    const it = this.initiative();
    const key = this.organisation() ?? this.organisations()[0]!.key;
    const commitment = {
      organisation: key,
      kind: this.kind(),
      ...(amount === undefined ? {} : { amount }),
      ...(this.note().trim() ? { note: this.note().trim() } : {}),
      from: this.from(),
      until: this.until(),
    };
    try {
      const url = this.network.url('initiatives', it.key, 'commitments');
      const change = { version: it.version, submission: this.submission };
      const after = await this.api.post<InitiativeView>(url, commitment, change);
      const organisation = this.organisations().find((one) => one.key === key)?.name ?? '';
      this.given.emit({ after, said: this.transloco.translate('initiatives.wasGiven', { organisation }) });
    } catch (error) {
      this.refuse(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private whatIsWrong(amount: number | undefined): { path: string; message: string }[] {
    const wrong: string[] = [];
    if (this.kind() !== 'knowledge' && !(amount !== undefined && amount > 0)) wrong.push('amount');
    if (!this.from()) wrong.push('from');
    if (!this.until() || this.until() < this.from()) wrong.push('until');
    return wrong.map((path) => ({ path, message: this.transloco.translate(`initiatives.incomplete.${path}`) }));
  }

  private refuse(problem: Problem): void {
    this.problem.set(problem);
    afterNextRender(
      () => {
        const at = this.host.nativeElement.querySelector<HTMLElement>('[aria-invalid=true], .notice');
        if (at?.matches('.notice')) at.tabIndex = -1;
        at?.focus();
      },
      { injector: this.injector },
    );
  }
}
