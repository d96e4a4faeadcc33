import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { translateSignal, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { OverlapsView, SeatsInBody, SinglePoint } from '@torv/shared/overview';
import { Network } from '../platform/network';
import { Preferences } from '../platform/preferences';
import { Button } from '../ui/button';
import { Empty, Heading } from '../ui/surfaces';

const few = 6;

/** The same people in several bodies: where word goes through them, what hangs on one, and what it costs them. */
@Component({
  selector: 't-overlapping-people',
  imports: [Button, Empty, Heading, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack wide' },
  template: `
    <section class="stack tight">
      <t-heading [title]="'overview.overlaps.people' | transloco" [count]="overlaps().people.length || null" />
      <p class="soft small">{{ 'overview.overlaps.peopleWhy' | transloco }}</p>
      <div class="panel flush">
        @if (overlaps().people.length > 0) {
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{{ 'overview.overlaps.person' | transloco }}</th>
                <th scope="col">{{ 'overview.overlaps.sits' | transloco }}</th>
                <th scope="col">{{ 'overview.overlaps.evenings' | transloco }}</th>
              </tr>
            </thead>
            <tbody>
              @for (one of overlaps().people; track one.person.id) {
                <tr>
                  <td [attr.data-label]="'overview.overlaps.person' | transloco">{{ one.person.name }}</td>
                  <td [attr.data-label]="'overview.overlaps.sits' | transloco">
                    <ul class="stack tight">
                      @for (sits of one.sits; track sits.body.id) {
                        <li>
                          <a [routerLink]="network.link('bodies', sits.body.key)">{{ sits.body.name }}</a>
                          <p class="soft small">{{ asWhat(sits) }}</p>
                        </li>
                      }
                    </ul>
                  </td>
                  <td [attr.data-label]="'overview.overlaps.evenings' | transloco">
                    <div>
                      @if (one.unknown < one.sits.length) {
                        <strong class="num">{{
                          'overview.overlaps.month' | transloco: { evenings: one.eveningsAMonth }
                        }}</strong>
                        @if (one.unknown > 0) {
                          <p class="soft small">
                            {{ 'overview.overlaps.unknown' | transloco: { count: one.unknown } }}
                          </p>
                        }
                      } @else {
                        <span class="soft">{{ 'overview.overlaps.unknownAll' | transloco }}</span>
                      }
                    </div>
                  </td>
                </tr>
              }
            </tbody>
          </table>
        } @else {
          <t-empty [title]="'overview.overlaps.none' | transloco" [why]="'overview.overlaps.noneWhy' | transloco" />
        }
      </div>
    </section>
    <section class="stack tight">
      <t-heading [title]="'overview.overlaps.routes' | transloco" [count]="ways().length || null" />
      <p class="soft small">{{ 'overview.overlaps.routesWhy' | transloco }}</p>
      <ul class="panel flush rows">
        @for (way of ways(); track $index) {
          <li>
            <div class="row">
              <span>
                <span class="title">{{ way.between }}</span>
                <span class="soft">{{ way.said }}</span>
              </span>
            </div>
          </li>
        } @empty {
          <li class="empty soft">{{ 'overview.overlaps.routesNone' | transloco }}</li>
        }
      </ul>
    </section>
    <section class="stack tight">
      <t-heading [title]="'overview.overlaps.single' | transloco" [count]="points().length || null" />
      <p class="soft small">{{ 'overview.overlaps.singleWhy' | transloco }}</p>
      <ul class="panel flush rows">
        @for (point of all() ? points() : points().slice(0, few); track $index) {
          <li>
            <div class="row">
              <span>
                <span class="title">{{ point.person }}</span>
                <span class="soft">{{ point.said }}</span>
              </span>
            </div>
          </li>
        } @empty {
          <li class="empty soft">{{ 'overview.overlaps.singleNone' | transloco }}</li>
        }
      </ul>
      @if (!all() && points().length > few) {
        <button tButton="quiet" type="button" (click)="all.set(true)">
          {{ 'overview.overlaps.singleAll' | transloco: { count: points().length } }}
        </button>
      }
    </section>
  `,
})
export class OverlappingPeople {
  private readonly transloco = inject(TranslocoService);
  private readonly preferences = inject(Preferences);
  private readonly words = translateSignal('overview.overlaps.people');
  protected readonly network = inject(Network);
  readonly overlaps = input.required<OverlapsView>();
  protected readonly all = signal(false);
  protected readonly few = few;

  /** Between which bodies word goes, by whom; and where it should and nobody carries it. */
  protected readonly ways = computed(() => {
    this.words(); // read so that the sentences follow the language
    const between = ([one, other]: readonly [{ name: string }, { name: string }]) => `${one.name} – ${other.name}`;
    return [
      ...this.overlaps().silent.map((one) => ({ between: between(one.between), said: this.say('silent', {}) })),
      ...this.overlaps().routes.map((one) => ({
        between: between(one.between),
        said: this.say('route', {
          count: one.carriers.length,
          people: this.list(one.carriers.map((each) => each.name)),
        }),
      })),
    ];
  });
  /** One line a person: everything that hangs on them. */
  protected readonly points = computed(() => {
    this.words();
    const lines = new Map<string, { person: string; said: string }>();
    for (const point of this.overlaps().singlePoints) {
      const line = lines.get(point.person.id) ?? { person: point.person.name, said: '' };
      lines.set(point.person.id, { ...line, said: `${line.said} ${this.pointOf(point)}`.trim() });
    }
    return [...lines.values()];
  });

  protected asWhat(sits: SeatsInBody): string {
    const roles = this.list(sits.roles.map((role) => this.transloco.translate<string>(`bodies.role.${role}`)));
    return [
      this.say('asWhat', { roles, organisations: this.list(sits.for.map((one) => one.name)) }),
      sits.cadence
        ? this.say(`cadence.${sits.cadence.source}`, { count: sits.cadence.perYear })
        : this.say('cadence.unknown', {}),
    ].join(' · ');
  }

  private pointOf(point: SinglePoint): string {
    if (point.kind === 'carries') {
      const [one, other] = point.between;
      return this.say('point.carries', { one: one.name, other: other.name });
    }
    if (point.kind === 'binds') {
      const subjects = point.subjects.map((one) =>
        this.transloco.translate<string>(`overview.overlaps.subject.${one}`),
      );
      return this.say('point.binds', { organisation: point.organisation.name, subjects: this.list(subjects) });
    }
    return this.say(`point.${point.kind}`, { organisation: point.organisation.name });
  }
  private say(key: string, facts: Record<string, string | number>): string {
    return this.transloco.translate<string>(`overview.overlaps.${key}`, facts);
  }
  private list(names: readonly string[]): string {
    return new Intl.ListFormat(this.preferences.language(), { type: 'conjunction' }).format(names);
  }
}
