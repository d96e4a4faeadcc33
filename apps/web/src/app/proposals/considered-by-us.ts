import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ConsiderationList } from '@torv/shared/proposals';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Heading } from '../ui/surfaces';

/** What other bodies have sent to those that the reader runs, and that waits for an answer. */
@Component({
  selector: 't-considered-by-us',
  imports: [Heading, RouterLink, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (items().length > 0) {
    <section class="stack tight">
      <t-heading [title]="'proposals.elsewhere.byUs' | transloco" [count]="items().length" />
      <ul class="panel flush rows">
        @for (one of items(); track one.id) {
          <li>
            <a class="row" [routerLink]="network.link('proposals', one.proposal.id)">
              <span>
                <span class="title">{{ one.proposal.title }}</span>
                <span class="meta">
                  <span>{{
                    'proposals.elsewhere.' + one.kind | transloco: { from: one.askedBy.name, to: one.body.name }
                  }}</span>
                  @if (one.due) {
                    <span class="num">{{ 'proposals.elsewhere.dueOn' | transloco: { day: (one.due | when) } }}</span>
                  }
                </span>
              </span>
            </a>
          </li>
        }
      </ul>
    </section>
  }`,
})
export class ConsideredByUs {
  protected readonly network = inject(Network);
  private readonly at = () => `${this.network.url('proposals', 'considerations')}?open=true`;
  private readonly source = liveResource<ConsiderationList>(this.at, ['proposals', 'decisions.recorded']);
  private readonly known = lastKnown(this.source, this.at);
  protected readonly items = computed(() =>
    (this.known()?.items ?? []).filter((one) => one.may.includes('proposals.answer')),
  );
}
