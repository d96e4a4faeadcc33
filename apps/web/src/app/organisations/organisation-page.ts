import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal, type Type } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { keepsModulus11, type OrganisationDetail } from '@torv/shared/organisations';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Notice, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Crumbs, Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { WhoMay } from '../ui/who-may';
import { AuthoritySentence, type Binder, bindersOf } from './authority-sentence';
import { InstancesSection } from './instances-section';
import { SEATS_OF_ORGANISATION } from './organisation-companions';
import { PeopleSection } from './people-section';

/** One party: who it is, what stands under it, its people, who may bind it, where it approves, and where it sits. */
@Component({
  selector: 't-organisation-page',
  imports: [
    AuthoritySentence,
    Badge,
    Button,
    Crumbs,
    Heading,
    Icon,
    InstancesSection,
    NgComponentOutlet,
    Notice,
    Organisation,
    PeopleSection,
    ProblemNotice,
    RouterLink,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
    WhoMay,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './organisation-page.html',
})
export class OrganisationPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  readonly key = input.required<string>();
  private readonly source = liveResource<OrganisationDetail>(
    () => this.network.url('organisations', this.key()),
    ['organisations', 'interop'],
  );
  protected readonly organisation = lastKnown(this.source, () => this.key());
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly refused = signal<Problem | null>(null);
  protected readonly busy = signal<string | null>(null);
  protected readonly binders = computed(() => bindersOf(this.organisation()?.authorities ?? []));
  protected readonly administers = computed(
    () => this.organisation()?.may.includes('organisations.administer') ?? false,
  );
  protected readonly mayEdit = computed(
    () => this.organisation()?.may.some((word) => word !== 'organisations.administer') ?? false,
  );
  protected readonly administrators = computed(() =>
    (this.organisation()?.people ?? []).filter((one) => one.offices.some((held) => held.office === 'administrator')),
  );
  /** A CVR number that fails the register's rule is most likely mistyped. */
  protected readonly doubtful = computed(() => {
    const cvr = this.organisation()?.cvr;
    return cvr ? !keepsModulus11(cvr) : false;
  });
  protected readonly seats = signal<Type<unknown> | null>(null);

  constructor() {
    void inject(SEATS_OF_ORGANISATION, { optional: true })?.().then((it) => this.seats.set(it));
  }

  protected took(after: OrganisationDetail): void {
    this.refused.set(null);
    this.source.set(after);
  }

  /** Withdraws what was given on the same terms, each subject of it; the toast gives it back. */
  protected async withdraw(binder: Binder): Promise<void> {
    const ended = await this.forEach(binder.ids, 'end');
    if (!ended) return;
    const said = this.transloco.translate<string>('organisations.authority.withdrawn', { person: binder.personName });
    this.toasts.say(said, () => void this.forEach(binder.ids, 'reopening'));
  }

  private async forEach(ids: readonly string[], act: 'end' | 'reopening'): Promise<boolean> {
    if (this.busy()) return false;
    this.busy.set(ids[0]!);
    try {
      for (const id of ids) {
        const { key, version } = this.organisation()!;
        const url = this.network.url('organisations', key, 'authorities', id, act);
        this.took(await this.api.post<OrganisationDetail>(url, {}, { version }));
      }
      return true;
    } catch (error) {
      this.refused.set(problemOf(error));
      return false;
    } finally {
      this.busy.set(null);
    }
  }
}
