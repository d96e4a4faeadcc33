import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OrganisationPage } from '@torv/shared/organisations';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { ProblemNotice } from '../ui/notice';
import { Empty, Skeleton } from '../ui/surfaces';
import { Organisation } from '../ui/organisation';

@Component({
  selector: 't-people-page',
  imports: [Empty, ProblemNotice, Skeleton, TranslocoPipe, Organisation],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <header class="page-title">
        <h1>{{ 'organisations.title' | transloco }}</h1>
        <p class="soft">{{ 'organisations.lead' | transloco }}</p>
      </header>
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      <div class="panel flush">
        @if (rows().length > 0) {
          <ul class="rows">
            @for (one of rows(); track one.id) {
              <li>
                <div class="row">
                  <span>
                    <t-organisation [name]="one.name" [swatch]="one.swatch" />
                    <span class="meta">
                      <span>{{ 'organisations.sector.' + one.sector | transloco }}</span>
                      @for (who of one.authorities; track $index) {
                        <span>{{ who.personName }}: {{ 'organisations.binds.' + who.subject | transloco }}</span>
                      }
                    </span>
                  </span>
                </div>
              </li>
            }
          </ul>
        } @else if (source.isLoading()) {
          <t-skeleton [label]="'shell.loading' | transloco" [lines]="6" />
        } @else if (!problem()) {
          <t-empty [title]="'organisations.none' | transloco" [why]="'organisations.noneWhy' | transloco" />
        }
      </div>
    </div>
  `,
})
export class PeoplePage {
  private readonly network = inject(Network);
  protected readonly source = liveResource<OrganisationPage>(
    () => this.network.url('organisations?limit=100'),
    ['organisations'],
  );
  protected readonly rows = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
}
