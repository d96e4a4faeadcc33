import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { NewPassword } from '@torv/shared/identity';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Check } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';

/** A new password for me. */
@Component({
  selector: 't-password-section',
  imports: [Button, Check, Field, Heading, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    <t-heading [title]="'identity.newPassword.title' | transloco" />
    <form class="panel stack" novalidate (submit)="change($event)">
      @if (problem() && !fault('current') && !fault('password')) {
        <t-problem [problem]="problem()" />
      }
      <input
        class="visually-hidden"
        type="email"
        autocomplete="username"
        readonly
        tabindex="-1"
        aria-hidden="true"
        [value]="session.person()?.email"
      />
      <t-field
        [label]="'identity.newPassword.current' | transloco"
        [hint]="'identity.newPassword.currentHint' | transloco"
        [error]="fault('current')"
      >
        <input
          #was
          tInput
          type="password"
          autocomplete="current-password"
          [value]="current()"
          (input)="current.set(was.value)"
        />
      </t-field>
      <t-field
        [label]="'identity.newPassword.new' | transloco"
        [hint]="'identity.newPassword.newHint' | transloco"
        [error]="fault('password')"
      >
        <input
          #will
          tInput
          [type]="shown() ? 'text' : 'password'"
          autocomplete="new-password"
          autocapitalize="off"
          spellcheck="false"
          [value]="password()"
          (input)="password.set(will.value)"
        />
      </t-field>
      <t-check [label]="'identity.newPassword.show' | transloco" [(value)]="shown" />
      <div>
        <button tButton="primary" type="submit" [busy]="busy()">
          {{ 'identity.newPassword.submit' | transloco }}
        </button>
      </div>
    </form>
  `,
})
export class PasswordSection {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly session = inject(Session);
  protected readonly current = signal('');
  protected readonly password = signal('');
  protected readonly shown = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);

  protected fault(field: 'current' | 'password'): string | null {
    return faultAt(this.problem(), field);
  }

  protected async change(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const wanted: NewPassword = {
        ...(this.current() ? { current: this.current() } : {}),
        password: this.password(),
      };
      await this.api.put('/api/v1/session/password', wanted);
      this.current.set('');
      this.password.set('');
      this.shown.set(false);
      this.toasts.say(this.transloco.translate('identity.newPassword.changed'));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
