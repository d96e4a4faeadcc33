import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { translateSignal, TranslocoPipe } from '@jsverse/transloco';
import type { OrganisationPage, OrganisationView } from '@torv/shared/organisations';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { SegmentLinks } from '../ui/segment-links';
import { Empty, Heading, Skeleton } from '../ui/surfaces';
import { sectors } from './sectors';
import { partiesNamed, treeOfParties } from './tree-of-parties';

/** The parties of the network: by sector, or by who stands under whom. */
@Component({
  selector: 't-organisation-list-page',
  imports: [
    Button,
    Empty,
    Field,
    Heading,
    Icon,
    Input,
    Organisation,
    ProblemNotice,
    RouterLink,
    SegmentLinks,
    Segments,
    Skeleton,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './organisation-list-page.html',
})
export class OrganisationListPage {
  protected readonly network = inject(Network);
  /** The facilitator invites organisations, an administrator their own organisation's people. */
  protected readonly mayInvite = computed(() => {
    const me = this.network.me();
    return me !== null && (me.facilitates || me.organisations.some((one) => one.administers));
  });
  protected readonly source = liveResource<OrganisationPage>(
    () => this.network.url('organisations?limit=100'),
    ['organisations', 'interop'],
  );
  protected readonly words = signal('');
  private readonly wayNames = translateSignal(['organisations.bySector', 'organisations.byParent']);
  protected readonly ways = computed(() => [
    { value: 'sector' as const, label: this.wayNames()[0] ?? '' },
    { value: 'parent' as const, label: this.wayNames()[1] ?? '' },
  ]);
  protected readonly way = signal<'sector' | 'parent'>('sector');
  private readonly all = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly rows = computed(() => partiesNamed(this.all(), this.words()));
  protected readonly groups = computed(() =>
    sectors
      .map((sector) => ({ sector, items: this.rows().filter((one) => one.sector === sector) }))
      .filter((group) => group.items.length > 0),
  );
  protected readonly tree = computed(() => treeOfParties(this.rows()));
  protected readonly none = computed(() => this.all().length === 0);
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));

  /** Under whom it stands, by name. */
  protected above(party: OrganisationView): string {
    return this.all()
      .filter((one) => party.parents.includes(one.key))
      .map((one) => one.name)
      .join(', ');
  }

  /** Who may bind it today, each once. */
  protected binders(party: OrganisationView): string {
    return [...new Set(party.authorities.map((one) => one.personName))].join(', ');
  }
}
