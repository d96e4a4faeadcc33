import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { FollowUpPage } from '@torv/shared/decisions';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { ProblemNotice } from '../ui/notice';
import { Crumbs, Empty, Skeleton } from '../ui/surfaces';
import { FollowUpRow } from './follow-up-row';

const shows = ['mine', 'owed', 'overdue', 'done'] as const;
type Show = (typeof shows)[number];
const queries: Record<Show, string> = {
  mine: 'mine=true&state=owed',
  owed: 'state=owed',
  overdue: 'overdue=true',
  done: 'state=done',
};

/** What decisions ask of whom, what is due first first: mine, everyone's, what is late, what is done. */
@Component({
  selector: 't-follow-up-list-page',
  imports: [Button, Crumbs, Empty, FollowUpRow, ProblemNotice, Segments, Skeleton, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="stack">
    <t-crumbs
      [label]="'shell.here' | transloco"
      [crumbs]="[{ label: 'decisions.title' | transloco, link: network.link('decisions') }]"
    />
    <header class="page-title">
      <h1>{{ 'decisions.follow.title' | transloco }}</h1>
    </header>
    <t-segments
      [label]="'decisions.follow.show' | transloco"
      [choices]="choices()"
      [value]="shown()"
      (valueChange)="choose($event)"
    />
    <t-problem [problem]="problem()" />
    <div class="panel flush">
      @if (page(); as found) {
        @if (found.items.length > 0) {
          <ul class="rows">
            @for (followUp of found.items; track followUp.id) {
              <li><t-follow-up [followUp]="followUp" [withDecision]="true" (changed)="source.reload()" /></li>
            }
          </ul>
        } @else {
          <t-empty
            [title]="'decisions.follow.none' | transloco"
            [why]="'decisions.follow.noneWhy.' + shown() | transloco"
          />
        }
      } @else if (!problem()) {
        <t-skeleton [label]="'shell.loading' | transloco" [lines]="6" />
      }
    </div>
    @if (page()?.nextCursor) {
      <div>
        <button tButton type="button" (click)="limit.set(100)">{{ 'decisions.more' | transloco }}</button>
      </div>
    }
  </div>`,
})
export class FollowUpListPage {
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  /** `?show=` and `?organisation=`, `?body=`. */
  readonly show = input<string>();
  readonly organisation = input<string>();
  readonly body = input<string>();
  protected readonly shown = computed<Show>(() => shows.find((one) => one === this.show()) ?? 'mine');
  protected readonly choices = computed(() =>
    shows.map((value) => ({ value, label: this.transloco.translate<string>(`decisions.follow.shows.${value}`) })),
  );
  protected readonly limit = signal(25);
  private readonly url = () => {
    const of = (['organisation', 'body'] as const).flatMap((one) => (this[one]() ? [`${one}=${this[one]()}`] : []));
    return `${this.network.url('decisions', 'follow-ups')}?${[queries[this.shown()], ...of, `limit=${this.limit()}`].join('&')}`;
  };
  protected readonly source = liveResource<FollowUpPage>(this.url, ['decisions']);
  protected readonly page = lastKnown(this.source, this.url);
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));

  protected choose(show: Show): void {
    void this.router.navigate([], { queryParams: { show }, queryParamsHandling: 'merge' });
  }
}
