import { httpResource } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { AboutView, BrokerList, SecondFactorAsked } from '@torv/shared/identity';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Preferences } from '../platform/preferences';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { Notice, ProblemNotice } from '../ui/notice';
import { CodeStep } from './code-step';
import { PasskeyBrowser, troubleOf } from './passkey-browser';
import { plainProblem, refusalByBroker } from './refusal-by-broker';

/** A challenge is good for five minutes; a browser that waits in the field is given a new one before. */
const askAnew = 4 * 60_000;

const byPasskey = '/api/v1/session/passkey';
const challenge = `${byPasskey}/challenge`;

/** Sign-in: by password, passkey, broker or a link by mail; and in demo mode the seats to try. */
@Component({
  selector: 't-sign-in-page',
  imports: [Button, CodeStep, Field, Icon, Input, Notice, ProblemNotice, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sign-in-page.html',
})
export class SignInPage {
  private readonly session = inject(Session);
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  protected readonly passkeys = inject(PasskeyBrowser);
  protected readonly preferences = inject(Preferences);
  /** The address to go back to, from `?return=`. */
  readonly return = input<string>();
  /** Code of a refusal by the way through a broker, from `?refused=`. */
  readonly refused = input<string>();

  private readonly email = viewChild.required<ElementRef<HTMLInputElement>>('email');
  private readonly password = viewChild.required<ElementRef<HTMLInputElement>>('password');
  private readonly about = httpResource<AboutView>(() => '/api/v1/about');
  private readonly brokerList = httpResource<BrokerList>(() => '/api/v1/brokers');

  protected readonly demo = () => (this.about.hasValue() ? this.about.value().signIns : []);
  protected readonly other = () => (this.preferences.language() === 'da' ? 'en' : 'da');
  protected readonly busy = signal<'password' | 'passkey' | 'link' | null>(null);
  private readonly said = signal<Problem | null | undefined>(undefined);
  protected readonly problem = computed(() => {
    const said = this.said();
    return said === undefined ? refusalByBroker(this.refused(), (key) => this.translated(key)) : said;
  });
  protected readonly emailFault = signal<string | null>(null);
  /** The address that a link was asked for. */
  protected readonly linkFor = signal<string | null>(null);
  /** A half-done sign-in; a broker's way back carries its secret in the fragment, which no server sees. */
  protected readonly pending = signal(/^#pending=([\w-]{20,100})$/.exec(location.hash)?.[1] ?? null);

  protected readonly brokers = computed(() => {
    const then = encodeURIComponent(this.back());
    const items = this.brokerList.hasValue() ? this.brokerList.value().items : [];
    return items.map(({ key, title }) => ({
      key,
      title: title[this.preferences.language()],
      address: `/api/v1/brokers/${key}/start?then=${then}`,
    }));
  });

  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(Title).setTitle('Torv');
    // Where nobody runs Torv yet there is no one to sign in.
    effect(() => {
      if (this.about.hasValue() && this.about.value().setUp)
        void this.router.navigate(['/set-up'], { replaceUrl: true });
    });
    if (this.pending()) history.replaceState(history.state, '', location.pathname + location.search);
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.waiting);
      this.passkeys.stop();
    });
    void this.offerInField();
  }

  protected fill(email: string): void {
    this.email().nativeElement.value = email;
    this.password().nativeElement.focus();
  }

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    const credentials = { email: this.email().nativeElement.value, password: this.password().nativeElement.value };
    await this.by('password', () => this.session.signIn(credentials));
  }

  protected async signInByPasskey(): Promise<void> {
    await this.by('passkey', async () =>
      this.session.signInBy(byPasskey, { answer: await this.passkeys.sign(challenge) }),
    );
    if (!this.session.signedIn()) void this.offerInField();
  }

  /** Whether anyone has the address is not said: the answer is always the same. */
  protected async sendLink(): Promise<void> {
    const field = this.email().nativeElement;
    this.emailFault.set(field.value && field.validity.valid ? null : this.translated('identity.linkNeedsEmail'));
    if (this.emailFault()) return field.focus();
    await this.by('link', async () => {
      await this.api.post('/api/v1/session/link', { email: field.value });
      this.linkFor.set(field.value);
      return 'stay';
    });
  }

  protected async goOn(): Promise<void> {
    await this.router.navigateByUrl(this.back());
  }

  protected startOver(problem: Problem | void): void {
    this.pending.set(null);
    this.said.set(problem ?? null);
    void this.offerInField();
  }

  private async by(way: 'password' | 'passkey' | 'link', act: () => Promise<SecondFactorAsked | null | 'stay'>) {
    if (this.busy()) return;
    this.busy.set(way);
    this.said.set(null);
    this.emailFault.set(null);
    this.linkFor.set(null);
    try {
      const owed = await act();
      if (owed === 'stay') return;
      if (owed) return this.pending.set(owed.pending);
      await this.goOn();
    } catch (error) {
      this.say(error);
    } finally {
      this.busy.set(null);
    }
  }

  /** Lets the browser offer passkeys where the address is written. */
  private async offerInField(): Promise<void> {
    clearTimeout(this.waiting);
    if (this.pending() || !(await this.passkeys.offersInField())) return;
    this.waiting = setTimeout(() => void this.offerInField(), askAnew);
    // Nobody asked for it yet: a wait that comes to nothing is not spoken of.
    const answer = await this.passkeys.sign(challenge, true).catch(() => null);
    if (answer) await this.by('passkey', () => this.session.signInBy(byPasskey, { answer }));
  }

  private say(error: unknown): void {
    const trouble = troubleOf(error);
    if (trouble) this.said.set(plainProblem(this.translated(`identity.passkey.trouble.${trouble}`)));
    else this.said.set(problemOf(error));
  }

  private translated(key: string): string {
    return this.transloco.translate<string>(key);
  }

  /** Only an address of our own: `//host` and `https:` would lead away. */
  private back(): string {
    const back = this.return();
    return back && /^\/(?![/\\])/.test(back) ? back : '/';
  }
}
