import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { httpResource } from '@angular/common/http';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import {
  departsFrom,
  type ChangeOfEarlier,
  DecisionView,
  type NewDecision,
  type Outcome,
  type TallyView,
} from '@torv/shared/decisions';
import type { Problem, Visibility } from '@torv/shared/kernel';
import type { MeetingView } from '@torv/shared/meetings';
import type { OrganisationPage } from '@torv/shared/organisations';
import type { PositionView, ProposalView } from '@torv/shared/proposals';
import { QuorumNotice } from '../meetings/quorum-notice';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { StanceBadge } from '../proposals/stance-badge';
import { Button } from '../ui/button';
import { Check, Choices } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Crumbs, Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { ChangesEarlier } from './changes-earlier';
import { outcomeWord } from './outcome-badge';
import { likelyOutcome, outcomesOf } from './outcomes-of-item';
import { ReferTo } from './refer-to';
import { ReasonsOfDecision } from './reasons-of-decision';
import { TallySentence } from './tally-sentence';

/** The chair records what the body has decided on one item, with the positions in sight. */
@Component({
  selector: 't-record-decision-page',
  imports: [
    Button,
    ChangesEarlier,
    Check,
    Choices,
    Crumbs,
    Field,
    Heading,
    Icon,
    Input,
    Notice,
    Organisation,
    ProblemNotice,
    QuorumNotice,
    ReasonsOfDecision,
    ReferTo,
    Skeleton,
    StanceBadge,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './record-decision-page.html',
})
export class RecordDecisionPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly sentences = inject(TallySentence);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  protected readonly faultAt = faultAt;

  /** `?meeting=` and `?item=`. */
  readonly meeting = input.required<string>();
  readonly item = input.required<string>();

  private readonly meetingAt = () => this.network.url('meetings', this.meeting());
  private readonly meetingSource = liveResource<MeetingView>(this.meetingAt, ['meetings']);
  /** Kept when a reload fails: a form must not go away, and with it what was written. */
  protected readonly held = lastKnown(this.meetingSource, this.meetingAt);
  protected readonly about = computed(() => this.held()?.items.find((one) => one.id === this.item()) ?? null);
  private readonly proposalSource = liveResource<ProposalView>(() => {
    const subject = this.about()?.subject;
    return subject?.kind === 'proposal' ? this.network.url('proposals', subject.id) : undefined;
  }, ['proposals']);
  private readonly earlierSource = liveResource<DecisionView>(() => {
    const subject = this.about()?.subject;
    return subject?.kind === 'decision' ? this.network.url('decisions', subject.id) : undefined;
  }, ['decisions']);
  /** The decision that the item looks at again: confirmed, until something else is chosen. */
  protected readonly earlier = computed(() => (this.earlierSource.hasValue() ? this.earlierSource.value() : null));
  protected readonly changes = linkedSignal<ChangeOfEarlier | null>(() => {
    const number = this.earlier()?.number;
    return number === undefined ? null : { kind: 'confirms', number };
  });
  protected readonly reviewOn = signal('');
  protected readonly proposal = computed(() => (this.proposalSource.hasValue() ? this.proposalSource.value() : null));
  protected readonly ready = computed(() => {
    const item = this.about();
    if (item === null) return false;
    const kind = item.subject?.kind;
    return (kind !== 'proposal' || this.proposal() !== null) && (kind !== 'decision' || this.earlier() !== null);
  });
  private readonly tallySource = liveResource<TallyView>(
    () =>
      this.about()?.kind === 'decision'
        ? this.network.url('meetings', this.meeting(), 'items', this.item(), 'tally')
        : undefined,
    ['meetings', 'proposals'],
  );
  /** What the mandate's rule gives as things stand. Where it cannot be had, the form does without it. */
  protected readonly tally = computed(() => (this.tallySource.hasValue() ? this.tallySource.value() : null));
  /** Whether "no objections" may be recorded, and what it gives. */
  protected readonly lightWay = computed(() => {
    const way = this.tally()?.noObjections;
    return way?.outcome === 'adopted' && (this.outcome() ?? 'adopted') === 'adopted' ? way : null;
  });
  private readonly agreed = signal(false);
  protected readonly noObjections = computed(
    () => this.agreed() && this.outcome() === 'adopted' && this.lightWay() !== null,
  );
  protected readonly ruled = computed(() => (this.noObjections() ? this.lightWay() : this.tally()));
  protected readonly sentence = computed(() => {
    const [now, ruled] = [this.tally(), this.ruled()];
    return now && ruled ? this.sentences.of(now.rule, ruled.tally, ruled) : null;
  });
  /** The outcome chosen is another than the rule gives, so the record must say why. */
  protected readonly departs = computed(() => {
    const [ruled, outcome] = [this.ruled(), this.outcome()];
    return ruled !== null && outcome !== null && departsFrom(ruled, outcome);
  });
  protected readonly departure = signal('');
  protected readonly referTo = signal('');
  protected readonly positions = computed<Pick<PositionView, 'organisation' | 'stance' | 'text'>[]>(() => {
    // Where another body deals with it, the words of the proposal's own body are not this one's.
    const stated = this.proposal()?.body.id === this.held()?.body.id ? (this.proposal()?.positions ?? []) : [];
    const words = this.noObjections() ? this.lightWay()!.words : [];
    return [...stated, ...words.flatMap(({ stance, ...word }) => (stance === null ? [] : [{ ...word, stance }]))];
  });
  protected readonly binding = computed(() =>
    this.positions().filter((one) => one.stance === 'endorse' || one.stance === 'reserve'),
  );

  private readonly organisations = httpResource<OrganisationPage>(
    () => `${this.network.url('organisations')}?limit=100`,
  );
  /** Those with a seat in the body first: they are the likely ones. */
  protected readonly responsibles = computed(() => {
    const all = this.organisations.hasValue() ? this.organisations.value().items : [];
    const seated = new Set(this.held()?.attendance.map((one) => one.organisation.id));
    return [...all.filter((one) => seated.has(one.id)), ...all.filter((one) => !seated.has(one.id))];
  });

  protected readonly outcomes = computed(() =>
    outcomesOf(this.about()?.kind ?? 'decision').map((value) => ({
      value,
      label: this.transloco.translate<string>(outcomeWord(value, this.tally()?.tally.remit ?? null)),
      hint: this.transloco.translate<string>(`decisions.outcomeHint.${value}`),
    })),
  );
  /** What the reader chose; until then, what the positions point to. A position that comes in meanwhile moves only the latter. */
  protected readonly chosen = signal<Outcome | null>(null);
  protected readonly outcome = computed(
    () =>
      this.chosen() ??
      this.givenOutcome() ??
      likelyOutcome(this.about()?.kind ?? 'decision', this.proposal()?.positions ?? []),
  );
  private readonly givenOutcome = computed(() => {
    const given = this.tally()?.outcome ?? 'undecided';
    return given === 'undecided' ? null : given;
  });
  protected readonly written = signal<string | null>(null);
  protected readonly text = computed(
    () => this.written() ?? this.proposal()?.text ?? this.earlier()?.text ?? this.about()?.text ?? '',
  );
  protected readonly rationale = signal('');
  protected readonly summary = signal('');
  private readonly meetingSeenBy = computed(() => this.held()?.visibility);
  /** What was closed stays closed. */
  protected readonly visibilities = computed<readonly Visibility[]>(() =>
    'closed' === this.meetingSeenBy() || 'closed' === this.proposal()?.visibility
      ? ['closed']
      : ['public', 'network', 'body', 'closed'],
  );
  protected readonly visibility = linkedSignal<Visibility>(() =>
    this.visibilities().length === 1 ? 'closed' : (this.meetingSeenBy() ?? 'network'),
  );
  protected readonly responsible = signal('');
  protected readonly task = signal('');
  protected readonly due = signal('');

  protected readonly busy = signal(false);
  private readonly refused = signal<Problem | null>(null);
  protected readonly problem = computed(() => {
    const failed = this.meetingSource.error() ?? this.proposalSource.error() ?? this.earlierSource.error();
    return this.refused() ?? (failed ? problemOf(failed) : null);
  });
  private readonly tried = signal(false);
  protected readonly missing = computed(() => {
    const say = (key: string, missing: boolean) =>
      this.tried() && missing ? this.transloco.translate<string>(`decisions.missing.${key}`) : null;
    const followsUp = this.responsible() !== '';
    return {
      outcome: say('outcome', this.outcome() === null),
      text: say('text', this.text().trim() === ''),
      rationale: say('rationale', this.rationale().trim() === '' && !this.noObjections()),
      summary: say('summary', this.summary().trim() === '' && !this.noObjections()),
      departure:
        this.tried() && this.departs() && this.departure().trim() === ''
          ? this.transloco.translate<string>('decisions.rule.whyMissing')
          : null,
      responsible: say('responsible', !followsUp && (this.task().trim() !== '' || this.due() !== '')),
      task: say('task', followsUp && this.task().trim() === ''),
      due: say('due', followsUp && this.due() === ''),
    };
  });

  protected agree(on: boolean): void {
    this.agreed.set(on);
    if (on) this.chosen.set('adopted');
  }

  protected async record(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    this.refused.set(null);
    const meeting = this.held();
    const outcome = this.outcome();
    if (this.busy() || !meeting) return;
    if (outcome === null || Object.values(this.missing()).some((fault) => fault !== null)) {
      // After the faults are drawn, the first of them gets the focus.
      setTimeout(() =>
        document.querySelector<HTMLElement>('[aria-invalid="true"], .choices:has(.fault) input')?.focus(),
      );
      return;
    }
    this.busy.set(true);
    const followUp = { organisation: this.responsible(), task: this.task().trim(), due: this.due() };
    const decision: NewDecision = {
      meetingId: meeting.id,
      itemId: this.item(),
      outcome,
      text: this.text().trim(),
      ...(this.rationale().trim() && { rationale: this.rationale().trim() }),
      ...(this.summary().trim() && { summary: this.summary().trim() }),
      ...(this.departs() && { departure: this.departure().trim() }),
      ...(this.noObjections() && { noObjections: true as const }),
      visibility: this.visibility(),
      ...(followUp.organisation && { followUp }),
      ...(outcome === 'referred' && this.referTo() && { referTo: this.referTo() }),
      ...(outcome === 'adopted' && this.changes() && { changes: this.changes()! }),
      ...(outcome === 'adopted' && this.reviewOn() && { reviewOn: this.reviewOn() }),
    };
    try {
      const made = await this.api.post<DecisionView>(this.network.url('decisions'), decision, {
        version: meeting.version,
        submission: this.submission,
      });
      await this.router.navigate(this.network.link('decisions', made.number));
      this.toasts.say(this.transloco.translate('decisions.recorded', { number: made.number }));
    } catch (error) {
      this.refused.set(problemOf(error));
      // Somebody changed the meeting meanwhile: what was written stays, and goes with what is read now.
      if (this.refused()?.status === 412) this.meetingSource.reload();
    } finally {
      this.busy.set(false);
    }
  }
}
