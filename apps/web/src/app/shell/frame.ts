import { CdkMenu, CdkMenuGroup, CdkMenuItem, CdkMenuItemRadio, CdkMenuTrigger } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { filter, map } from 'rxjs';
import { Network } from '../platform/network';
import { Preferences, type ThemeChoice } from '../platform/preferences';
import { Live } from '../platform/realtime/live';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { DemoMark } from '../ui/badge';
import { Icon } from '../ui/icon';
import { ToastOutlet } from '../ui/toasts';
import { HappeningSentence } from '../overview/happening-sentence';

/** The place that a room's pages stand under. */
const placeOfRoom: Record<string, string> = { proposals: 'meetings', initiatives: 'goals', bodies: 'people' };

/** The frame around every page of a network: five places, the network, the account, and what happens meanwhile. */
@Component({
  selector: 't-frame',
  imports: [
    Button,
    CdkMenu,
    CdkMenuGroup,
    CdkMenuItem,
    CdkMenuItemRadio,
    CdkMenuTrigger,
    DemoMark,
    HappeningSentence,
    Icon,
    RouterLink,
    RouterOutlet,
    ToastOutlet,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './frame.html',
})
export class Frame {
  private readonly router = inject(Router);
  protected readonly network = inject(Network);
  protected readonly session = inject(Session);
  protected readonly preferences = inject(Preferences);
  protected readonly live = inject(Live);

  protected readonly themes: readonly ThemeChoice[] = ['auto', 'light', 'dark'];
  protected readonly themeIcons = { auto: 'device', light: 'sun', dark: 'moon' } as const;
  protected readonly languages = [
    { code: 'da', name: 'Dansk' },
    { code: 'en', name: 'English' },
  ] as const;
  protected readonly places = computed(() => [
    { icon: 'home', word: 'home', link: this.network.link() } as const,
    { icon: 'meetings', word: 'meetings', link: this.network.link('meetings') } as const,
    { icon: 'decisions', word: 'decisions', link: this.network.link('decisions') } as const,
    { icon: 'goals', word: 'goals', link: this.network.link('goals') } as const,
    { icon: 'people', word: 'people', link: this.network.link('people') } as const,
  ]);

  private readonly address = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );
  /** The place where the reader is: `/n/<network>/<room>/…`. */
  protected readonly here = computed(() => {
    const room = this.address().split(/[/?#]/)[3] ?? '';
    return room === '' ? 'home' : (placeOfRoom[room] ?? room);
  });

  protected toContent(event: Event): void {
    event.preventDefault();
    document.getElementById('content')?.focus();
  }

  protected go(key: string): void {
    void this.router.navigate(['/n', key]);
  }

  protected toMe(): void {
    void this.router.navigate(['/me']);
  }

  protected async leave(): Promise<void> {
    await this.session.signOut();
    this.network.view.set(null);
    await this.router.navigate(['/sign-in']);
  }
}
