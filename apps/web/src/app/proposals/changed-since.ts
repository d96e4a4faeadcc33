import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ProposalVersions, ProposalView } from '@torv/shared/proposals';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { ProblemNotice } from '../ui/notice';
import { Skeleton } from '../ui/surfaces';
import { ChangedWords } from './changed-words';
import { wordsAt } from './words-changed';

/** What has changed in a proposal since an organisation stated its position. */
@Component({
  selector: 't-changed-since',
  imports: [ChangedWords, ProblemNotice, Skeleton, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (problem(); as it) {
      <t-problem [problem]="it" />
    } @else if (!source.hasValue()) {
      <t-skeleton [label]="'shell.loading' | transloco" [lines]="3" />
    } @else if (before(); as it) {
      <t-changed-words [before]="it" [after]="proposal()" />
    } @else {
      <p class="soft">{{ 'proposals.earlierUnknown' | transloco }}</p>
    }`,
})
export class ChangedSince {
  private readonly network = inject(Network);
  readonly proposal = input.required<ProposalView>();
  /** The version that had been read when the position was stated. */
  readonly since = input.required<number>();

  protected readonly source = liveResource<ProposalVersions>(
    () => this.network.url('proposals', this.proposal().id, 'versions'),
    ['proposals.changed'],
  );
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly before = computed(() =>
    this.source.hasValue() ? wordsAt(this.source.value().items, this.since()) : null,
  );
}
