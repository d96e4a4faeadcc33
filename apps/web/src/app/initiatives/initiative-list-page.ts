import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { InitiativePage } from '@torv/shared/initiatives';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Field, Input } from '../ui/field';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { SegmentLinks } from '../ui/segment-links';
import { Empty, Skeleton } from '../ui/surfaces';
import { InitiativeStateBadge } from './initiative-state';

@Component({
  selector: 't-initiative-list-page',
  imports: [
    Empty,
    Field,
    InitiativeStateBadge,
    Input,
    Organisation,
    ProblemNotice,
    RouterLink,
    SegmentLinks,
    Skeleton,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <header class="page-title">
        <h1>{{ 'initiatives.title' | transloco }}</h1>
        <p class="soft">{{ 'initiatives.lead' | transloco }}</p>
      </header>
      <t-segment-links
        [label]="'initiatives.show' | transloco"
        [links]="[
          { label: 'initiatives.goals' | transloco, link: network.link('goals') },
          { label: 'initiatives.title' | transloco, link: network.link('initiatives') },
        ]"
      />
      <div class="cluster">
        <t-field [label]="'initiatives.stateOf' | transloco">
          <select #chosen tInput (change)="state.set(chosen.value)">
            <option value="">{{ 'initiatives.all' | transloco }}</option>
            @for (one of states; track one) {
              <option [value]="one">{{ 'initiatives.state.' + one | transloco }}</option>
            }
          </select>
        </t-field>
      </div>
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      <div class="panel flush">
        @if (rows().length > 0) {
          <ul class="rows">
            @for (one of rows(); track one.id) {
              <li>
                <a class="row" [routerLink]="network.link('initiatives', one.key)">
                  <span>
                    <span class="title">{{ one.name }}</span>
                    <span class="meta">
                      <t-organisation [name]="one.lead.name" [swatch]="one.lead.swatch" />
                      @if (one.kind === 'own') {
                        <span>{{ 'initiatives.kind.own' | transloco }}</span>
                      } @else {
                        <span class="num">{{
                          'initiatives.counts' | transloco: { named: one.named, committed: one.committed }
                        }}</span>
                      }
                    </span>
                  </span>
                  <t-initiative-state [state]="one.state" />
                </a>
              </li>
            }
          </ul>
        } @else if (source.isLoading()) {
          <t-skeleton [label]="'shell.loading' | transloco" [lines]="6" />
        } @else if (!problem()) {
          <t-empty
            [title]="'initiatives.none' | transloco"
            [why]="(state() ? 'initiatives.noneOfState' : 'initiatives.noneWhy') | transloco"
            [example]="'initiatives.noneExample' | transloco"
          />
        }
      </div>
    </div>
  `,
})
export class InitiativeListPage {
  protected readonly network = inject(Network);
  protected readonly states = [
    'idea',
    'proposed',
    'ready',
    'active',
    'paused',
    'anchored',
    'completed',
    'stopped',
  ] as const;
  protected readonly state = signal('');
  protected readonly source = liveResource<InitiativePage>(
    () => this.network.url(`initiatives?limit=100${this.state() ? `&state=${this.state()}` : ''}`),
    ['initiatives'],
  );
  protected readonly rows = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
}
