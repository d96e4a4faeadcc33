import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { DecisionPage } from '@torv/shared/decisions';
import type { ProposalView } from '@torv/shared/proposals';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { OutcomeBadge } from './outcome-badge';

/** What has been decided on a proposal, beside it: each time it was dealt with, the newest first. */
@Component({
  selector: 't-decisions-of-proposal',
  imports: [OutcomeBadge, RouterLink, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (decisions().length > 0) {
    <section class="panel stack">
      <h2>{{ 'decisions.ofProposal' | transloco }}</h2>
      <ul class="stack" role="list">
        @for (one of decisions(); track one.id) {
          <li class="stack tight">
            <a [routerLink]="network.link('decisions', one.number)">{{
              'decisions.decisionNumber' | transloco: { number: one.number }
            }}</a>
            <span class="cluster">
              <t-outcome [outcome]="one.outcome" [remit]="one.remit" />
              <span class="soft num small">{{ one.decidedAt | when }}</span>
            </span>
          </li>
        }
      </ul>
    </section>
  }`,
  styles: `
    ul {
      list-style: none;
      margin: 0;
      padding: 0;
    }
  `,
})
export class DecisionsOfProposal {
  protected readonly network = inject(Network);
  readonly proposal = input.required<ProposalView>();
  private readonly source = liveResource<DecisionPage>(
    () =>
      this.proposal().state === 'draft' ? undefined : this.network.url(`decisions?proposal=${this.proposal().id}`),
    ['decisions'],
  );
  protected readonly decisions = computed(() => (this.source.hasValue() ? this.source.value().items : []));
}
