import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { AffiliationView, OrganisationDetail } from '@torv/shared/organisations';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Notice, ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { AffiliatePerson } from './affiliate-person';

/** Who acts for the organisation; its administrator takes people in, makes administrators and ends affiliations. */
@Component({
  selector: 't-people-section',
  imports: [AffiliatePerson, Badge, Button, Heading, Icon, Notice, ProblemNotice, RouterLink, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="stack tight">
      <t-heading [title]="'organisations.people.title' | transloco" [count]="organisation().people.length || null">
        @if (administers() && !adding()) {
          <button tButton type="button" (click)="adding.set(true)">
            <t-icon name="add" />{{ 'organisations.people.add' | transloco }}
          </button>
        }
      </t-heading>
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      @if (adding()) {
        <t-affiliate-person [organisation]="organisation()" (affiliated)="took($event)" (closed)="adding.set(false)" />
      }
      <div aria-live="polite">
        @if (lastOne(); as one) {
          <t-notice tone="caution">
            <div class="stack tight">
              <p>{{ 'organisations.people.lastAdministrator' | transloco: { person: one.name } }}</p>
              <div class="cluster">
                <button tButton type="button" [busy]="busy() === one.id" (click)="endOffice(one, true)">
                  {{ 'organisations.people.endOfficeAnyway' | transloco }}
                </button>
                <button tButton="quiet" type="button" (click)="warned.set(null)">
                  {{ 'organisations.cancel' | transloco }}
                </button>
              </div>
            </div>
          </t-notice>
        }
      </div>
      <ul class="panel flush rows">
        @for (one of organisation().people; track one.id) {
          <li class="row">
            <span>
              <span class="title">{{ one.name }}</span>
              <span class="meta">
                @for (held of one.offices; track held.id) {
                  <t-badge icon="person" tone="accent">{{ 'organisations.office.' + held.office | transloco }}</t-badge>
                }
                <span class="num">{{
                  (one.until ? 'organisations.fromUntil' : 'organisations.from')
                    | transloco: { from: (one.from | when), until: (one.until | when) }
                }}</span>
              </span>
            </span>
            @if (administers()) {
              <span class="cluster">
                @if (officeOf(one)) {
                  <button
                    tButton="quiet"
                    type="button"
                    [busy]="busy() === one.id"
                    [attr.aria-label]="'organisations.people.endOfficeOf' | transloco: { person: one.name }"
                    (click)="endOffice(one)"
                  >
                    {{ 'organisations.people.endOffice' | transloco }}
                  </button>
                } @else {
                  <button
                    tButton="quiet"
                    type="button"
                    [busy]="busy() === one.id"
                    [attr.aria-label]="'organisations.people.makeAdministratorOf' | transloco: { person: one.name }"
                    (click)="makeAdministrator(one)"
                  >
                    {{ 'organisations.people.makeAdministrator' | transloco }}
                  </button>
                }
                <a
                  tButton="quiet"
                  [routerLink]="network.link('people', 'parties', organisation().key, 'leave', one.id)"
                  [attr.aria-label]="'organisations.people.endOf' | transloco: { person: one.name }"
                  >{{ 'organisations.people.end' | transloco }}</a
                >
              </span>
            }
          </li>
        } @empty {
          <li class="row">
            <span class="soft">{{ 'organisations.people.none' | transloco }}</span>
          </li>
        }
      </ul>
      @if (!administers() && organisation().mine) {
        <p class="soft small">{{ 'organisations.people.whose' | transloco }}</p>
      }
    </section>
  `,
})
export class PeopleSection {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  readonly organisation = input.required<OrganisationDetail>();
  readonly administers = input.required<boolean>();
  readonly changed = output<OrganisationDetail>();
  protected readonly adding = signal(false);
  protected readonly busy = signal<string | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  /** The affiliation of the last administrator, while it is asked whether to remove them. */
  protected readonly warned = signal<string | null>(null);
  protected readonly lastOne = computed(
    () => this.organisation().people.find((one) => one.id === this.warned()) ?? null,
  );

  protected officeOf(one: AffiliationView): string | null {
    return one.offices.find((held) => held.office === 'administrator')?.id ?? null;
  }

  protected took(after: OrganisationDetail): void {
    this.adding.set(false);
    this.changed.emit(after);
  }

  protected async makeAdministrator(one: AffiliationView): Promise<void> {
    const after = await this.act(one, ['offices'], { personId: one.personId });
    if (!after) return;
    const office = after.people.find((it) => it.id === one.id);
    this.toasts.say(this.transloco.translate('organisations.people.isAdministrator', { person: one.name }), () => {
      const id = office && this.officeOf(office);
      if (id) void this.act(one, ['offices', id, 'end']);
    });
  }

  /** What comes of it is said before the last administrator is removed: nobody is left to take it back. */
  protected async endOffice(one: AffiliationView, anyway = false): Promise<void> {
    const others = this.organisation().people.some((it) => it.id !== one.id && this.officeOf(it));
    const office = this.officeOf(one);
    if (!others && !anyway) return this.warned.set(one.id);
    this.warned.set(null);
    if (!office || !(await this.act(one, ['offices', office, 'end']))) return;
    const words = { person: one.name };
    if (others)
      this.toasts.say(
        this.transloco.translate('organisations.people.officeEnded', words),
        () => void this.act(one, ['offices'], { personId: one.personId }),
      );
    else this.toasts.say(this.transloco.translate('organisations.people.lastOfficeEnded', words));
  }

  private async act(one: AffiliationView, path: string[], body: object = {}): Promise<OrganisationDetail | null> {
    if (this.busy()) return null;
    this.busy.set(one.id);
    this.problem.set(null);
    const { key, version } = this.organisation();
    try {
      const url = this.network.url('organisations', key, ...path);
      const after = await this.api.post<OrganisationDetail>(url, body, { version, submission: this.submission });
      this.changed.emit(after);
      return after;
    } catch (error) {
      this.problem.set(problemOf(error));
      return null;
    } finally {
      this.busy.set(null);
    }
  }
}
