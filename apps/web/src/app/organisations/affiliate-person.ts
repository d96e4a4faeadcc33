import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { OrganisationDetail, PeoplePage } from '@torv/shared/organisations';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';

/** So many are shown; whoever is not among them is found by more of the name. */
const shown = 8;

/** Takes someone in whom the network already knows; others are invited by mail. */
@Component({
  selector: 't-affiliate-person',
  imports: [Button, Choices, Field, Input, ProblemNotice, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="panel stack" novalidate (submit)="affiliate($event)">
      <h3>{{ 'organisations.people.addTitle' | transloco: { organisation: organisation().name } }}</h3>
      @if (problem(); as it) {
        <t-problem [problem]="it" />
      }
      <t-field [label]="'organisations.people.find' | transloco" [hint]="'organisations.people.findHint' | transloco">
        <input #find tInput type="search" autocomplete="off" [value]="words()" (input)="words.set(find.value)" />
      </t-field>
      @if (choices().length > 0) {
        <t-choices
          [legend]="'organisations.people.whom' | transloco"
          [choices]="choices()"
          [(value)]="person"
          [error]="missing() ? ('organisations.people.choose' | transloco) : null"
        />
      } @else if (source.hasValue()) {
        <p class="soft">{{ 'organisations.people.notFound' | transloco }}</p>
      }
      <details>
        <summary>{{ 'organisations.people.period' | transloco }}</summary>
        <div class="fields">
          <t-field
            [label]="'organisations.authority.from' | transloco"
            [hint]="'organisations.authority.fromHint' | transloco"
          >
            <input #start tInput type="date" [value]="from()" (input)="from.set(start.value)" />
          </t-field>
          <t-field
            [label]="'organisations.authority.until' | transloco"
            [hint]="'organisations.authority.untilHint' | transloco"
            [error]="backwards() ? ('organisations.authority.missing.until' | transloco) : null"
          >
            <input #end tInput type="date" [value]="until()" (input)="until.set(end.value)" />
          </t-field>
        </div>
      </details>
      <div class="cluster">
        <button tButton="primary" type="submit" [busy]="busy()">{{ 'organisations.people.take' | transloco }}</button>
        <a
          tButton
          [routerLink]="network.link('people', 'invite')"
          [queryParams]="{ organisation: organisation().key }"
          >{{ 'organisations.people.invite' | transloco }}</a
        >
        <button tButton="quiet" type="button" (click)="closed.emit()">{{ 'organisations.cancel' | transloco }}</button>
      </div>
    </form>
  `,
})
export class AffiliatePerson {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  readonly organisation = input.required<OrganisationDetail>();
  readonly affiliated = output<OrganisationDetail>();
  readonly closed = output();
  protected readonly words = signal('');
  protected readonly source = liveResource<PeoplePage>(
    () => `${this.network.url('organisations', 'people')}?limit=40&q=${encodeURIComponent(this.words().trim())}`,
    ['organisations'],
  );
  protected readonly choices = computed(() => {
    const own = new Set(this.organisation().people.map((one) => one.personId));
    return (this.source.hasValue() ? this.source.value().items : [])
      .filter((one) => !own.has(one.id))
      .slice(0, shown)
      .map((one) => ({ value: one.id, label: one.name, hint: one.organisations.join(', ') }));
  });
  protected readonly person = signal<string | null>(null);
  protected readonly from = signal('');
  protected readonly until = signal('');
  protected readonly backwards = computed(() => !!this.from() && !!this.until() && this.until() < this.from());
  protected readonly tried = signal(false);
  protected readonly missing = computed(() => this.tried() && !this.chosen());
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  /** Who is chosen, while they are on the list. */
  private readonly chosen = computed(() => this.choices().find((one) => one.value === this.person()) ?? null);

  protected async affiliate(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const chosen = this.chosen();
    if (this.busy() || !chosen || this.backwards()) return;
    this.busy.set(true);
    this.problem.set(null);
    const { key, version, name } = this.organisation();
    try {
      const url = this.network.url('organisations', key, 'affiliations');
      const period = { ...(this.from() ? { from: this.from() } : {}), until: this.until() || null };
      const given = { personId: chosen.value, ...period };
      const after = await this.api.post<OrganisationDetail>(url, given, { version, submission: this.submission });
      this.affiliated.emit(after);
      this.toasts.say(
        this.transloco.translate('organisations.people.taken', { person: chosen.label, organisation: name }),
      );
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
