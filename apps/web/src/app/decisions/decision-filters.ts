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
import type { BodyPage } from '@torv/shared/bodies';
import type { OrganisationPage } from '@torv/shared/organisations';
import type { AreaPage } from '@torv/shared/places';
import type { GoalPage } from '@torv/shared/strategies';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Preferences } from '../platform/preferences';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Check } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { dayOf, type Filter, type FilterName, filterNames } from './filter-of-address';

const outcomes = ['adopted', 'rejected', 'postponed', 'referred', 'discussed', 'noted'] as const;
/** What needs a list of names before it can be said. */
const named: readonly FilterName[] = ['body', 'binds', 'goal', 'theme', 'area'];

/** What of the log is shown: words first, the rest behind one button, and each choice as a chip that can be taken off. */
@Component({
  selector: 't-decision-filters',
  imports: [Button, Check, Field, Icon, Input, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './decision-filters.html',
})
export class DecisionFilters {
  private readonly network = inject(Network);
  private readonly transloco = inject(TranslocoService);
  private readonly preferences = inject(Preferences);
  readonly filter = input.required<Filter>();
  /** The filter as it was made. */
  readonly changed = output<Filter>();

  protected readonly outcomes = outcomes;
  protected readonly dayOf = dayOf;
  protected readonly words = linkedSignal(() => this.filter().q ?? '');
  protected readonly opened = signal(false);
  private readonly naming = computed(() => this.opened() || named.some((name) => this.filter()[name]));
  private readonly list = <T>(path: string, room: string) =>
    liveResource<T>(() => (this.naming() ? this.network.url(path) : undefined), [room]);
  private readonly bodySource = this.list<BodyPage>('bodies?limit=100', 'bodies');
  private readonly partySource = this.list<OrganisationPage>('organisations?limit=100', 'organisations');
  private readonly goalSource = this.list<GoalPage>('strategies/goals?limit=100', 'strategies');
  private readonly areaSource = this.list<AreaPage>('places/areas?limit=100', 'places');
  protected readonly areas = computed(() => (this.areaSource.hasValue() ? this.areaSource.value().items : []));
  protected readonly bodies = computed(() => (this.bodySource.hasValue() ? this.bodySource.value().items : []));
  protected readonly parties = computed(() => (this.partySource.hasValue() ? this.partySource.value().items : []));
  protected readonly goals = computed(() => (this.goalSource.hasValue() ? this.goalSource.value().items : []));
  protected readonly themes = computed(() => {
    const all = new Map(this.goals().flatMap((goal) => goal.themes.map((one) => [one.key, one] as const)));
    const language = this.preferences.language();
    return [...all.values()]
      .map((one) => ({ key: one.key, name: one[language] }))
      .sort((a, b) => a.name.localeCompare(b.name, language));
  });
  protected readonly chips = computed(() =>
    filterNames
      .filter((name) => name !== 'q' && this.filter()[name])
      .map((name) => ({ name, value: this.filter()[name]! })),
  );

  /** The name of what is chosen; what stands in the address until the names are known. */
  protected nameOf(name: FilterName, value: string): string {
    const lists = {
      body: this.bodies(),
      binds: this.parties(),
      goal: this.goals(),
      theme: this.themes(),
      area: this.areas(),
    };
    if (name === 'outcome') return this.transloco.translate(`outcome.${value}`);
    if (name in lists) return lists[name as keyof typeof lists].find((one) => one.key === value)?.name ?? value;
    return value;
  }

  protected put(name: FilterName, value: string | null): void {
    const { [name]: _, ...rest } = this.filter();
    this.changed.emit(value ? { ...rest, [name]: value } : rest);
  }

  protected find(event: Event): void {
    event.preventDefault();
    this.put('q', this.words().trim());
  }

  protected clear(): void {
    this.words.set('');
    this.changed.emit({});
  }
}
