import { ChangeDetectionStrategy, Component, inject, input, output, signal, type TemplateRef } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { DialogRef } from '@angular/cdk/dialog';
import type { Problem } from '@torv/shared/kernel';
import type { ProposalView } from '@torv/shared/proposals';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Dialogs } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';

/** Takes a proposal back, with a reason that stays with it. */
@Component({
  selector: 't-withdraw-proposal',
  imports: [Button, Field, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button tButton="quiet" type="button" (click)="ask(form)">{{ 'proposals.withdraw' | transloco }}</button>
    <ng-template #form>
      <form class="dialog" novalidate (submit)="withdraw($event)">
        <h2>{{ 'proposals.withdrawTitle' | transloco }}</h2>
        <p class="soft">{{ 'proposals.withdrawWhat.' + proposal().state | transloco }}</p>
        @if (problem() && !fault()) {
          <t-problem [problem]="problem()" />
        }
        <t-field [label]="'proposals.reason' | transloco" [error]="fault()">
          <textarea #typed tInput rows="3" [value]="reason()" (input)="reason.set(typed.value)"></textarea>
        </t-field>
        <div class="cluster">
          <button tButton="primary" type="submit" [busy]="busy()">{{ 'proposals.withdraw' | transloco }}</button>
          <button tButton="quiet" type="button" (click)="close()">{{ 'proposals.cancel' | transloco }}</button>
        </div>
      </form>
    </ng-template>
  `,
})
export class WithdrawProposal {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  readonly proposal = input.required<ProposalView>();
  readonly withdrawn = output<ProposalView>();
  protected readonly reason = signal('');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  private dialog: DialogRef<unknown, unknown> | null = null;

  protected fault(): string | null {
    return faultAt(this.problem(), 'reason');
  }
  protected ask(form: TemplateRef<unknown>): void {
    this.problem.set(null);
    this.dialog = this.dialogs.open(form, this.transloco.translate('proposals.withdrawTitle'));
  }
  protected close(): void {
    this.dialog?.close();
  }

  protected async withdraw(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const reason = this.reason().trim();
    if (!reason) {
      const message = this.transloco.translate<string>('proposals.missing.reason');
      const plain = { type: 'about:blank', title: 'Incomplete', status: 422, code: 'PROPOSALS.INCOMPLETE' };
      this.problem.set({ ...plain, detail: message, errors: [{ path: 'reason', message }] });
      return (event.target as HTMLElement).querySelector('textarea')?.focus();
    }
    this.busy.set(true);
    try {
      const url = this.network.url('proposals', this.proposal().id, 'withdrawal');
      const after = await this.api.post<ProposalView>(url, { reason }, { version: this.proposal().version });
      this.close();
      this.toasts.say(this.transloco.translate('proposals.withdrawn'));
      this.withdrawn.emit(after);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
