import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { FollowUpView } from '@torv/shared/decisions';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Session } from '../platform/session';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Toasts } from '../ui/toasts';

/** One follow-up: what, who, by when, how it went; done in one press, and the rest behind one more. */
@Component({
  selector: 't-follow-up',
  imports: [Badge, Button, Field, Icon, Input, Organisation, ProblemNotice, RouterLink, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './follow-up-row.html',
})
export class FollowUpRow {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly session = inject(Session);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  protected readonly faultAt = faultAt;
  readonly followUp = input.required<FollowUpView>();
  /** Names the decision too, where the row stands apart from it. */
  readonly withDecision = input(false);
  readonly changed = output();
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  protected readonly me = () => this.session.person()?.id ?? null;

  private readonly url = (...rest: string[]) =>
    this.network.url('decisions', this.followUp().decision.number, 'follow-ups', this.followUp().id, ...rest);

  protected finish(note = '', link = ''): Promise<void> {
    return this.send(async () => {
      const body = {
        state: 'done',
        ...(note.trim() && { note: note.trim() }),
        ...(link.trim() && { link: link.trim() }),
      };
      const after = await this.api.post<FollowUpView>(this.url('done'), body, { version: this.followUp().version });
      this.toasts.say(this.transloco.translate('decisions.finished'), () => void this.reopen(after.version));
    });
  }

  protected reopen(version = this.followUp().version): Promise<void> {
    return this.send(() => this.api.post(this.url('done'), { state: 'owed' }, { version }));
  }

  protected note(event: Event, field: HTMLTextAreaElement, link: HTMLInputElement): Promise<void> {
    event.preventDefault();
    if (field.value.trim() === '') return Promise.resolve(field.focus());
    const body = { text: field.value.trim(), ...(link.value.trim() && { link: link.value.trim() }) };
    return this.send(async () => {
      await this.api.post(this.url('notes'), body, { submission: this.submission });
      field.value = link.value = '';
    });
  }

  protected finishWith(event: Event, note: HTMLTextAreaElement, link: HTMLInputElement): Promise<void> {
    event.preventDefault();
    return this.finish(note.value, link.value);
  }

  protected move(event: Event, due: string, why: HTMLInputElement): Promise<void> {
    event.preventDefault();
    if (why.value.trim() === '') return Promise.resolve(why.focus());
    return this.change({ due, why: why.value.trim() });
  }

  protected give(person: string | null): Promise<void> {
    return this.change({ person });
  }

  private change(body: object): Promise<void> {
    return this.send(() => this.api.patch(this.url(), body, { version: this.followUp().version }));
  }

  private async send(act: () => Promise<unknown>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await act();
      this.changed.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
