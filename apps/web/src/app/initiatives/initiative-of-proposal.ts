import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { InitiativePage, InitiativeView } from '@torv/shared/initiatives';
import type { Problem } from '@torv/shared/kernel';
import { isUnsettled, type ProposalView } from '@torv/shared/proposals';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Words } from '../platform/i18n/words';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { InitiativeStateBadge } from './initiative-state';
import { LinkedInitiative } from './linked-initiative';

/** Beside a proposal: the initiative it asks a body to start, or, for who may, linking it to one. */
@Component({
  selector: 't-initiative-of-proposal',
  imports: [
    Button,
    Field,
    Heading,
    InitiativeStateBadge,
    Input,
    LinkedInitiative,
    ProblemNotice,
    RouterLink,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (ready() && (linked().length > 0 || mayLink())) {
    <section class="panel stack">
      <t-heading [title]="'initiatives.ofProposal' | transloco" />
      @for (one of linked(); track one.id) {
        <div class="stack tight">
          <a [routerLink]="network.link('initiatives', one.key)"
            ><strong>{{ one.name }}</strong></a
          >
          <div><t-initiative-state [state]="one.state" /></div>
          <t-linked-initiative [key]="one.key" />
        </div>
      } @empty {
        <p class="soft">{{ 'initiatives.linkWhy' | transloco }}</p>
        <form class="stack tight" (submit)="link($event, chosen.value)">
          <t-field [label]="'initiatives.ofProposal' | transloco" [error]="fault()">
            <select #chosen tInput>
              <option value="">{{ 'initiatives.choose' | transloco }}</option>
              @for (one of open(); track one.id) {
                <option [value]="one.key">{{ one.name }}</option>
              }
            </select>
          </t-field>
          @if (problem() && !fault()) {
            <t-problem [problem]="problem()" />
          }
          <div>
            <button tButton type="submit" [busy]="busy()">{{ 'initiatives.link' | transloco }}</button>
          </div>
        </form>
      }
    </section>
  }`,
})
export class InitiativeOfProposal {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  readonly proposal = input.required<ProposalView>();
  protected readonly ready = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);

  private readonly source = liveResource<InitiativePage>(
    () => this.network.url(`initiatives?limit=100&proposal=${this.proposal().id}`),
    ['initiatives', 'proposals.changed'],
  );
  protected readonly linked = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly mayLink = computed(
    () =>
      this.source.hasValue() && isUnsettled(this.proposal().state) && this.proposal().may.includes('proposals.edit'),
  );
  private readonly all = httpResource<InitiativePage>(() =>
    this.mayLink() && this.linked().length === 0 ? this.network.url('initiatives?limit=100') : undefined,
  );
  protected readonly open = computed(() =>
    (this.all.hasValue() ? this.all.value().items : []).filter((one) =>
      ['idea', 'proposed', 'ready', 'paused'].includes(one.state),
    ),
  );

  constructor() {
    // Shown in another room's page, whose route does not load these words.
    void inject(Words)
      .open('initiatives')
      .then(() => this.ready.set(true));
  }

  protected fault(): string | null {
    return faultAt(this.problem(), 'initiative');
  }

  protected async link(event: Event, key: string): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    if (!key) {
      const message = this.transloco.translate<string>('initiatives.incomplete.initiative');
      const plain = { type: 'about:blank', title: 'Incomplete', status: 422, code: 'INITIATIVES.INCOMPLETE' };
      this.problem.set({ ...plain, detail: message, errors: [{ path: 'initiative', message }] });
      return (event.target as HTMLElement).querySelector('select')?.focus();
    }
    this.busy.set(true);
    try {
      const url = this.network.url('initiatives', key);
      const { version, name } = await this.api.get<InitiativeView>(url);
      await this.api.post(`${url}/proposals`, { proposalId: this.proposal().id }, { version });
      this.problem.set(null);
      this.source.reload();
      this.toasts.say(this.transloco.translate('initiatives.linked', { name }));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
