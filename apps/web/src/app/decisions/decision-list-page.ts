import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoPipe, translateSignal } from '@jsverse/transloco';
import type { DecisionPage, DecisionRow } from '@torv/shared/decisions';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { Marked } from '../ui/marked';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Empty, Skeleton } from '../ui/surfaces';
import { DecisionFilters } from './decision-filters';
import { type Filter, filterOf, queryOf } from './filter-of-address';
import { OutcomeBadge } from './outcome-badge';
import { SavedViews } from './saved-views';
import { TakeOut } from './take-out';

const sorts = ['newest', 'best'] as const;
/** What most come for, each one tap from the log. */
const shortcuts = ['all', 'ours', 'mine', 'open'] as const;

/** The log for people. What is shown stands in the address, so that it can be kept, sent and come back to. */
@Component({
  selector: 't-decision-list-page',
  imports: [
    Badge,
    Button,
    DecisionFilters,
    Empty,
    Marked,
    Organisation,
    OutcomeBadge,
    ProblemNotice,
    RouterLink,
    SavedViews,
    Segments,
    Skeleton,
    TakeOut,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './decision-list-page.html',
})
export class DecisionListPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly network = inject(Network);
  protected readonly shortcuts = shortcuts;

  private readonly params = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });
  protected readonly filter = computed(() => filterOf(this.params()));
  protected readonly query = computed(() => queryOf(this.filter()));
  protected readonly sort = computed(() => (this.params().get('sort') === 'best' ? 'best' : 'newest'));
  private readonly sortWords = translateSignal(sorts.map((one) => `decisions.sort.${one}`));
  protected readonly sortings = computed(() =>
    sorts.map((value, n) => ({ value, label: this.sortWords()[n] ?? value })),
  );
  private readonly address = computed(() => {
    const query = new URLSearchParams(this.query());
    // How many there are is asked by whoever has narrowed the log down.
    if (this.query()) query.set('count', 'true');
    if (this.filter().q && this.sort() === 'best') query.set('sort', 'best');
    return `${this.network.url('decisions')}?limit=25&${query}`;
  });
  protected readonly source = liveResource<DecisionPage>(() => this.address(), ['decisions']);
  protected readonly first = computed(() => (this.source.hasValue() ? this.source.value() : null));
  /** The first page as it is now, and what was fetched after it. */
  private readonly later = linkedSignal<DecisionPage | null, DecisionRow[]>({
    source: this.first,
    computation: () => [],
  });
  protected readonly cursor = linkedSignal(() => this.first()?.nextCursor ?? null);
  protected readonly rows = computed(() => [...(this.first()?.items ?? []), ...this.later()]);
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));

  /** What a shortcut leads to; the first to everything. */
  protected paramsOf(shortcut: (typeof shortcuts)[number]): Filter {
    return shortcut === 'all' ? {} : { [shortcut]: 'true' };
  }

  protected isShown(shortcut: (typeof shortcuts)[number]): boolean {
    return this.query() === queryOf(this.paramsOf(shortcut));
  }

  protected show(filter: Filter): void {
    const sort = filter.q && this.sort() === 'best' ? { sort: 'best' } : {};
    void this.router.navigate(this.network.link('decisions'), { queryParams: { ...filter, ...sort } });
  }

  protected order(sort: 'newest' | 'best'): void {
    const queryParams = { ...this.filter(), ...(sort === 'best' ? { sort } : {}) };
    void this.router.navigate(this.network.link('decisions'), { queryParams });
  }

  protected async more(): Promise<void> {
    const after = this.cursor();
    if (!after) return;
    const page = await this.api.get<DecisionPage>(
      `${this.address().replace('&count=true', '')}&after=${encodeURIComponent(after)}`,
    );
    this.later.update((rows) => [...rows, ...page.items]);
    this.cursor.set(page.nextCursor);
  }
}
