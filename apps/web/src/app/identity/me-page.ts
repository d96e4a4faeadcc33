import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Preferences } from '../platform/preferences';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { ToastOutlet } from '../ui/toasts';
import { BrokersSection } from './brokers-section';
import { PasskeysSection } from './passkeys-section';
import { PasswordSection } from './password-section';
import { PersonSection } from './person-section';
import { SecondFactorSection } from './second-factor-section';
import { PersonalDataSection } from './personal-data-section';
import { SessionsSection } from './sessions-section';
import { TokensSection } from './tokens-section';

/** What is mine and no network's: my name, where I am signed in, and how. */
@Component({
  selector: 't-me-page',
  imports: [
    BrokersSection,
    Button,
    Icon,
    PasskeysSection,
    PasswordSection,
    PersonSection,
    PersonalDataSection,
    RouterLink,
    SecondFactorSection,
    SessionsSection,
    ToastOutlet,
    TokensSection,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main class="content narrow stack wide" id="content">
      <div class="cluster between">
        <a tButton="quiet" [routerLink]="back().link"><t-icon name="back" />{{ back().name }}</a>
        <button tButton="quiet" type="button" (click)="leave()">
          <t-icon name="leave" />{{ 'shell.signOut' | transloco }}
        </button>
      </div>
      <header class="page-title">
        <h1>{{ 'identity.me.title' | transloco }}</h1>
        <p class="soft">{{ 'identity.me.lead' | transloco: { email: session.person()?.email } }}</p>
      </header>
      @if (owed() === 'second-factor') {
        <t-second-factor-section />
        <t-passkeys-section />
      }
      <t-person-section />
      <t-sessions-section />
      <t-password-section />
      @if (owed() !== 'second-factor') {
        <t-second-factor-section />
        <t-passkeys-section />
      }
      <t-brokers-section [refused]="refused()" />
      <t-tokens-section />
      <t-personal-data-section />
    </main>
    <t-toasts />
  `,
})
export class MePage {
  protected readonly session = inject(Session);
  private readonly transloco = inject(TranslocoService);
  private readonly router = inject(Router);
  private readonly preferences = inject(Preferences);
  /** What must be added before the rest of Torv opens, from `?owed=`. */
  readonly owed = input<string>();
  /** Why a sign-in service was not linked, from `?refused=`. */
  readonly refused = input<string>();
  protected readonly back = computed(() => {
    const first = this.session.networks()[0];
    return first ? { link: ['/n', first.key], name: first.name } : { link: ['/'], name: 'Torv' };
  });

  protected async leave(): Promise<void> {
    await this.session.signOut();
    await this.router.navigate(['/sign-in']);
  }

  constructor() {
    const title = inject(Title);
    effect(() => {
      this.preferences.language();
      title.setTitle(`${this.transloco.translate('identity.me.title')} · Torv`);
    });
  }
}
