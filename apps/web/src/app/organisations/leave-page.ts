import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal, type Type } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { OrganisationDetail } from '@torv/shared/organisations';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/notice';
import { Crumbs, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { WHAT_FALLS_VACANT } from './organisation-companions';

/** Ends an affiliation, one's own or, as the administrator, another's: what falls vacant stands there first. */
@Component({
  selector: 't-leave-page',
  imports: [Button, Crumbs, NgComponentOutlet, ProblemNotice, RouterLink, Skeleton, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack narrow">
      <t-crumbs
        [label]="'shell.here' | transloco"
        [crumbs]="[
          { label: 'organisations.title' | transloco, link: network.link('people', 'parties') },
          { label: organisation()?.name ?? '', link: network.link('people', 'parties', key()) },
        ]"
      />
      @if (unread(); as it) {
        <t-problem [problem]="it" />
      }
      @if (organisation(); as it) {
        <h1>
          @if (mine()) {
            {{ 'organisations.leave.mine' | transloco: { organisation: it.name } }}
          } @else {
            {{ 'organisations.leave.other' | transloco: { person: person(), organisation: it.name } }}
          }
        </h1>
        <p>{{ (mine() ? 'organisations.leave.atOnceMine' : 'organisations.leave.atOnce') | transloco }}</p>
        @if (vacant(); as view) {
          <ng-container *ngComponentOutlet="view; inputs: { affiliation: affiliation() }" />
        }
        @if (problem(); as refused) {
          <t-problem [problem]="refused" />
        }
        <div class="cluster">
          <button tButton="primary" type="button" [busy]="busy()" (click)="end()">
            {{ (mine() ? 'organisations.leave.doMine' : 'organisations.leave.do') | transloco }}
          </button>
          <a tButton="quiet" [routerLink]="network.link('people', 'parties', it.key)">{{
            'organisations.leave.stay' | transloco
          }}</a>
        </div>
      } @else if (!unread()) {
        <div class="panel flush"><t-skeleton [label]="'shell.loading' | transloco" [lines]="6" /></div>
      }
    </div>
  `,
})
export class LeavePage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  readonly key = input.required<string>();
  readonly affiliation = input.required<string>();
  private readonly source = liveResource<OrganisationDetail>(
    () => this.network.url('organisations', this.key()),
    ['organisations'],
  );
  protected readonly organisation = lastKnown(this.source, () => this.key());
  protected readonly unread = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly mine = computed(() => this.organisation()?.mine === this.affiliation());
  protected readonly person = computed(
    () => this.organisation()?.people.find((one) => one.id === this.affiliation())?.name ?? '',
  );
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  protected readonly vacant = signal<Type<unknown> | null>(null);

  constructor() {
    void inject(WHAT_FALLS_VACANT, { optional: true })?.().then((it) => this.vacant.set(it));
  }

  protected async end(): Promise<void> {
    const organisation = this.organisation();
    if (this.busy() || !organisation) return;
    this.busy.set(true);
    const [mine, person] = [this.mine(), this.person()];
    try {
      const after = await this.act(organisation.version, 'end');
      if (mine) {
        // What one may see and do here is another now; the whole app is read anew.
        location.assign('/');
        return;
      }
      await this.router.navigate(this.network.link('people', 'parties', organisation.key));
      const words = { person, organisation: organisation.name };
      this.toasts.say(
        this.transloco.translate('organisations.leave.done', words),
        () => after && void this.act(after.version, 'reopening').catch(() => this.toasts.say(this.sayLate())),
      );
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private act(version: number, what: 'end' | 'reopening'): Promise<OrganisationDetail | null> {
    const url = this.network.url('organisations', this.key(), 'affiliations', this.affiliation(), what);
    return this.api.post<OrganisationDetail | null>(url, {}, { version });
  }

  private sayLate(): string {
    return this.transloco.translate('organisations.leave.undoFailed');
  }
}
