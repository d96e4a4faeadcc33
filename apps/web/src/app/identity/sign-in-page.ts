import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, type ElementRef, inject, input, signal, viewChild } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { AboutView } from '@torv/shared/identity';
import type { Problem } from '@torv/shared/kernel';
import { problemOf } from '../platform/http/api-problem';
import { Preferences } from '../platform/preferences';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';

/** Sign-in, and in demo mode the seats to try. */
@Component({
  selector: 't-sign-in-page',
  imports: [Button, Field, Icon, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main class="entry" [class.two]="demo().length > 0">
      <div class="brand"><t-icon name="torv" [size]="28" />Torv</div>
      <form class="stack" (submit)="signIn($event)" novalidate>
        <h1>{{ 'identity.title' | transloco }}</h1>
        <p class="soft">{{ 'identity.lead' | transloco }}</p>
        <t-problem [problem]="problem()" />
        <t-field [label]="'identity.email' | transloco">
          <input #email tInput type="email" autocomplete="username" inputmode="email" name="email" />
        </t-field>
        <t-field [label]="'identity.password' | transloco">
          <input #password tInput type="password" autocomplete="current-password" name="password" />
        </t-field>
        <button tButton="primary" type="submit" [busy]="busy()">{{ 'identity.submit' | transloco }}</button>
        <button tButton="quiet" type="button" [lang]="other()" (click)="preferences.chooseLanguage(other())">
          <t-icon name="globe" />{{ other() === 'en' ? 'English' : 'Dansk' }}
        </button>
      </form>
      @if (demo().length > 0) {
        <section class="stack tight" aria-labelledby="demo">
          <h2 id="demo">{{ 'identity.demo' | transloco }}</h2>
          <p class="soft small">{{ 'identity.demoHint' | transloco }}</p>
          <ul class="panel flush rows">
            @for (one of demo(); track one.email) {
              <li>
                <button class="menu-item" type="button" (click)="fill(one.email)">
                  <t-icon name="person" /><span
                    >{{ one.seat }}<br /><span class="soft small">{{ one.email }}</span></span
                  >
                </button>
              </li>
            }
          </ul>
        </section>
      }
    </main>
  `,
})
export class SignInPage {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  protected readonly preferences = inject(Preferences);
  /** The address to go back to, from `?return=`. */
  readonly return = input<string>();

  private readonly email = viewChild.required<ElementRef<HTMLInputElement>>('email');
  private readonly password = viewChild.required<ElementRef<HTMLInputElement>>('password');
  private readonly about = httpResource<AboutView>(() => '/api/v1/about');

  protected readonly demo = () => (this.about.hasValue() ? this.about.value().signIns : []);
  protected readonly other = () => (this.preferences.language() === 'da' ? 'en' : 'da');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  constructor() {
    inject(Title).setTitle('Torv');
  }

  protected fill(email: string): void {
    this.email().nativeElement.value = email;
    this.password().nativeElement.focus();
  }

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const credentials = { email: this.email().nativeElement.value, password: this.password().nativeElement.value };
      await this.session.signIn(credentials);
      // Only an address of our own: `//host` and `https:` would lead away.
      const back = this.return();
      await this.router.navigateByUrl(back && /^\/(?![/\\])/.test(back) ? back : '/');
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
