import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OrganisationPage } from '@torv/shared/organisations';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { ProblemNotice } from '../ui/notice';
import { SegmentLinks } from '../ui/segment-links';
import { Empty, Heading, Skeleton } from '../ui/surfaces';
import { Organisation } from '../ui/organisation';

const sectors = ['municipality', 'housing', 'civil-society', 'business', 'foundation', 'education', 'health'] as const;

@Component({
  selector: 't-people-page',
  imports: [Empty, Heading, Organisation, ProblemNotice, SegmentLinks, Skeleton, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="stack">
      <header class="page-title">
        <h1>{{ 'organisations.title' | transloco }}</h1>
        <p class="soft">{{ 'organisations.lead' | transloco }}</p>
      </header>
      <t-segment-links
        [label]="'organisations.show' | transloco"
        [links]="[
          { label: 'organisations.bodies' | transloco, link: network.link('people') },
          { label: 'organisations.title' | transloco, link: network.link('people', 'parties') },
        ]"
      />
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      @for (group of groups(); track group.sector) {
        <section class="stack tight">
          <t-heading [title]="'organisations.sector.' + group.sector | transloco" [count]="group.items.length" />
          <ul class="panel flush rows">
            @for (one of group.items; track one.id) {
              <li>
                <div class="row">
                  <span>
                    <t-organisation [name]="one.name" [swatch]="one.swatch" />
                    @for (who of one.binders; track $index) {
                      <span class="meta">
                        <span
                          >{{ who.personName }}:
                          @for (subject of who.subjects; track subject; let last = $last) {
                            {{ 'organisations.binds.' + subject | transloco }}
                            @if (!last) {
                              ,
                            }
                          }
                        </span>
                        <span>{{ 'organisations.given' | transloco: { by: who.givenBy } }}</span>
                        <span class="num">{{
                          (who.until ? 'organisations.fromUntil' : 'organisations.from')
                            | transloco: { from: (who.from | when), until: (who.until | when) }
                        }}</span>
                      </span>
                    } @empty {
                      <span class="meta">{{ 'organisations.nobody' | transloco }}</span>
                    }
                  </span>
                </div>
              </li>
            }
          </ul>
        </section>
      } @empty {
        <div class="panel flush">
          @if (source.isLoading()) {
            <t-skeleton [label]="'shell.loading' | transloco" [lines]="6" />
          } @else if (!problem()) {
            <t-empty [title]="'organisations.none' | transloco" [why]="'organisations.noneWhy' | transloco" />
          }
        </div>
      }
    </div>
  `,
})
export class PeoplePage {
  protected readonly network = inject(Network);
  protected readonly source = liveResource<OrganisationPage>(
    () => this.network.url('organisations?limit=100'),
    ['organisations'],
  );
  protected readonly rows = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly groups = computed(() =>
    sectors
      .map((sector) => ({
        sector,
        items: this.rows()
          .filter((one) => one.sector === sector)
          .map((one) => ({ ...one, binders: binders(one.authorities) })),
      }))
      .filter((group) => group.items.length > 0),
  );
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
}

type Authority = OrganisationPage['items'][number]['authorities'][number];

/** One line for each person and period: what they may bind the organisation to, together. */
function binders(authorities: readonly Authority[]): (Authority & { subjects: Authority['subject'][] })[] {
  const lines: (Authority & { subjects: Authority['subject'][] })[] = [];
  for (const one of authorities) {
    const line = lines.find(
      (other) =>
        other.personId === one.personId &&
        other.givenBy === one.givenBy &&
        other.from === one.from &&
        other.until === one.until,
    );
    if (line) line.subjects.push(one.subject);
    else lines.push({ ...one, subjects: [one.subject] });
  }
  return lines;
}
