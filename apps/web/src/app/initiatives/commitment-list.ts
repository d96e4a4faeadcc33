import type { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, input, output, signal, type TemplateRef } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { CommitmentView, InitiativeView } from '@torv/shared/initiatives';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Dialogs } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Empty } from '../ui/surfaces';
import { today } from '../platform/i18n/today';
import { whatAWithdrawalDoes } from './what-is-missing';

/** What each partner promised, kept also when it was taken back; and taking back one's own. */
@Component({
  selector: 't-commitment-list',
  imports: [Badge, Button, Empty, Field, Input, Organisation, ProblemNotice, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './commitment-list.html',
})
export class CommitmentList {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly dialogs = inject(Dialogs);
  private readonly transloco = inject(TranslocoService);
  readonly initiative = input.required<InitiativeView>();
  readonly withdrawn = output<{ after: InitiativeView; said: string }>();
  protected readonly reason = signal('');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  private dialog: DialogRef<unknown, unknown> | null = null;

  protected mayWithdraw(one: CommitmentView): boolean {
    return !one.withdrawn && this.initiative().mayCommitFor.includes(one.organisation.key);
  }
  protected past(one: CommitmentView): boolean {
    return one.until < today(this.network.timezone());
  }
  protected follows(one: CommitmentView): string {
    return whatAWithdrawalDoes(this.initiative(), one.id, today(this.network.timezone()));
  }
  protected fault(): string | null {
    return faultAt(this.problem(), 'reason');
  }
  protected ask(form: TemplateRef<unknown>): void {
    this.problem.set(null);
    this.dialog = this.dialogs.open(form, this.transloco.translate('initiatives.withdrawTitle'));
  }
  protected close(): void {
    this.dialog?.close();
  }

  protected async withdraw(event: Event, one: CommitmentView): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const reason = this.reason().trim();
    if (!reason) {
      const message = this.transloco.translate<string>('initiatives.incomplete.reason');
      const plain = { type: 'about:blank', title: 'Incomplete', status: 422, code: 'INITIATIVES.INCOMPLETE' };
      this.problem.set({ ...plain, detail: message, errors: [{ path: 'reason', message }] });
      return (event.target as HTMLElement).querySelector('textarea')?.focus();
    }
    this.busy.set(true);
    try {
      const it = this.initiative();
      const url = this.network.url('initiatives', it.key, 'commitments', one.id, 'withdrawal');
      const after = await this.api.post<InitiativeView>(url, { reason }, { version: it.version });
      this.close();
      this.reason.set('');
      const paused = it.state === 'active' && after.state === 'paused';
      const said = this.transloco.translate<string>(paused ? 'initiatives.wasPaused' : 'initiatives.wasWithdrawn');
      this.withdrawn.emit({ after, said });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
