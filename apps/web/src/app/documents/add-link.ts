import { ChangeDetectionStrategy, Component, inject, input, output, signal, type TemplateRef } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { DialogRef } from '@angular/cdk/dialog';
import type { DocumentSubject, Narrower } from '@torv/shared/documents';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Dialogs } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';

/** Adds a link by its name and address. */
@Component({
  selector: 't-add-link',
  imports: [Button, Field, Icon, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button tButton="quiet" type="button" (click)="ask(form)">
      <t-icon name="forward" />{{ 'documents.addLink' | transloco }}
    </button>
    <ng-template #form>
      <form class="dialog" novalidate (submit)="add($event)">
        <h2>{{ 'documents.addLink' | transloco }}</h2>
        @if (problem() && !fault('name') && !fault('url')) {
          <t-problem [problem]="problem()" />
        }
        <t-field [label]="'documents.name' | transloco" [error]="fault('name')">
          <input #named tInput maxlength="200" [value]="name()" (input)="name.set(named.value)" />
        </t-field>
        <t-field
          [label]="'documents.url' | transloco"
          [hint]="'documents.urlHint' | transloco"
          [error]="fault('url') ? ('documents.urlWrong' | transloco) : null"
        >
          <input #at tInput type="url" inputmode="url" [value]="url()" (input)="url.set(at.value)" />
        </t-field>
        <div class="cluster">
          <button tButton="primary" type="submit" [busy]="busy()">{{ 'documents.addLink' | transloco }}</button>
          <button tButton="quiet" type="button" (click)="dialog?.close()">{{ 'documents.cancel' | transloco }}</button>
        </div>
      </form>
    </ng-template>
  `,
})
export class AddLink {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly dialogs = inject(Dialogs);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  readonly subjectKind = input.required<DocumentSubject>();
  readonly subjectId = input.required<string>();
  readonly narrower = input.required<Narrower | null>();
  readonly added = output();
  protected readonly name = signal('');
  protected readonly url = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected dialog: DialogRef<unknown, unknown> | null = null;

  protected fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }

  protected ask(form: TemplateRef<unknown>): void {
    this.problem.set(null);
    this.dialog = this.dialogs.open(form, this.transloco.translate('documents.addLink'));
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    try {
      const typed = this.url().trim();
      const link = {
        subjectKind: this.subjectKind(),
        subjectId: this.subjectId(),
        name: this.name(),
        url: /^[\w-]+(\.[\w-]+)+/.test(typed) ? `https://${typed}` : typed,
        ...(this.narrower() ? { narrower: this.narrower() } : {}),
      };
      await this.api.post(this.network.url('documents', 'links'), link, { submission: this.submission });
      this.name.set('');
      this.url.set('');
      this.dialog?.close();
      this.added.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
    this.busy.set(false);
  }
}
