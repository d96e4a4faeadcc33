import { httpResource } from '@angular/common/http';
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  signal,
  type TemplateRef,
  untracked,
} from '@angular/core';
import type { DialogRef } from '@angular/cdk/dialog';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { CodesSetUp, RecoveryCodes, SecondFactorView } from '@torv/shared/identity';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Button } from '../ui/button';
import { Badge } from '../ui/badge';
import { Dialogs } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { PasskeyBrowser, troubleOf } from './passkey-browser';
import { plainProblem } from './refusal-by-broker';

const address = '/api/v1/me/second-factor';

/** One's own one-time codes: set up with an app, with recovery codes, or turned off. For *My profile and sign-in*. */
@Component({
  selector: 't-second-factor-section',
  imports: [Badge, Button, Field, Heading, Icon, Input, Notice, ProblemNotice, Skeleton, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './second-factor-section.html',
})
export class SecondFactorSection {
  private readonly api = inject(Api);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly passkeys = inject(PasskeyBrowser);
  private readonly transloco = inject(TranslocoService);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly source = httpResource<SecondFactorView>(() => address);

  protected readonly view = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly unread = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly settingUp = signal<CodesSetUp | null>(null);
  /** As an image: a page's policy allows no markup from elsewhere, and needs none. */
  protected readonly picture = computed(() => {
    const svg = this.settingUp()?.picture;
    return svg ? `data:image/svg+xml,${encodeURIComponent(svg)}` : '';
  });
  protected readonly spelled = computed(() => this.settingUp()?.secret.replaceAll(/(.{4})(?=.)/g, '$1 ') ?? '');
  protected readonly fresh = signal<readonly string[] | null>(null);
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private dialog: DialogRef<unknown, unknown> | null = null;

  constructor() {
    effect(() => {
      if (this.passkeys.changes() > 0) untracked(() => this.source.reload());
    });
  }

  protected fault(): string | null {
    return faultAt(this.problem(), 'code');
  }

  protected begin(): Promise<void> {
    return this.doing(async () => {
      this.settingUp.set(await this.api.post<CodesSetUp>(`${address}/codes`, {}));
      this.toHeading();
    });
  }

  protected confirm(event: Event, field: HTMLInputElement): Promise<void> {
    event.preventDefault();
    return this.doing(async () => {
      const on = await this.api.post<RecoveryCodes>(`${address}/codes/confirmation`, { code: field.value });
      this.settingUp.set(null);
      this.fresh.set(on.recoveryCodes);
      this.source.reload();
      this.toHeading();
      this.toasts.say(this.transloco.translate('identity.factor.turnedOn'));
    }).finally(() => field.select());
  }

  protected renew(): Promise<void> {
    return this.doing(async () => {
      this.fresh.set((await this.api.post<RecoveryCodes>(`${address}/recovery-codes`, {})).recoveryCodes);
      this.source.reload();
      this.toHeading();
    });
  }

  protected ask(form: TemplateRef<unknown>): void {
    this.problem.set(null);
    this.dialog = this.dialogs.open(form, this.transloco.translate('identity.factor.turnOffTitle'));
  }
  protected close(): void {
    this.dialog?.close();
  }

  protected turnOff(): Promise<void> {
    return this.doing(async () => {
      await this.api.delete(`${address}/codes`);
      this.close();
      this.fresh.set(null);
      this.source.reload();
      this.toasts.say(this.transloco.translate('identity.factor.turnedOff'));
    });
  }

  /** The recovery codes as a file, for a drawer or a safe: the page itself keeps none. */
  protected asFile(codes: readonly string[]): string {
    const text = `${this.transloco.translate('identity.factor.fileTitle')}\n\n${codes.join('\n')}\n`;
    return `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
  }

  protected giveUp(): void {
    this.settingUp.set(null);
    this.problem.set(null);
  }

  /** The button that was pressed is gone: whoever reads by ear goes on where the new content begins. */
  private toHeading(): void {
    afterNextRender(() => this.host.querySelector('h3')?.focus(), { injector: this.injector });
  }

  private async doing(act: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.passkeys.showingFirst(act);
    } catch (error) {
      const trouble = troubleOf(error);
      const word = trouble && this.transloco.translate<string>(`identity.passkey.trouble.${trouble}`);
      this.problem.set(word ? plainProblem(word) : problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
