import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { BodyPage } from '@torv/shared/bodies';
import type { DecisionPage, DecisionRow } from '@torv/shared/decisions';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Badge } from '../ui/badge';
import { Field, Input } from '../ui/field';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Empty, Skeleton } from '../ui/surfaces';
import { OutcomeBadge } from './outcome-badge';

@Component({
  selector: 't-decision-list-page',
  imports: [
    Badge,
    Button,
    Empty,
    Field,
    Input,
    Organisation,
    OutcomeBadge,
    ProblemNotice,
    RouterLink,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <header class="page-title">
        <h1>{{ 'decisions.title' | transloco }}</h1>
        <p class="soft">{{ 'decisions.lead' | transloco }}</p>
      </header>
      <form class="cluster" role="search" (submit)="find($event, query.value)">
        <t-field [label]="'decisions.search' | transloco"
          ><input #query tInput type="search" maxlength="200"
        /></t-field>
        <t-field [label]="'decisions.outcome' | transloco">
          <select #chosen tInput (change)="outcome.set(chosen.value)">
            <option value="">{{ 'decisions.all' | transloco }}</option>
            @for (one of outcomes; track one) {
              <option [value]="one">{{ 'outcome.' + one | transloco }}</option>
            }
          </select>
        </t-field>
        <t-field [label]="'decisions.body' | transloco">
          <select #where tInput (change)="choose(where.value)">
            <option value="" [selected]="!body()">{{ 'decisions.all' | transloco }}</option>
            @for (one of bodies(); track one.id) {
              <option [value]="one.key" [selected]="one.key === body()">{{ one.name }}</option>
            }
          </select>
        </t-field>
        <button tButton type="submit">{{ 'decisions.find' | transloco }}</button>
      </form>
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      <div class="panel flush">
        @if (rows().length > 0) {
          <ul class="rows">
            @for (decision of rows(); track decision.id) {
              <li>
                <a class="row" [routerLink]="network.link('decisions', decision.number)">
                  <span>
                    <span class="title">{{ decision.title }}</span>
                    <span>{{ decision.summary }}</span>
                    <span class="meta">
                      <span class="num">{{ decision.number }}</span>
                      <span>{{ decision.body.name }}</span>
                      <span class="num">{{ decision.decidedAt | when }}</span>
                      @if (decision.responsible; as who) {
                        <t-organisation [name]="who.name" [swatch]="who.swatch" />
                      }
                    </span>
                  </span>
                  <span class="cluster">
                    <t-outcome [outcome]="decision.outcome" />
                    @if (decision.reservations > 0) {
                      <t-badge icon="reserve" tone="caution"
                        >{{ decision.reservations }} {{ 'decisions.reserved' | transloco }}</t-badge
                      >
                    }
                  </span>
                </a>
              </li>
            }
          </ul>
        } @else if (source.isLoading()) {
          <t-skeleton [label]="'shell.loading' | transloco" [lines]="6" />
        } @else if (!problem()) {
          <t-empty [title]="'decisions.none' | transloco" [why]="'decisions.noneWhy' | transloco" />
        }
      </div>
      @if (cursor()) {
        <div>
          <button tButton type="button" (click)="more()">{{ 'decisions.more' | transloco }}</button>
        </div>
      }
    </div>
  `,
})
export class DecisionListPage {
  private readonly api = inject(Api);
  protected readonly network = inject(Network);
  protected readonly outcomes = ['adopted', 'rejected', 'postponed', 'referred', 'discussed', 'noted'] as const;
  protected readonly outcome = signal('');
  /** `?body=KEY`: a body's page leads here. */
  readonly body = input<string>();
  private readonly router = inject(Router);
  private readonly bodySource = liveResource<BodyPage>(() => this.network.url('bodies?limit=100'), ['bodies']);
  protected readonly bodies = computed(() => (this.bodySource.hasValue() ? this.bodySource.value().items : []));
  private readonly q = signal('');
  private readonly address = computed(() => {
    const query = new URLSearchParams({ limit: '25' });
    if (this.outcome()) query.set('outcome', this.outcome());
    const body = this.body();
    if (body) query.set('body', body);
    if (this.q()) query.set('q', this.q());
    return `${this.network.url('decisions')}?${query}`;
  });
  protected readonly source = liveResource<DecisionPage>(() => this.address(), ['decisions']);
  private readonly first = computed(() => (this.source.hasValue() ? this.source.value() : null));
  /** The first page as it is now, and what was fetched after it. */
  private readonly later = linkedSignal<DecisionPage | null, DecisionRow[]>({
    source: this.first,
    computation: () => [],
  });
  protected readonly cursor = linkedSignal(() => this.first()?.nextCursor ?? null);
  protected readonly rows = computed(() => [...(this.first()?.items ?? []), ...this.later()]);
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));

  protected choose(body: string): void {
    void this.router.navigate(this.network.link('decisions'), { queryParams: { body: body || null } });
  }

  protected find(event: Event, q: string): void {
    event.preventDefault();
    this.q.set(q.trim());
  }

  protected async more(): Promise<void> {
    const after = this.cursor();
    if (!after) return;
    const page = await this.api.get<DecisionPage>(`${this.address()}&after=${encodeURIComponent(after)}`);
    this.later.update((rows) => [...rows, ...page.items]);
    this.cursor.set(page.nextCursor);
  }
}
