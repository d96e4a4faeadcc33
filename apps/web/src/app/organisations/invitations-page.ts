import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { InvitationPage, InvitationView } from '@torv/shared/organisations';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge, type Tone } from '../ui/badge';
import { Button } from '../ui/button';
import type { IconName } from '../ui/icon';
import { Notice, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Crumbs, Empty, Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { InviteForm } from './invite-form';

const looks = {
  pending: { icon: 'clock', tone: 'accent' },
  accepted: { icon: 'check', tone: 'good' },
  expired: { icon: 'clock', tone: 'caution' },
  withdrawn: { icon: 'undo', tone: 'quiet' },
} as const satisfies Record<InvitationView['state'], { icon: IconName; tone: Tone }>;

/** Invitations: a new one, and those that wait, were accepted, ran out or were withdrawn. */
@Component({
  selector: 't-invitations-page',
  imports: [
    Badge,
    Button,
    Crumbs,
    Empty,
    Heading,
    InviteForm,
    Notice,
    Organisation,
    ProblemNotice,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './invitations-page.html',
})
export class InvitationsPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  /** `?organisation=` and `?seat=`: what the form begins with. */
  readonly organisation = input<string>();
  readonly seat = input<string>();

  protected readonly mayInvite = computed(() => {
    const me = this.network.me();
    return me !== null && (me.facilitates || me.organisations.some((one) => one.administers));
  });
  private readonly source = liveResource<InvitationPage>(
    () => (this.mayInvite() ? `${this.network.url('organisations', 'invitations')}?limit=100` : undefined),
    ['organisations'],
  );
  private readonly page = lastKnown(this.source, () => this.network.key());
  protected readonly invitations = computed(() =>
    (this.page()?.items ?? []).map((one) => ({ ...one, look: looks[one.state], open: one.mine && isOpen(one) })),
  );
  protected readonly waiting = computed(() => this.invitations().filter(isOpen));
  protected readonly settled = computed(() => this.invitations().filter((one) => !isOpen(one)));
  protected readonly loading = computed(() => this.page() === null && this.source.isLoading());
  protected readonly unread = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly problem = signal<Problem | null>(null);
  private later: ReturnType<typeof setTimeout> | undefined;
  /** The invitation that something is being done with. */
  protected readonly busy = signal<string | null>(null);

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.later));
  }

  protected sent(): void {
    this.readAgain();
  }

  /** And once more when its mail has had time to leave, which no event tells of. */
  private readAgain(): void {
    this.source.reload();
    clearTimeout(this.later);
    this.later = setTimeout(() => this.source.reload(), mailLeavesWithin);
  }

  protected sendAgain(one: InvitationView): Promise<void> {
    return this.change(one, 'mail', 'sentAgain');
  }

  protected withdraw(one: InvitationView): Promise<void> {
    return this.change(one, 'withdrawal', 'withdrawn');
  }

  private async change(one: InvitationView, what: 'mail' | 'withdrawal', said: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(`${one.id} ${what}`);
    this.problem.set(null);
    try {
      const url = this.network.url('organisations', 'invitations', one.id, what);
      await this.api.post(url, undefined, { version: one.version });
      this.toasts.say(this.transloco.translate(`organisations.invite.${said}`, { email: one.email }));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(null);
      this.readAgain();
    }
  }
}

const mailLeavesWithin = 3_000;

const isOpen = ({ state }: Pick<InvitationView, 'state'>) => state === 'pending' || state === 'expired';
