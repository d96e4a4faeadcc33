import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ProposalVersions } from '@torv/shared/proposals';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { ProblemNotice } from '../ui/notice';
import { Skeleton } from '../ui/surfaces';
import { ChangedWords } from './changed-words';

/** Every version of a proposal since others could read it, each against the one before: fetched when it is opened. */
@Component({
  selector: 't-proposal-versions',
  imports: [ChangedWords, ProblemNotice, Skeleton, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<details class="disclosure" (toggle)="opened.set(true)">
    <summary>{{ 'proposals.versions' | transloco }}</summary>
    @if (problem(); as it) {
      <t-problem [problem]="it" />
    } @else if (source.hasValue()) {
      <ol class="stack versions" role="list">
        @for (version of source.value().items; track version.number; let index = $index) {
          <li class="stack tight">
            <p class="meta">
              <span class="num">{{ version.writtenAt | when: 'moment' }}</span>
              <span>{{ version.writtenBy }}</span>
            </p>
            @if (source.value().items[index + 1]; as before) {
              <t-changed-words [before]="before" [after]="version" />
            } @else {
              <p class="soft">{{ 'proposals.firstVersion' | transloco }}</p>
              <p class="prose">{{ version.text }}</p>
            }
          </li>
        }
      </ol>
    } @else if (opened()) {
      <t-skeleton [label]="'shell.loading' | transloco" [lines]="3" />
    }
  </details>`,
  styles: `
    .versions {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    .versions > li + li {
      border-top: 1px solid var(--line);
      padding-top: 12px;
    }
  `,
})
export class ProposalVersionsSection {
  private readonly network = inject(Network);
  readonly proposalId = input.required<string>();
  protected readonly opened = signal(false);
  protected readonly source = liveResource<ProposalVersions>(
    () => (this.opened() ? this.network.url('proposals', this.proposalId(), 'versions') : undefined),
    ['proposals'],
  );
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
}
