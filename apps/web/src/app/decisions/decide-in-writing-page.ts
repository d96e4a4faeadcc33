import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { departsFrom, type DecisionInWriting, type DecisionView, type TallyInWriting } from '@torv/shared/decisions';
import type { Problem, Visibility } from '@torv/shared/kernel';
import type { ProcedureList, ProposalView } from '@torv/shared/proposals';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Crumbs, Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { outcomeWord } from './outcome-badge';
import { ReasonsOfDecision } from './reasons-of-decision';
import { TallySentence } from './tally-sentence';

/** The chair records what came of a written procedure. */
@Component({
  selector: 't-decide-in-writing-page',
  imports: [
    Button,
    Choices,
    Crumbs,
    Field,
    Heading,
    Input,
    Notice,
    ProblemNotice,
    ReasonsOfDecision,
    Skeleton,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './decide-in-writing-page.html',
})
export class DecideInWritingPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly sentences = inject(TallySentence);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  protected readonly faultAt = faultAt;
  /** `?procedure=` */
  readonly procedure = input.required<string>();

  private readonly listAt = () => `${this.network.url('proposals', 'procedures')}?open=true`;
  private readonly source = liveResource<ProcedureList>(this.listAt, ['proposals']);
  private readonly known = lastKnown(this.source, this.listAt);
  protected readonly held = computed(() => this.known()?.items.find((one) => one.id === this.procedure()) ?? null);
  protected readonly over = computed(() => this.known() !== null && this.held() === null);
  private readonly proposalAt = () => {
    const held = this.held();
    return held ? this.network.url('proposals', held.proposal.id) : undefined;
  };
  private readonly proposalSource = liveResource<ProposalView>(this.proposalAt, ['proposals']);
  protected readonly proposal = computed(() => (this.proposalSource.hasValue() ? this.proposalSource.value() : null));
  private readonly tallySource = liveResource<TallyInWriting>(
    () => this.network.url('decisions', 'procedures', this.procedure(), 'tally'),
    ['proposals'],
  );
  protected readonly tally = computed(() => (this.tallySource.hasValue() ? this.tallySource.value() : null));
  protected readonly sentence = computed(() => {
    const now = this.tally();
    return now ? this.sentences.of(now.rule, now.tally, now) : null;
  });
  protected readonly outcomes = computed(() =>
    (['adopted', 'rejected'] as const).map((value) => ({
      value,
      label: this.transloco.translate<string>(outcomeWord(value, this.tally()?.tally.remit ?? null)),
    })),
  );
  protected readonly chosen = signal<'adopted' | 'rejected' | null>(null);
  protected readonly outcome = computed(() => {
    const given = this.tally()?.outcome;
    return this.chosen() ?? (given === 'adopted' || given === 'rejected' ? given : null);
  });
  protected readonly departs = computed(() => {
    const [now, outcome] = [this.tally(), this.outcome()];
    return now !== null && outcome !== null && departsFrom(now, outcome);
  });
  protected readonly departure = signal('');
  protected readonly rationale = signal('');
  protected readonly summary = signal('');
  protected readonly visibilities = computed<readonly Visibility[]>(() =>
    this.proposal()?.visibility === 'closed' ? ['closed'] : ['public', 'network', 'body', 'closed'],
  );
  protected readonly wanted = signal<Visibility | null>(null);
  protected readonly visibility = computed(() => this.wanted() ?? this.proposal()?.visibility ?? 'network');
  protected readonly busy = signal(false);
  private readonly tried = signal(false);
  private readonly refused = signal<Problem | null>(null);
  protected readonly problem = computed(
    () => this.refused() ?? (this.source.error() ? problemOf(this.source.error()) : null),
  );
  protected readonly missing = computed(() => {
    const say = (key: string, missing: boolean) =>
      this.tried() && missing ? this.transloco.translate<string>(key) : null;
    return {
      outcome: say('decisions.missing.outcome', this.outcome() === null),
      rationale: say('decisions.missing.rationale', this.rationale().trim() === ''),
      summary: say('decisions.missing.summary', this.summary().trim() === ''),
      departure: say('decisions.rule.whyMissing', this.departs() && this.departure().trim() === ''),
    };
  });

  protected see(value: string): void {
    this.wanted.set(value as Visibility);
  }

  protected async record(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    this.refused.set(null);
    const [held, outcome] = [this.held(), this.outcome()];
    if (this.busy() || !held) return;
    if (outcome === null || Object.values(this.missing()).some((fault) => fault !== null)) {
      setTimeout(() =>
        document.querySelector<HTMLElement>('[aria-invalid="true"], .choices:has(.fault) input')?.focus(),
      );
      return;
    }
    this.busy.set(true);
    const decision: DecisionInWriting = {
      outcome,
      rationale: this.rationale().trim(),
      summary: this.summary().trim(),
      visibility: this.visibility(),
      ...(this.departs() && { departure: this.departure().trim() }),
    };
    try {
      const made = await this.api.post<DecisionView>(this.network.url('decisions', 'procedures', held.id), decision, {
        version: held.version,
        submission: this.submission,
      });
      await this.router.navigate(this.network.link('decisions', made.number));
      this.toasts.say(this.transloco.translate('decisions.recorded', { number: made.number }));
    } catch (error) {
      this.refused.set(problemOf(error));
      if (this.refused()?.status === 412) this.source.reload();
    } finally {
      this.busy.set(false);
    }
  }
}
