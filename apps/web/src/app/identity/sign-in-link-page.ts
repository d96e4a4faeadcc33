import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { secretOfLink } from './secret-of-link';

/**
 * The page that a link by mail opens. Opening it does nothing: scanners open what they find in mails. A press signs in,
 * and the link is used.
 */
@Component({
  selector: 't-sign-in-link-page',
  imports: [Button, Icon, ProblemNotice, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main class="entry">
      <div class="brand"><t-icon name="torv" [size]="28" />Torv</div>
      <h1>{{ 'identity.link.title' | transloco }}</h1>
      <t-problem [problem]="problem()" />
      @if (secret() && !problem()) {
        <p class="soft">{{ 'identity.link.lead' | transloco }}</p>
        <button tButton="primary" type="button" [busy]="busy()" (click)="signIn()">
          {{ 'identity.submit' | transloco }}
        </button>
      } @else {
        @if (!problem()) {
          <p class="soft">{{ 'identity.link.incomplete' | transloco }}</p>
        }
        <a tButton routerLink="/sign-in">{{ 'identity.link.back' | transloco }}</a>
      }
    </main>
  `,
})
export class SignInLinkPage {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  protected readonly secret = secretOfLink();
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  constructor() {
    inject(Title).setTitle('Torv');
  }

  protected async signIn(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      const answer = await this.api.post<{ pending?: string }>('/api/v1/session/by-link', { secret: this.secret() });
      // Whoever has turned codes on owes one; it is asked for where one signs in.
      if (answer.pending) return void location.assign(`/sign-in#pending=${answer.pending}`);
      await this.session.resume();
      await this.router.navigateByUrl('/', { replaceUrl: true });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
