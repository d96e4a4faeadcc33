import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import { problemOf } from '../platform/http/api-problem';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';

/** The step after the password: a code of the app, or a recovery code. */
@Component({
  selector: 't-code-step',
  imports: [Button, Field, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="stack" (submit)="give($event)" novalidate>
      <h1>{{ 'identity.code.title' | transloco }}</h1>
      <p class="soft">{{ (recovery() ? 'identity.code.recoveryLead' : 'identity.code.lead') | transloco }}</p>
      @if (problem() && !fault()) {
        <t-problem [problem]="problem()" />
      }
      @if (recovery()) {
        <t-field [label]="'identity.code.recovery' | transloco" [error]="fault()">
          <input #code tInput name="code" autocomplete="off" autocapitalize="none" spellcheck="false" />
        </t-field>
      } @else {
        <t-field [label]="'identity.code.code' | transloco" [error]="fault()">
          <input #code tInput name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7" />
        </t-field>
      }
      <button tButton="primary" type="submit" [busy]="busy()">{{ 'identity.submit' | transloco }}</button>
      <button tButton="quiet" type="button" (click)="change()">
        {{ (recovery() ? 'identity.code.useApp' : 'identity.code.useRecovery') | transloco }}
      </button>
      <button tButton="quiet" type="button" (click)="back.emit()">{{ 'identity.code.back' | transloco }}</button>
    </form>
  `,
})
export class CodeStep {
  private readonly session = inject(Session);
  /** The secret of the half-done sign-in. */
  readonly pending = input.required<string>();
  readonly done = output<void>();
  /** The way back to the first step, with the reason when it was not asked for. */
  readonly back = output<Problem | void>();
  private readonly code = viewChild.required<ElementRef<HTMLInputElement>>('code');
  protected readonly recovery = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  constructor() {
    afterNextRender(() => this.code().nativeElement.focus());
  }

  protected fault(): string | null {
    return faultAt(this.problem(), 'code');
  }

  protected change(): void {
    this.recovery.update((was) => !was);
    this.problem.set(null);
    setTimeout(() => this.code().nativeElement.focus());
  }

  protected async give(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    const field = this.code().nativeElement;
    try {
      await this.session.signInBy('/api/v1/session/second-factor', { pending: this.pending(), code: field.value });
      this.done.emit();
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'IDENTITY.PENDING_OVER') return this.back.emit(problem);
      this.problem.set(problem);
      field.select();
    } finally {
      this.busy.set(false);
    }
  }
}
