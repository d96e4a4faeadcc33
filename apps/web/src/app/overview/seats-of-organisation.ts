import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SeatsOfOrganisation as Seats } from '@torv/shared/overview';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Heading } from '../ui/surfaces';

/** Where an organisation sits, and who sits there for it; shown on its page. */
@Component({
  selector: 't-seats-of-organisation',
  imports: [Badge, Heading, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="stack tight">
      <t-heading [title]="'overview.seats.title' | transloco" [count]="seats().length || null" />
      <ul class="panel flush rows">
        @for (seat of seats(); track seat.id) {
          <li>
            <a class="row" [routerLink]="network.link('bodies', seat.body.key)">
              <span>
                <span class="title">{{ seat.body.name }}</span>
                <span class="meta">
                  <span>{{ 'overview.seats.role.' + seat.role | transloco }}</span>
                  <span>{{ (seat.voting ? 'overview.seats.voting' : 'overview.seats.notVoting') | transloco }}</span>
                  @if (seat.person) {
                    <span>{{ seat.person }}</span>
                  } @else {
                    <t-badge icon="clock" tone="caution">{{ 'overview.seats.vacant' | transloco }}</t-badge>
                  }
                </span>
              </span>
            </a>
          </li>
        } @empty {
          <li class="row">
            <span class="soft">{{ 'overview.seats.none' | transloco }}</span>
          </li>
        }
      </ul>
    </section>
  `,
})
export class SeatsOfOrganisation {
  protected readonly network = inject(Network);
  readonly organisation = input.required<string>();
  private readonly source = liveResource<Seats>(
    () => this.network.url('overview', 'seats', this.organisation()),
    ['bodies', 'organisations', 'interop'],
  );
  protected readonly seats = computed(() => (this.source.hasValue() ? this.source.value().items : []));
}
