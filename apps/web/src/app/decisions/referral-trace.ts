import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { DecisionView } from '@torv/shared/decisions';
import type { ConsiderationList } from '@torv/shared/proposals';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { ConsiderationRows } from '../proposals/consideration-list';
import { Heading } from '../ui/surfaces';

/** `<t-referral-trace [decision]="…" />`: which bodies dealt with it, who asked whom, and what came back. */
@Component({
  selector: 't-referral-trace',
  imports: [ConsiderationRows, Heading, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (items().length > 0) {
    <section class="stack tight">
      <t-heading [title]="'decisions.trace' | transloco" [count]="items().length" />
      <t-consideration-list [items]="items()" (changed)="source.reload()" />
    </section>
  }`,
})
export class ReferralTrace {
  private readonly network = inject(Network);
  readonly decision = input.required<DecisionView>();
  private readonly at = () => {
    const { id, proposalId } = this.decision();
    const of = proposalId ? `proposal=${proposalId}` : `decision=${id}`;
    return `${this.network.url('proposals', 'considerations')}?${of}`;
  };
  protected readonly source = liveResource<ConsiderationList>(this.at, ['proposals']);
  private readonly known = lastKnown(this.source, this.at);
  protected readonly items = computed(() => this.known()?.items ?? []);
}
