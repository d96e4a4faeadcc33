import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { InitiativeView } from '@torv/shared/initiatives';
import type { Problem } from '@torv/shared/kernel';
import type { OrganisationPage } from '@torv/shared/organisations';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Empty, Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';

/** The partners of an initiative, who of them is committed, and for who leads it: naming another. */
@Component({
  selector: 't-partner-list',
  imports: [Badge, Button, Empty, Field, Heading, Input, Organisation, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    <t-heading [title]="'initiatives.partners' | transloco" [count]="initiative().partners.length || null" />
    <div class="panel flush">
      @if (initiative().partners.length > 0) {
        <ul class="rows">
          @for (one of initiative().partners; track one.organisation.id) {
            <li class="row">
              <span>
                <t-organisation [name]="one.organisation.name" [swatch]="one.organisation.swatch" />
                @if (one.coreTaskOwner) {
                  <span class="meta">{{ 'initiatives.coreTaskOwner' | transloco }}</span>
                }
              </span>
              <t-badge [icon]="one.committed ? 'check' : 'clock'" [tone]="one.committed ? 'good' : 'quiet'">{{
                (one.committed ? 'initiatives.committed' : 'initiatives.named') | transloco
              }}</t-badge>
            </li>
          }
        </ul>
      } @else {
        <t-empty
          [title]="'initiatives.partnersNone' | transloco"
          [why]="
            (initiative().kind === 'own' ? 'initiatives.partnersNoneOwn' : 'initiatives.partnersNoneWhy') | transloco
          "
        />
      }
    </div>
    @if (mayName()) {
      <form class="cluster end" id="name-partner" (submit)="name($event, chosen.value)">
        <t-field [label]="'initiatives.another' | transloco" [error]="fault()">
          <select #chosen tInput>
            <option value="">{{ 'initiatives.choose' | transloco }}</option>
            @for (one of others(); track one.id) {
              <option [value]="one.key">{{ one.name }}</option>
            }
          </select>
        </t-field>
        <button tButton type="submit" [busy]="busy()">{{ 'initiatives.do.name-partner' | transloco }}</button>
      </form>
      <p class="soft small">{{ 'initiatives.namingCommitsNobody' | transloco }}</p>
      @if (problem() && !fault()) {
        <t-problem [problem]="problem()" />
      }
    }
  `,
})
export class PartnerList {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  readonly initiative = input.required<InitiativeView>();
  readonly named = output<InitiativeView>();
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  protected readonly mayName = computed(
    () =>
      this.initiative().may.includes('initiatives.lead') &&
      !['anchored', 'completed', 'stopped'].includes(this.initiative().state),
  );
  private readonly source = httpResource<OrganisationPage>(() =>
    this.mayName() ? this.network.url('organisations?limit=100') : undefined,
  );
  protected readonly others = computed(() => {
    const taken = [this.initiative().lead, ...this.initiative().partners.map((one) => one.organisation)];
    const all = this.source.hasValue() ? this.source.value().items : [];
    return all.filter((one) => !taken.some((other) => other.key === one.key));
  });

  protected fault(): string | null {
    return faultAt(this.problem(), 'organisation');
  }

  protected async name(event: Event, organisation: string): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    if (!organisation) {
      const message = this.transloco.translate<string>('initiatives.incomplete.organisation');
      const plain = { type: 'about:blank', title: 'Incomplete', status: 422, code: 'INITIATIVES.INCOMPLETE' };
      this.problem.set({ ...plain, detail: message, errors: [{ path: 'organisation', message }] });
      return (event.target as HTMLElement).querySelector('select')?.focus();
    }
    this.busy.set(true);
    try {
      const it = this.initiative();
      const url = this.network.url('initiatives', it.key, 'partners');
      const name = this.others().find((one) => one.key === organisation)?.name ?? '';
      const after = await this.api.post<InitiativeView>(url, { organisation }, { version: it.version });
      this.problem.set(null);
      this.toasts.say(this.transloco.translate('initiatives.wasNamed', { organisation: name }));
      this.named.emit(after);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
