import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { OrganisationDetail, WitnessesView, WitnessView, WitnessWord } from '@torv/shared/organisations';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge, type Tone } from '../ui/badge';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Crumbs, Empty, Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';

/** Who witnesses the decision log, and how many it takes; one's own witness, for who administers an organisation. */
@Component({
  selector: 't-witnesses-page',
  imports: [
    Badge,
    Button,
    Crumbs,
    Empty,
    Field,
    Heading,
    Icon,
    Input,
    Organisation,
    ProblemNotice,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './witnesses-page.html',
})
export class WitnessesPage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  private readonly submission = new Submission();
  private readonly source = liveResource<WitnessesView>(() => this.network.url('log', 'witnesses'), ['log']);

  protected readonly view = lastKnown(this.source, () => this.network.key());
  protected readonly busy = signal(false);
  private readonly refused = signal<Problem | null>(null);
  protected readonly problem = computed(
    () => this.refused() ?? (this.source.error() ? problemOf(this.source.error()) : null),
  );
  protected readonly facilitates = computed(() => this.network.me()?.facilitates ?? false);
  protected readonly administered = computed(
    () => this.network.me()?.organisations.filter((one) => one.administers) ?? [],
  );

  protected witnessOf(key: string): WitnessView | null {
    return this.view()?.witnesses.find((one) => one.endedAt === null && one.organisation.key === key) ?? null;
  }

  protected toneOf(word: WitnessWord): Tone {
    return word === 'cosigned' ? 'good' : word === 'refused' ? 'bad' : 'caution';
  }

  protected fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }

  protected setQuorum(event: Event, version: number, typed: string): Promise<void> {
    event.preventDefault();
    const quorum = typed === '' ? null : Number(typed);
    return this.act('saved', () => this.api.put(this.network.url('log', 'quorum'), { quorum }, { version }));
  }

  protected register(event: Event, key: string, vkey: string, url: string): Promise<void> {
    event.preventDefault();
    const given = { vkey: vkey.trim(), url: url.trim() || null };
    return this.act('taken', async () =>
      this.api.post(this.url(key), given, { version: await this.versionOf(key), submission: this.submission }),
    );
  }

  protected ask(key: string): Promise<void> {
    return this.act('asked', () => this.api.post(this.url(key, 'asking'), {}));
  }

  protected handIn(event: Event, key: string, text: string): Promise<void> {
    event.preventDefault();
    return this.act('handed', () => this.api.post(this.url(key, 'cosignatures'), { text }));
  }

  protected end(key: string): Promise<void> {
    return this.act('endedNow', async () =>
      this.api.post(this.url(key, 'end'), {}, { version: await this.versionOf(key) }),
    );
  }

  private url(key: string, ...step: string[]): string {
    return this.network.url('organisations', key, 'witness', ...step);
  }

  private async versionOf(key: string): Promise<number> {
    return (await this.api.get<OrganisationDetail>(this.network.url('organisations', key))).version;
  }

  private async act(said: string, change: () => Promise<unknown>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      await change();
      this.refused.set(null);
      this.submission.renew();
      this.toasts.say(this.transloco.translate(`log.witness.${said}`));
      this.source.reload();
    } catch (error) {
      this.refused.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
