import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { DecisionView } from '@torv/shared/decisions';
import { ProveDecision } from '../log/prove-decision';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { DocumentsOf } from '../documents/documents-of';
import { StanceBadge } from '../proposals/stance-badge';
import { Badge } from '../ui/badge';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Crumbs, Heading, Skeleton } from '../ui/surfaces';
import { AdoptMandate } from './adopt-mandate';
import { DecisionChain } from './decision-chain';
import { DecisionReview } from './decision-review';
import { FollowUpsOfDecision } from './follow-ups-of-decision';
import { OutcomeBadge } from './outcome-badge';
import { ReferralTrace } from './referral-trace';
import { WhoIsBound } from './who-is-bound';
import { TakeOut } from './take-out';
import { TallyOfDecision } from './tally-of-decision';

@Component({
  selector: 't-decision-page',
  imports: [
    AdoptMandate,
    Badge,
    Crumbs,
    DocumentsOf,
    DecisionChain,
    DecisionReview,
    FollowUpsOfDecision,
    Heading,
    Organisation,
    OutcomeBadge,
    ProblemNotice,
    ProveDecision,
    ReferralTrace,
    RouterLink,
    Skeleton,
    StanceBadge,
    TakeOut,
    TallyOfDecision,
    TranslocoPipe,
    WhenPipe,
    WhoIsBound,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './decision-page.html',
})
export class DecisionPage {
  protected readonly network = inject(Network);
  readonly number = input.required<string>();
  private readonly source = liveResource<DecisionView>(
    () => this.network.url('decisions', this.number()),
    ['decisions'],
  );

  protected readonly decision = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));

  protected reload(): void {
    this.source.reload();
  }
}
