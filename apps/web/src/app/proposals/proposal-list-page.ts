import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, translateSignal } from '@jsverse/transloco';
import type { BodyPage } from '@torv/shared/bodies';
import type { ProposalPage, ProposalRow } from '@torv/shared/proposals';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Crumbs, Empty, Skeleton } from '../ui/surfaces';
import { mayDraftIn } from '../access/what-a-seat-allows';
import { ConsideredByUs } from './considered-by-us';
import { ProposalStateBadge } from './proposal-state';

const states = ['all', 'open', 'draft', 'decided'] as const;
type Shown = (typeof states)[number];

@Component({
  selector: 't-proposal-list-page',
  imports: [
    ConsideredByUs,
    Button,
    Crumbs,
    Empty,
    Field,
    Icon,
    Input,
    ProblemNotice,
    ProposalStateBadge,
    RouterLink,
    Segments,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './proposal-list-page.html',
})
export class ProposalListPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly network = inject(Network);
  /** Query parameters, so that a filtered list can be linked to and comes back with Back. */
  readonly body = input<string>();
  readonly state = input<string>();

  private readonly words = translateSignal(states.map((state) => `proposals.filter.${state}`));
  protected readonly choices = computed(() =>
    states.map((value, index) => ({ value, label: this.words()[index] ?? value })),
  );
  protected readonly shown = computed<Shown>(() => states.find((one) => one === this.state()) ?? 'all');
  private readonly bodiesSource = liveResource<BodyPage>(() => this.network.url('bodies?limit=100'), ['bodies']);
  protected readonly bodies = computed(() => (this.bodiesSource.hasValue() ? this.bodiesSource.value().items : []));
  protected readonly mine = computed(() => mayDraftIn(this.network.me()));
  protected readonly draftIn = computed(() => {
    const body = this.mine().find((one) => one.key === this.body());
    return body ? { body: body.key } : {};
  });

  private readonly address = computed(() => {
    const query = new URLSearchParams({ limit: '25' });
    if (this.shown() !== 'all') query.set('state', this.shown());
    if (this.body()) query.set('body', this.body()!);
    return `${this.network.url('proposals')}?${query}`;
  });
  protected readonly source = liveResource<ProposalPage>(() => this.address(), ['proposals', 'decisions.recorded']);
  private readonly first = computed(() => (this.source.hasValue() ? this.source.value() : null));
  private readonly later = linkedSignal<ProposalPage | null, ProposalRow[]>({
    source: this.first,
    computation: () => [],
  });
  protected readonly cursor = linkedSignal(() => this.first()?.nextCursor ?? null);
  protected readonly rows = computed(() => [...(this.first()?.items ?? []), ...this.later()]);
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));

  protected show(state: Shown): void {
    this.narrow({ state: state === 'all' ? null : state });
  }
  protected narrow(queryParams: { state?: string | null; body?: string | null }): void {
    void this.router.navigate(this.network.link('proposals'), { queryParams, queryParamsHandling: 'merge' });
  }

  protected async more(): Promise<void> {
    const after = this.cursor();
    if (!after) return;
    const page = await this.api.get<ProposalPage>(`${this.address()}&after=${encodeURIComponent(after)}`);
    this.later.update((rows) => [...rows, ...page.items]);
    this.cursor.set(page.nextCursor);
  }
}
