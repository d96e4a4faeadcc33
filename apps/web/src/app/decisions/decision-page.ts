import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { DecisionView } from '@torv/shared/decisions';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { DocumentsOf } from '../documents/documents-of';
import { StanceBadge } from '../proposals/stance-badge';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Crumbs, Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { AdoptMandate } from './adopt-mandate';
import { OutcomeBadge } from './outcome-badge';
import { ReferralTrace } from './referral-trace';
import { WhoIsBound } from './who-is-bound';
import { TakeOut } from './take-out';
import { TallyOfDecision } from './tally-of-decision';

type FollowUp = DecisionView['followUps'][number];

@Component({
  selector: 't-decision-page',
  imports: [
    AdoptMandate,
    Badge,
    Button,
    Crumbs,
    DocumentsOf,
    Heading,
    Icon,
    Organisation,
    OutcomeBadge,
    ProblemNotice,
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
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  readonly number = input.required<string>();
  private readonly source = liveResource<DecisionView>(
    () => this.network.url('decisions', this.number()),
    ['decisions'],
  );

  protected readonly decision = computed(() => (this.source.hasValue() ? this.source.value() : null));
  private readonly refused = signal<Problem | null>(null);
  protected readonly problem = computed(
    () => this.refused() ?? (this.source.error() ? problemOf(this.source.error()) : null),
  );
  protected readonly receipt = computed(() => this.network.url('decisions', this.number(), 'receipt'));
  protected readonly wholeLog = computed(() => this.network.url('log', 'export'));

  protected async finish(followUp: FollowUp): Promise<void> {
    const after = await this.step(followUp, 'done');
    if (after) this.toasts.say(this.transloco.translate('decisions.finished'), () => void this.step(after, 'owed'));
  }

  private async step(followUp: FollowUp, state: 'done' | 'owed'): Promise<FollowUp | null> {
    try {
      const url = this.network.url('decisions', this.number(), 'follow-ups', followUp.id, 'done');
      const after = await this.api.post<FollowUp>(url, { state }, { version: followUp.version });
      this.refused.set(null);
      this.source.reload();
      return after;
    } catch (error) {
      this.refused.set(problemOf(error));
      return null;
    }
  }
}
