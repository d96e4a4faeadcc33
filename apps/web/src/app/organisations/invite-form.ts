import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Language, Problem } from '@torv/shared/kernel';
import type { InvitationView, NewInvitation, OrganisationRef, Sector } from '@torv/shared/organisations';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Preferences } from '../platform/preferences';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Check } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { sectors } from './sectors';

/** Stands for an organisation that is taken up with the invitation. */
const aNewOne = '+';

/** What `GET …/overview/invitable` answers, as far as this form reads it: that room stands above this one. */
interface Invitable {
  organisations: (OrganisationRef & { as: 'administrator' | 'facilitator' })[];
  mayTakeUp: boolean;
  others: OrganisationRef[];
  seats: { id: string; organisation: string; body: { key: string; name: string }; role: string }[];
}

/** Invites one person, for an organisation that is there or one that comes with them. */
@Component({
  selector: 't-invite-form',
  imports: [Button, Check, Field, Input, ProblemNotice, Skeleton, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './invite-form.html',
})
export class InviteForm {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  protected readonly faultAt = faultAt;
  protected readonly sectors = sectors;
  protected readonly aNewOne = aNewOne;
  /** What the form begins with. */
  readonly organisation = input<string>();
  readonly seat = input<string>();
  readonly sent = output<void>();

  private readonly source = liveResource<Invitable>(
    () => this.network.url('overview', 'invitable'),
    ['organisations', 'bodies'],
  );
  protected readonly invitable = lastKnown(this.source, () => this.network.key());
  protected readonly unread = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));

  protected readonly chosen = linkedSignal<{ invitable: Invitable | null; asked: string | undefined }, string>({
    source: () => ({ invitable: this.invitable(), asked: this.organisation() }),
    computation: ({ invitable, asked }, before) => {
      const known = invitable?.organisations ?? [];
      const kept = before?.value;
      if (kept && (kept === aNewOne || known.some((one) => one.key === kept))) return kept;
      if (asked && known.some((one) => one.key === asked)) return asked;
      return invitable?.mayTakeUp ? aNewOne : (known[0]?.key ?? '');
    },
  });
  /** As what one asks: an administrator's own people, or an organisation's first person. */
  protected readonly capacity = computed(
    () => this.invitable()?.organisations.find((one) => one.key === this.chosen())?.as ?? 'facilitator',
  );
  protected readonly seats = computed(() =>
    (this.invitable()?.seats ?? []).filter((one) => one.organisation === this.chosen()),
  );
  protected readonly chosenSeat = linkedSignal(() =>
    this.seats().some((one) => one.id === this.seat()) ? this.seat()! : '',
  );
  protected readonly parents = computed(() =>
    [...(this.invitable()?.organisations ?? []), ...(this.invitable()?.others ?? [])].sort((a, b) =>
      a.name.localeCompare(b.name, 'da'),
    ),
  );

  protected readonly name = signal('');
  protected readonly sector = signal<Sector>('civil-society');
  protected readonly parent = signal('');
  protected readonly email = signal('');
  protected readonly language = signal<Language>(inject(Preferences).language());
  protected readonly administrator = signal(false);
  protected readonly message = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private readonly tried = signal(false);
  protected readonly emailMissing = computed(() => {
    if (!this.tried() || /^[^\s@]+@[^\s@]+$/.test(this.email().trim())) return null;
    return this.transloco.translate<string>('organisations.invite.emailMissing');
  });
  protected readonly nameMissing = computed(() =>
    this.tried() && this.chosen() === aNewOne && this.name().trim() === ''
      ? this.transloco.translate<string>('organisations.invite.nameMissing')
      : null,
  );

  protected async invite(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    this.problem.set(null);
    if (this.busy()) return;
    if (this.emailMissing() ?? this.nameMissing()) return focusFault();
    const asked: NewInvitation = {
      organisation:
        this.chosen() === aNewOne
          ? { name: this.name().trim(), sector: this.sector(), parent: this.parent() || null }
          : this.chosen(),
      email: this.email().trim(),
      language: this.language(),
      administrator: this.capacity() === 'administrator' && this.administrator(),
      seatId: this.chosenSeat() || null,
      message: this.message().trim() || null,
    };
    this.busy.set(true);
    try {
      const url = this.network.url('organisations', 'invitations');
      const made = await this.api.post<InvitationView>(url, asked, { submission: this.submission });
      this.toasts.say(this.transloco.translate('organisations.invite.done', { email: made.email }));
      this.tried.set(false);
      this.email.set('');
      this.name.set('');
      this.administrator.set(false);
      this.source.reload();
      this.sent.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
      if (this.problem()!.errors) focusFault();
    } finally {
      this.busy.set(false);
    }
  }
}

function focusFault(): void {
  setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
