import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { CompositionView, NetworkPicture, OverlapsView } from '@torv/shared/overview';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { ProblemNotice } from '../ui/notice';
import { SegmentLinks } from '../ui/segment-links';
import { Empty, Skeleton } from '../ui/surfaces';
import { CompositionGaps } from './composition-gaps';
import { NetworkDrawing } from './network-drawing';
import { OverlappingPeople } from './overlapping-people';

/** What changes who sits where for whom. */
const kinds = ['organisations', 'bodies'];

@Component({
  selector: 't-network-page',
  imports: [
    CompositionGaps,
    Empty,
    NetworkDrawing,
    OverlappingPeople,
    ProblemNotice,
    SegmentLinks,
    Skeleton,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack wide">
      <header class="page-title">
        <h1>{{ 'overview.network.title' | transloco }}</h1>
        <p class="soft">{{ 'overview.network.lead' | transloco }}</p>
      </header>
      <t-segment-links
        [label]="'overview.network.show' | transloco"
        [links]="[
          { label: 'overview.network.bodies' | transloco, link: network.link('people') },
          { label: 'overview.network.parties' | transloco, link: network.link('people', 'parties') },
          { label: 'overview.network.title' | transloco, link: network.link('people', 'network') },
        ]"
      />
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      @if (picture(); as picture) {
        @if (picture.bodies.length > 0) {
          @if (gaps(); as gaps) {
            <t-composition-gaps [gaps]="gaps" />
          }
          <t-network-drawing [picture]="picture" />
          @if (overlaps(); as overlaps) {
            <t-overlapping-people [overlaps]="overlaps" />
          }
        } @else {
          <div class="panel flush">
            <t-empty [title]="'overview.network.none' | transloco" [why]="'overview.network.noneWhy' | transloco" />
          </div>
        }
      } @else if (!problem()) {
        <div class="panel flush"><t-skeleton [label]="'shell.loading' | transloco" [lines]="10" /></div>
      }
    </div>
  `,
})
export class NetworkPage {
  protected readonly network = inject(Network);
  private readonly seats = liveResource<NetworkPicture>(() => this.network.url('overview/network'), kinds);
  private readonly composition = liveResource<CompositionView>(() => this.network.url('overview/composition'), kinds);
  private readonly people = liveResource<OverlapsView>(
    () => this.network.url('overview/overlaps'),
    [...kinds, 'meetings'],
  );
  protected readonly picture = computed(() => (this.seats.hasValue() ? this.seats.value() : null));
  protected readonly gaps = computed(() => (this.composition.hasValue() ? this.composition.value().gaps : null));
  protected readonly overlaps = computed(() => (this.people.hasValue() ? this.people.value() : null));
  protected readonly problem = computed(() => {
    const error = this.seats.error() ?? this.composition.error() ?? this.people.error();
    return error ? problemOf(error) : null;
  });
}
