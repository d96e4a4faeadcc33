import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { DialogRef } from '@angular/cdk/dialog';
import type { DocumentList, DocumentSubject, DocumentView, Narrower } from '@torv/shared/documents';
import type { Problem, Visibility } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Dialogs } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { AddLink } from './add-link';
import { sendFile } from './send-file';
import { weightOf } from './weight-of';

const grades: readonly Visibility[] = ['public', 'network', 'body', 'closed'];

/** `<t-documents subjectKind="proposal" [subjectId]="proposal.id" [visibility]="proposal.visibility" />` */
@Component({
  selector: 't-documents',
  imports: [AddLink, Badge, Button, Field, Heading, Icon, Input, ProblemNotice, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './documents-of.html',
})
export class DocumentsOf {
  private readonly api = inject(Api);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  readonly subjectKind = input.required<DocumentSubject>();
  readonly subjectId = input.required<string>();
  /** Who sees the subject: a document can be for fewer. */
  readonly visibility = input.required<Visibility>();

  protected readonly source = liveResource<DocumentList>(
    () => `${this.network.url('documents')}?subjectKind=${this.subjectKind()}&subjectId=${this.subjectId()}`,
    ['documents', 'decisions.recorded', 'proposals'],
  );
  private readonly list = computed(() => (this.source.hasValue() ? this.source.value() : null));
  /** What was taken away is named below the rest. */
  protected readonly items = computed(() => this.list()?.items.filter((one) => one.removedAt === null) ?? []);
  protected readonly gone = computed(() => this.list()?.items.filter((one) => one.removedAt !== null) ?? []);
  protected readonly mayAdd = computed(() => this.list()?.mayAdd ?? false);
  protected readonly narrowings = computed(() =>
    grades.slice(grades.indexOf(this.visibility()) + 1).map((one) => one as Narrower),
  );
  protected readonly narrower = signal<Narrower | null>(null);
  /** The name of the file on its way, or null. */
  protected readonly sending = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly removing = signal<DocumentView | null>(null);
  protected readonly weightOf = weightOf;
  protected dialog: DialogRef<unknown, unknown> | null = null;

  protected fileOf(document: DocumentView): string {
    return document.url ?? this.network.url('documents', document.id, 'file');
  }

  protected narrow(value: string): void {
    this.narrower.set(this.narrowings().find((one) => one === value) ?? null);
  }

  protected async send(picker: HTMLInputElement): Promise<void> {
    const files = [...(picker.files ?? [])];
    picker.value = '';
    this.problem.set(null);
    for (const file of files) {
      this.sending.set(file.name);
      try {
        await sendFile(this.api, this.network.url('documents', 'files'), file, {
          subjectKind: this.subjectKind(),
          subjectId: this.subjectId(),
          ...(this.narrower() ? { narrower: this.narrower()! } : {}),
        });
      } catch (error) {
        this.problem.set(problemOf(error));
        break;
      }
    }
    this.sending.set(null);
    this.source.reload();
  }

  protected ask(form: Parameters<Dialogs['open']>[0], document: DocumentView): void {
    this.removing.set(document);
    this.dialog = this.dialogs.open(form, this.transloco.translate('documents.remove'));
  }

  protected async remove(document: DocumentView): Promise<void> {
    this.problem.set(null);
    try {
      await this.api.delete(this.network.url('documents', document.id), { version: document.version });
      this.toasts.say(this.transloco.translate('documents.removed', { name: document.name }));
    } catch (error) {
      this.problem.set(problemOf(error));
    }
    this.dialog?.close();
    this.source.reload();
  }
}
