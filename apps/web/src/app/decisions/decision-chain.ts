import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { DecisionView } from '@torv/shared/decisions';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Notice } from '../ui/notice';

/** What the decision changes, and what changed it, each one press away. Nothing when it stands alone. */
@Component({
  selector: 't-decision-chain',
  imports: [Notice, RouterLink, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@for (later of decision().changedBy; track later.number) {
      <t-notice [tone]="later.kind === 'confirms' ? 'good' : 'caution'">
        {{ 'decisions.chain.by.' + later.kind | transloco }}
        <a class="num" [routerLink]="network.link('decisions', later.number)">{{ later.number }}</a>
        @if (later.decidedAt) {
          <span class="soft"> · {{ later.decidedAt | when }}</span>
        }
      </t-notice>
    }
    @if (decision().changes; as earlier) {
      <t-notice>
        {{ 'decisions.chain.of.' + earlier.kind | transloco }}
        @if (earlier.title) {
          <a class="num" [routerLink]="network.link('decisions', earlier.number)">{{ earlier.number }}</a>
          <span class="soft"> · {{ earlier.title }}</span>
        } @else {
          <span class="num">{{ earlier.number }}</span>
          <span class="soft"> · {{ 'decisions.chain.unseen' | transloco }}</span>
        }
      </t-notice>
    }`,
})
export class DecisionChain {
  protected readonly network = inject(Network);
  readonly decision = input.required<DecisionView>();
}
