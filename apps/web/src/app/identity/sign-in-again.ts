import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, type Injector, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import { firstValueFrom } from 'rxjs';
import { problemOf } from '../platform/http/api-problem';
import { Words } from '../platform/i18n/words';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Dialogs } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';
import { PasskeyBrowser, troubleOf } from './passkey-browser';
import { plainProblem } from './refusal-by-broker';

/** So new is a sign-in that was made in another tab meanwhile. */
const justNow = 5 * 60_000;

/** Asks who it is, once more, before something that binds; what was typed behind it stays where it is. */
@Component({
  selector: 't-sign-in-again',
  imports: [Button, Field, Icon, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:focus)': 'lookAgain()' },
  template: `
    <form class="dialog" novalidate (submit)="signIn($event)">
      <h2>{{ 'identity.again.title' | transloco }}</h2>
      <p class="soft">{{ 'identity.again.why' | transloco }}</p>
      @if (problem() && !fault()) {
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
      <t-field [label]="'identity.password' | transloco" [hint]="session.person()?.email" [error]="fault()">
        <input
          #typed
          tInput
          type="password"
          autocomplete="current-password"
          [value]="password()"
          (input)="password.set(typed.value)"
        />
      </t-field>
      <div class="cluster">
        <button tButton="primary" type="submit" [busy]="busy()">{{ 'identity.again.submit' | transloco }}</button>
        <button tButton="quiet" type="button" (click)="close(false)">{{ 'identity.again.cancel' | transloco }}</button>
      </div>
      <div class="cluster">
        @if (passkeys.usable) {
          <button tButton type="button" [busy]="asking()" (click)="byPasskey()">
            <t-icon name="lock" />{{ 'identity.byPasskey' | transloco }}
          </button>
        }
        <a tButton="quiet" href="/sign-in" target="_blank">{{ 'identity.again.elsewhere' | transloco }}</a>
      </div>
    </form>
  `,
})
export class SignInAgain {
  private readonly dialog = inject<DialogRef<boolean>>(DialogRef);
  private readonly transloco = inject(TranslocoService);
  protected readonly session = inject(Session);
  protected readonly password = signal('');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  protected readonly asking = signal(false);
  protected readonly passkeys = inject(PasskeyBrowser);

  protected fault(): string | null {
    return faultAt(this.problem(), 'password');
  }
  protected close(done: boolean): void {
    this.dialog.close(done);
  }

  /** Whoever has signed in another way, in another tab, has signed in here too. */
  protected async lookAgain(): Promise<void> {
    const before = this.session.person()?.id;
    const now = await this.session.lookAgain();
    if (now && now.person.id !== before) location.reload();
    else if (now && Date.now() - Date.parse(now.signedInAt) < justNow) this.close(true);
  }

  protected async byPasskey(): Promise<void> {
    if (this.asking()) return;
    this.asking.set(true);
    this.problem.set(null);
    try {
      const answer = await this.passkeys.sign('/api/v1/session/again/passkey/challenge');
      await this.session.signInBy('/api/v1/session/again/passkey', { answer });
      this.close(true);
    } catch (error) {
      const trouble = troubleOf(error);
      const said = (of: string) => plainProblem(this.transloco.translate(`identity.passkey.trouble.${of}`));
      this.problem.set(trouble ? said(trouble) : problemOf(error));
    } finally {
      this.asking.set(false);
    }
  }

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const field = (event.target as HTMLElement).querySelector<HTMLInputElement>('input[type=password]');
    if (!this.password()) {
      const message = this.transloco.translate<string>('identity.again.missing');
      const plain = { type: 'about:blank', title: 'Incomplete', status: 422, code: 'IDENTITY.INCOMPLETE' };
      this.problem.set({ ...plain, detail: message, errors: [{ path: 'password', message }] });
      return field?.focus();
    }
    this.busy.set(true);
    try {
      await this.session.signInAgain({ password: this.password() });
      this.close(true);
    } catch (error) {
      this.problem.set(problemOf(error));
      field?.select();
    } finally {
      this.busy.set(false);
    }
  }
}

let asking: Promise<boolean> | null = null;

/** Opens the dialog; several changes that wait for it wait for the same one. @returns whether they signed in again */
export function signInAgain(injector: Injector): Promise<boolean> {
  asking ??= ask(injector).finally(() => (asking = null));
  return asking;
}

async function ask(injector: Injector): Promise<boolean> {
  await injector.get(Words).open('identity');
  const label = injector.get(TranslocoService).translate<string>('identity.again.title');
  const dialog = injector.get(Dialogs).open(SignInAgain, label);
  return (await firstValueFrom(dialog.closed, { defaultValue: false })) === true;
}
