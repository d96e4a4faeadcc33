import type { DialogRef } from '@angular/cdk/dialog';
import { inject, signal, type TemplateRef } from '@angular/core';
import type { Problem } from '@torv/shared/kernel';
import { problemOf } from '../platform/http/api-problem';
import { Dialogs } from '../ui/dialog';
import { faultAt } from '../ui/notice';
import { BodyOnScreen } from './body-on-screen';

/** A form in a dialog: what was refused, whether it is being sent, and that it closes when it is done. Made in a field. */
export class DialogForm {
  private readonly dialogs = inject(Dialogs);
  private readonly screen = inject(BodyOnScreen, { optional: true });
  private dialog: DialogRef<unknown, unknown> | null = null;
  readonly problem = signal<Problem | null>(null);
  readonly busy = signal(false);

  open(form: TemplateRef<unknown>, label: string): void {
    this.problem.set(null);
    this.dialog = this.dialogs.open(form, label);
  }

  close(): void {
    this.dialog?.close();
  }

  fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }

  /** Does it once, and closes; what is refused stays on the form. */
  async send(event: Event, act: () => Promise<void>): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await act();
      this.close();
      this.screen?.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
