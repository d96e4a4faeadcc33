import { NgComponentOutlet } from '@angular/common';
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
  type Type,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import { asksForPositions, type ProposalView } from '@torv/shared/proposals';
import { DocumentsOf } from '../documents/documents-of';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Notice, ProblemNotice } from '../ui/notice';
import { Crumbs, Heading, Skeleton } from '../ui/surfaces';
import { WhoMay } from '../ui/who-may';
import { AskForPositions } from './ask-for-positions';
import { ConsideredElsewhere } from './considered-elsewhere';
import { PendingPositions } from './pending-positions';
import { PlaceProposal } from './place-proposal';
import { PositionList } from './position-list';
import { PROPOSAL_COMPANION } from './proposal-companions';
import { ProposalStateBadge } from './proposal-state';
import { same, textOf } from './proposal-text';
import { ProposalVersionsSection } from './proposal-versions';
import { StatePosition } from './state-position';
import { voicesOf } from './voices';
import { WithdrawProposal } from './withdraw-proposal';
import { WrittenProcedure } from './written-procedure';

@Component({
  selector: 't-proposal-page',
  imports: [
    AskForPositions,
    Badge,
    Button,
    ConsideredElsewhere,
    Crumbs,
    DocumentsOf,
    Heading,
    Icon,
    NgComponentOutlet,
    Notice,
    PendingPositions,
    PlaceProposal,
    PositionList,
    ProblemNotice,
    ProposalStateBadge,
    ProposalVersionsSection,
    RouterLink,
    Skeleton,
    StatePosition,
    TranslocoPipe,
    WhenPipe,
    WhoMay,
    WithdrawProposal,
    WrittenProcedure,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './proposal-page.html',
})
export class ProposalPage {
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly network = inject(Network);
  readonly id = input.required<string>();

  private readonly source = liveResource<ProposalView>(
    () => this.network.url('proposals', this.id()),
    ['proposals', 'decisions.recorded', 'meetings'],
  );
  /** The proposal as last heard: a refresh that fails must not take away the form in which someone is typing. */
  protected readonly proposal = linkedSignal<
    { now: ProposalView | null; gone: boolean; id: string },
    ProposalView | null
  >({
    source: () => ({
      now: this.source.hasValue() ? this.source.value() : null,
      gone: problemOf(this.source.error()).status === 404,
      id: this.id(),
    }),
    computation: ({ now, gone, id }, before) => {
      if (now) return now;
      return !gone && before?.value?.id === id ? before.value : null;
    },
  });
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  /** What was refused in the act that led here: the draft was made, but a step after it was not. */
  protected readonly refused = signal<Problem | null>(
    (inject(Router).currentNavigation()?.extras.state?.['refused'] as Problem | undefined) ?? null,
  );

  /** The text that the reader has read: positions are taken on it. It follows as long as the words are the same. */
  protected readonly read = linkedSignal<ProposalView | null, ProposalView | null>({
    source: this.proposal,
    computation: (now, before) => {
      const read = before?.value;
      return now && read && read.id === now.id && !sameWords(read, now) ? read : now;
    },
  });
  protected readonly textChanged = computed(() => {
    const [now, read] = [this.proposal(), this.read()];
    return now && read && !sameWords(read, now) ? read : null;
  });

  /** Positions are asked for. */
  protected readonly asked = computed(() => asksForPositions(this.proposal()?.state ?? 'draft'));
  protected readonly voices = computed(() => (this.proposal() ? voicesOf(this.proposal()!) : []));
  protected readonly stated = computed(() => this.voices().filter((one) => one.asked && one.position).length);
  protected readonly mine = computed(() => {
    const it = this.proposal();
    // Where a first word waits that can be confirmed, that is what there is to answer.
    const waits = (id: string) => it?.pending.some((one) => one.organisation.id === id && !one.onEarlierText) ?? false;
    return (it?.asked ?? []).filter(
      (one) => it!.mayStateFor.includes(one.organisation.key) && !waits(one.organisation.id),
    );
  });
  /** The asked organisations that the reader acts for and may not bind; null when there is nothing to say about it. */
  protected readonly mayNot = computed(() => {
    const it = this.proposal();
    if (!it || !asksForPositions(it.state) || it.mayStateFor.length > 0) return null;
    const own = this.network.me()?.organisations ?? [];
    const names = it.asked.filter((one) => own.some((mine) => mine.id === one.organisation.id));
    return { organisation: names.map((one) => one.organisation.name).join(', ') };
  });

  private readonly openId = computed(() => this.proposal()?.id ?? null);
  /** Positions that were there when the page was opened; the others are new to the reader. */
  private readonly known = linkedSignal<string | null, Set<string>>({
    source: this.openId,
    computation: () => new Set(untracked(this.proposal)?.positions.map((one) => one.id)),
  });
  protected readonly fresh = computed(
    () => new Set((this.proposal()?.positions ?? []).map((one) => one.id).filter((id) => !this.known().has(id))),
  );
  protected readonly companions = signal<readonly Type<unknown>[]>([]);

  constructor() {
    const companions = inject(PROPOSAL_COMPANION, { optional: true }) ?? [];
    void Promise.all(companions.map((fetched) => fetched())).then((all) => this.companions.set(all));
  }

  /** Takes over what an act of one's own answered; a word of one's own is no news. */
  protected took(after: ProposalView): void {
    const own = after.positions.filter((one) => this.proposal()?.mayStateFor.includes(one.organisation.key));
    this.known.update((ids) => new Set([...ids, ...own.map((one) => one.id)]));
    this.refused.set(null);
    this.source.set(after);
  }

  /** Placing and withdrawing take their own buttons away: the page's title is where one stands then. */
  protected moved(after: ProposalView): void {
    this.took(after);
    this.focusOn('h1');
  }

  protected refresh(): void {
    this.source.reload();
    this.focusOn('.text-changed button');
  }

  protected hasRead(): void {
    this.read.set(this.proposal());
    this.focusOn('#the-text');
  }

  private focusOn(selector: string): void {
    afterNextRender(
      () => {
        const at = this.host.nativeElement.querySelector<HTMLElement>(selector);
        if (at && !at.matches('button')) at.tabIndex = -1;
        at?.focus();
      },
      { injector: this.injector },
    );
  }
}

function sameWords(one: ProposalView, other: ProposalView): boolean {
  return same(textOf(one), textOf(other), 'title') && same(textOf(one), textOf(other), 'text');
}
