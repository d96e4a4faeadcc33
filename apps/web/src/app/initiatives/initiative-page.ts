import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { InitiativeState, InitiativeView } from '@torv/shared/initiatives';
import type { Problem } from '@torv/shared/kernel';
import { isUnsettled } from '@torv/shared/proposals';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Crumbs, Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { WhoMay } from '../ui/who-may';
import { CommitmentList } from './commitment-list';
import { GiveCommitment } from './give-commitment';
import { InitiativeStateBadge } from './initiative-state';
import { PartnerList } from './partner-list';
import { whatIsMissing } from './what-is-missing';

@Component({
  selector: 't-initiative-page',
  imports: [
    Badge,
    Button,
    CommitmentList,
    Crumbs,
    GiveCommitment,
    Heading,
    Icon,
    InitiativeStateBadge,
    Organisation,
    PartnerList,
    ProblemNotice,
    RouterLink,
    Skeleton,
    TranslocoPipe,
    WhoMay,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './initiative-page.html',
})
export class InitiativePage {
  private readonly api = inject(Api);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  readonly key = input.required<string>();
  /** `?commit=1`: a link from elsewhere leads straight to the form. */
  readonly commit = input<string>();

  private readonly source = liveResource<InitiativeView>(
    () => this.network.url('initiatives', this.key()),
    ['initiatives', 'proposals', 'decisions.recorded'],
  );
  /** The initiative as last heard: a refresh that fails must not take away a form in which someone is typing. */
  protected readonly initiative = linkedSignal<
    { now: InitiativeView | null; gone: boolean; key: string },
    InitiativeView | null
  >({
    source: () => ({
      now: this.source.hasValue() ? this.source.value() : null,
      gone: problemOf(this.source.error()).status === 404,
      key: this.key(),
    }),
    computation: ({ now, gone, key }, before) => now ?? (!gone && before?.value?.key === key ? before.value : null),
  });
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly refused = signal<Problem | null>(null);
  protected readonly busy = signal<InitiativeState | null>(null);
  protected readonly giving = linkedSignal(() => this.commit() === '1');

  /** The reader's organisations whose commitment they may give here. */
  protected readonly mine = computed(() => {
    const may = this.initiative()?.mayCommitFor ?? [];
    return (this.network.me()?.organisations ?? []).filter((one) => may.includes(one.key));
  });
  protected readonly ended = computed(() =>
    ['anchored', 'completed', 'stopped'].includes(this.initiative()?.state ?? ''),
  );
  protected readonly missing = computed(() => {
    const it = this.initiative();
    return it && whatIsMissing(it, { bodies: this.bodies() });
  });
  protected readonly leads = computed(() => this.initiative()?.may.includes('initiatives.lead') ?? false);
  /** The next states as buttons. Starting is offered in the panel above once nothing hinders it, and not before. */
  protected readonly steps = computed(() => (this.initiative()?.next ?? []).filter((to) => to !== 'active'));
  protected readonly partnerNames = computed(() =>
    (this.initiative()?.partners ?? [])
      .filter((one) => !one.committed)
      .map((one) => one.organisation.name)
      .join(', '),
  );
  /** The bodies that the reader may write a proposal for. */
  private readonly bodies = computed(() => (this.network.me()?.bodies ?? []).map((one) => one.key));
  protected readonly proposalParams = computed(() => ({ initiative: this.key() }));
  protected readonly waiting = computed(() => this.initiative()?.proposals.find((one) => isUnsettled(one.state)));

  protected give(): void {
    this.giving.set(true);
    this.focusOn('t-give-commitment select, t-give-commitment input');
  }

  protected toPartners(): void {
    this.focusOn('#name-partner select');
  }

  protected took(after: InitiativeView, said: string): void {
    this.source.set(after);
    this.refused.set(null);
    if (said) this.toasts.say(said);
    this.giving.set(false);
    this.focusOn('h1');
  }

  protected async go(to: InitiativeState): Promise<void> {
    const before = this.initiative();
    if (!before || this.busy()) return;
    this.busy.set(to);
    const after = await this.ask(before, to);
    this.busy.set(null);
    if (!after) return this.focusOn('.refused .notice');
    const back = after.next.includes(before.state) ? () => void this.ask(after, before.state) : undefined;
    this.toasts.say(this.transloco.translate(`initiatives.went.${to}`), back);
    this.focusOn('h1');
  }

  private async ask(it: InitiativeView, to: InitiativeState): Promise<InitiativeView | null> {
    try {
      const url = this.network.url('initiatives', it.key, 'transitions');
      const after = await this.api.post<InitiativeView>(url, { to }, { version: it.version });
      this.source.set(after);
      this.refused.set(null);
      return after;
    } catch (error) {
      // The refusal's sentence says what to do; its field names a code that is shown as the hindrance above.
      const { errors: _errors, ...problem } = problemOf(error);
      this.refused.set(problem);
      this.source.reload();
      return null;
    }
  }

  private focusOn(selector: string): void {
    afterNextRender(
      () => {
        const at = this.host.nativeElement.querySelector<HTMLElement>(selector);
        if (at && !at.matches('a, button, select, input')) at.tabIndex = -1;
        at?.focus();
      },
      { injector: this.injector },
    );
  }
}
