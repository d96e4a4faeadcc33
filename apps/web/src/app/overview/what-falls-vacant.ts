import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { LeavingView } from '@torv/shared/overview';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Notice, ProblemNotice } from '../ui/notice';
import { Skeleton } from '../ui/surfaces';

/** What falls vacant when an affiliation ends, and what remains the organisation's; shown before it does. */
@Component({
  selector: 't-what-falls-vacant',
  imports: [Notice, ProblemNotice, RouterLink, Skeleton, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (leaving(); as it) {
      <div class="stack">
        @if (it.lastAdministrator) {
          <t-notice tone="caution">{{
            'overview.leaving.lastAdministrator' | transloco: { organisation: it.organisation.name }
          }}</t-notice>
        }
        @if (it.leavesNetwork) {
          <t-notice tone="caution">{{
            (it.mine ? 'overview.leaving.leavesNetworkMine' : 'overview.leaving.leavesNetwork')
              | transloco: { person: it.person }
          }}</t-notice>
        }
        <section class="panel stack tight">
          <h2>{{ 'overview.leaving.vacant' | transloco }}</h2>
          @if (nothing()) {
            <p class="soft">{{ 'overview.leaving.nothing' | transloco }}</p>
          } @else {
            <ul class="stack tight">
              @for (seat of it.seats; track $index) {
                <li>
                  {{ 'overview.leaving.seatAs.' + seat.role | transloco }}
                  <a [routerLink]="network.link('bodies', seat.body.key)">{{ seat.body.name }}</a>
                </li>
              }
              @for (office of it.offices; track office) {
                <li>{{ 'overview.leaving.office.' + office | transloco: { organisation: it.organisation.name } }}</li>
              }
              @for (subject of it.authorities; track subject) {
                <li>
                  {{ 'overview.leaving.authority.' + subject | transloco: { organisation: it.organisation.name } }}
                </li>
              }
            </ul>
          }
        </section>
        @if (it.commitments.length > 0 || it.followUps.length > 0) {
          <section class="panel stack tight">
            <h2>{{ 'overview.leaving.remains' | transloco: { organisation: it.organisation.name } }}</h2>
            <ul class="stack tight">
              @for (one of it.commitments; track one.key) {
                <li>
                  {{ 'overview.leaving.commitment' | transloco }}
                  <a [routerLink]="network.link('initiatives', one.key)">{{ one.name }}</a>
                </li>
              }
              @for (one of it.followUps; track $index) {
                <li>
                  {{ 'overview.leaving.followUp' | transloco: { due: (one.due | when) } }}
                  <a [routerLink]="network.link('decisions', one.decision)">{{ one.task }}</a>
                </li>
              }
            </ul>
          </section>
        }
      </div>
    } @else if (problem()) {
      <t-problem [problem]="problem()" />
    } @else {
      <div class="panel flush"><t-skeleton [label]="'shell.loading' | transloco" [lines]="4" /></div>
    }
  `,
})
export class WhatFallsVacant {
  protected readonly network = inject(Network);
  readonly affiliation = input.required<string>();
  private readonly source = liveResource<LeavingView>(
    () => this.network.url('overview', 'leaving', this.affiliation()),
    ['bodies', 'organisations.authority-given', 'organisations.authority-withdrawn'],
  );
  protected readonly leaving = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly nothing = computed(() => {
    const it = this.leaving();
    return it !== null && it.seats.length + it.offices.length + it.authorities.length === 0;
  });
}
