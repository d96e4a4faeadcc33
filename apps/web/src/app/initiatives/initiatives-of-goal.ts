import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { InitiativePage } from '@torv/shared/initiatives';
import type { GoalView } from '@torv/shared/strategies';
import { Words } from '../platform/i18n/words';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Organisation } from '../ui/organisation';
import { Empty, Heading } from '../ui/surfaces';
import { InitiativeStateBadge } from './initiative-state';

/** On a goal's page: the initiatives that serve it. */
@Component({
  selector: 't-initiatives-of-goal',
  imports: [Empty, Heading, InitiativeStateBadge, Organisation, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (ready() && source.hasValue()) {
    <section class="stack tight">
      <t-heading [title]="'initiatives.ofGoal' | transloco" [count]="rows().length || null" />
      <div class="panel flush">
        @if (rows().length > 0) {
          <ul class="rows">
            @for (one of rows(); track one.id) {
              <li>
                <a class="row" [routerLink]="network.link('initiatives', one.key)">
                  <span>
                    <span class="title">{{ one.name }}</span>
                    <span class="meta"><t-organisation [name]="one.lead.name" [swatch]="one.lead.swatch" /></span>
                  </span>
                  <t-initiative-state [state]="one.state" />
                </a>
              </li>
            }
          </ul>
        } @else {
          <t-empty [title]="'initiatives.ofGoalNone' | transloco" [why]="'initiatives.ofGoalNoneWhy' | transloco" />
        }
      </div>
    </section>
  }`,
})
export class InitiativesOfGoal {
  protected readonly network = inject(Network);
  readonly goal = input.required<GoalView>();
  protected readonly ready = signal(false);
  protected readonly source = liveResource<InitiativePage>(
    () => this.network.url(`initiatives?limit=100&goal=${this.goal().key}`),
    ['initiatives'],
  );
  protected readonly rows = computed(() => (this.source.hasValue() ? this.source.value().items : []));

  constructor() {
    // Shown in another room's page, whose route does not load these words.
    void inject(Words)
      .open('initiatives')
      .then(() => this.ready.set(true));
  }
}
