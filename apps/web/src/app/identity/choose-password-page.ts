import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { secretOfLink } from './secret-of-link';

/** Chooses a password with a link; without one, asks for the link. */
@Component({
  selector: 't-choose-password-page',
  imports: [Button, Field, Icon, Input, Notice, ProblemNotice, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main class="entry">
      <div class="brand"><t-icon name="torv" [size]="28" />Torv</div>
      <h1>{{ 'identity.choose.title' | transloco }}</h1>
      @if (problem() && !fault()) {
        <t-problem [problem]="problem()" />
      }
      <div role="status">
        @if (done(); as what) {
          <t-notice tone="good">{{ 'identity.choose.' + what | transloco: { email: typed() } }}</t-notice>
        }
      </div>
      @if (done() === 'chosen') {
        <a tButton="primary" routerLink="/sign-in">{{ 'identity.submit' | transloco }}</a>
      } @else if (secret() && !over()) {
        <form class="stack" (submit)="choose($event)" novalidate>
          <p class="soft">{{ 'identity.choose.lead' | transloco }}</p>
          <t-field
            [label]="'identity.choose.new' | transloco"
            [hint]="'identity.choose.hint' | transloco"
            [error]="fault()"
          >
            <input #line tInput type="password" autocomplete="new-password" (input)="typed.set(line.value)" />
          </t-field>
          <button tButton="primary" type="submit" [busy]="busy()">{{ 'identity.choose.save' | transloco }}</button>
        </form>
      } @else {
        <form class="stack" (submit)="ask($event)" novalidate>
          <p class="soft">{{ 'identity.choose.askLead' | transloco }}</p>
          <t-field [label]="'identity.email' | transloco" [error]="fault()">
            <input
              #line
              tInput
              type="email"
              autocomplete="username"
              inputmode="email"
              (input)="typed.set(line.value)"
            />
          </t-field>
          <button tButton="primary" type="submit" [busy]="busy()">{{ 'identity.choose.ask' | transloco }}</button>
        </form>
        <a tButton="quiet" routerLink="/sign-in">{{ 'identity.link.back' | transloco }}</a>
      }
    </main>
  `,
})
export class ChoosePasswordPage {
  private readonly api = inject(Api);
  private readonly transloco = inject(TranslocoService);
  protected readonly secret = secretOfLink();
  protected readonly typed = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private readonly missing = signal<string | null>(null);
  protected readonly done = signal<'chosen' | 'asked' | null>(null);
  /** The link is good no more: what remains is to ask for another. */
  protected readonly over = computed(() => this.problem()?.code === 'IDENTITY.LINK_USED');
  protected readonly fault = computed(
    () => this.missing() ?? faultAt(this.problem(), 'password') ?? faultAt(this.problem(), 'email'),
  );

  constructor() {
    inject(Title).setTitle('Torv');
  }

  protected choose(event: Event): Promise<void> {
    return this.send(event, 'missingPassword', 'chosen', () =>
      this.api.post('/api/v1/session/password', { secret: this.secret(), password: this.typed() }),
    );
  }

  protected ask(event: Event): Promise<void> {
    return this.send(event, 'missingEmail', 'asked', () =>
      this.api.post('/api/v1/session/password-link', { email: this.typed().trim() }),
    );
  }

  private async send(
    event: Event,
    missing: string,
    done: 'chosen' | 'asked',
    act: () => Promise<unknown>,
  ): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.problem.set(null);
    this.done.set(null);
    this.missing.set(this.typed() ? null : this.transloco.translate<string>(`identity.choose.${missing}`));
    const field = (event.target as HTMLElement).querySelector('input');
    if (this.missing()) return field?.focus();
    this.busy.set(true);
    try {
      await act();
      this.done.set(done);
    } catch (error) {
      this.problem.set(problemOf(error));
      if (this.fault()) field?.focus();
    } finally {
      this.busy.set(false);
    }
  }
}
