import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal, type Type } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { type BodyView, type MandateList, mandateOfKind, type MandateView, type NewMandate } from '@torv/shared/bodies';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge, DemoMark } from '../ui/badge';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { BodyOnScreen } from './body-on-screen';
import { MANDATE_ADOPTION } from './body-companions';
import { MandateChanges } from './mandate-changes';
import { MandateFields } from './mandate-fields';
import { MandateInWords } from './mandate-in-words';

/** What the body may do: the version in force, the draft that waits for a decision, and all that was before. */
@Component({
  selector: 't-mandate-section',
  imports: [
    Badge,
    Button,
    DemoMark,
    Heading,
    MandateChanges,
    MandateFields,
    MandateInWords,
    NgComponentOutlet,
    ProblemNotice,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  templateUrl: './mandate-section.html',
})
export class MandateSection {
  private readonly api = inject(Api);
  private readonly screen = inject(BodyOnScreen);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  readonly body = input.required<BodyView>();

  /** The line about the decision that adopted a version, from the room above. */
  protected readonly adoption = signal<Type<unknown> | null>(null);
  /** What is being written, and into which version; null: a new one. */
  protected readonly writing = signal<{ version: MandateView | null; mandate: NewMandate } | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  protected readonly opened = signal(false);
  private readonly source = liveResource<MandateList>(
    () => (this.opened() ? this.network.url('bodies', this.body().key, 'mandates') : undefined),
    ['bodies'],
  );
  /** Every version in force or past, newest first, each with the one before it. */
  protected readonly versions = computed(() => {
    const all = (this.source.hasValue() ? this.source.value().items : []).filter((one) => one.state !== 'draft');
    return all.map((one, at) => ({ mandate: one, before: all[at + 1] ?? null }));
  });
  protected readonly mayDraft = computed(() => this.body().may.includes('bodies.draft-mandate'));
  /** The provisional version is the facilitator's to mend until it is adopted. */
  protected readonly mayMend = computed(() => {
    const mandate = this.body().mandate;
    return this.body().may.includes('bodies.change') && mandate?.state === 'provisional' && !mandate.demonstration;
  });
  protected readonly voting = computed(
    () => new Set(this.body().seats.flatMap((seat) => (seat.voting ? [seat.organisation.id] : []))).size,
  );

  constructor() {
    void inject(MANDATE_ADOPTION, { optional: true })?.().then((type) => this.adoption.set(type));
  }

  protected draft(): void {
    const from = this.body().mandate;
    this.write(null, from ? contentOf(from) : mandateOfKind(this.body().kind, this.voting()));
  }

  protected mend(version: MandateView): void {
    this.write(version, contentOf(version));
  }

  private write(version: MandateView | null, mandate: NewMandate): void {
    this.problem.set(null);
    this.writing.set({ version, mandate });
  }

  protected typed(mandate: NewMandate): void {
    this.writing.update((now) => now && { ...now, mandate });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const writing = this.writing();
    if (!writing || this.busy()) return;
    const { version, mandate } = writing;
    const url = this.network.url('bodies', this.body().key, 'mandates');
    await this.send(async () => {
      await (version
        ? this.api.put(`${url}/${version.version}`, mandate, { version: version.revision })
        : this.api.post(url, mandate, { submission: this.submission }));
      this.writing.set(null);
      const waits = version ? version.state === 'draft' : this.body().mandate !== null;
      this.toasts.say(this.transloco.translate(waits ? 'bodies.drafted' : 'bodies.mended'));
    });
  }

  protected drop(draft: MandateView): Promise<void> {
    const url = this.network.url('bodies', this.body().key, 'mandates');
    return this.send(async () => {
      await this.api.delete(`${url}/${draft.version}`, { version: draft.revision });
      // Taken back, it is drafted anew.
      this.toasts.say(this.transloco.translate('bodies.dropped'), () => {
        void this.send(async () => void (await this.api.post(url, contentOf(draft), { submission: new Submission() })));
      });
    });
  }

  private async send(act: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      await act();
      this.screen.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}

const contentOf = ({
  remit,
  rule,
  quorum,
  requiredSectors,
  cadencePerYear,
  termMonths,
  text,
}: MandateView): NewMandate => ({
  remit,
  rule,
  quorum,
  requiredSectors,
  cadencePerYear,
  termMonths,
  text,
});
