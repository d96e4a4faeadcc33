import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  runInInjectionContext,
  signal,
} from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem, Visibility } from '@torv/shared/kernel';
import type { MeetingView } from '@torv/shared/meetings';
import type { ProposalView } from '@torv/shared/proposals';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Crumbs, Empty } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { DRAFT_PURPOSES, type DraftPurpose } from './draft-purposes';
import { mayDraftIn, setsAgendaOf } from '../access/what-a-seat-allows';
import { ProposalFields } from './proposal-fields';
import type { ProposalText } from './proposal-text';
import { focusFault, whatIsMissing } from './what-is-missing';

@Component({
  selector: 't-new-proposal-page',
  imports: [Button, Crumbs, Empty, Field, Input, Notice, ProblemNotice, ProposalFields, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './new-proposal-page.html',
})
export class NewProposalPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly network = inject(Network);
  /** Query parameters: the body it is for, and the meeting it may be placed at when it is made. */
  readonly body = input<string>();
  readonly meeting = input<string>();

  protected readonly bodies = computed(() => mayDraftIn(this.network.me()));
  private readonly meetingSource = liveResource<MeetingView>(
    () => (this.meeting() ? this.network.url('meetings', this.meeting()!) : undefined),
    ['meetings'],
  );
  protected readonly at = computed(() => (this.meetingSource.hasValue() ? this.meetingSource.value() : null));
  /** The one asked for, or the only one there is; among several the author chooses. */
  protected readonly chosenBody = linkedSignal(() => {
    const wanted = this.at()?.body.key ?? this.body();
    const bodies = this.bodies();
    return (bodies.find((one) => one.key === wanted) ?? (bodies.length === 1 ? bodies[0] : undefined))?.key ?? '';
  });
  /** The meeting at which this person may place it in the same act. */
  protected readonly placeAt = computed(() => {
    const at = this.at();
    const over = at?.state === 'closed' || at?.state === 'cancelled';
    return at && !over && at.body.key === this.chosenBody() && setsAgendaOf(this.network.me(), at.body.key) ? at : null;
  });

  protected readonly visibilities: readonly Visibility[] = ['public', 'network', 'body', 'closed'];
  protected readonly visibility = signal<Visibility>('network');
  protected readonly written = signal<ProposalText>({
    title: '',
    text: '',
    background: '',
    goals: [],
    areas: [],
    objectives: [],
  });
  protected readonly purpose = signal<DraftPurpose | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal<'draft' | 'place' | null>(null);
  private readonly drafting = new Submission();
  private readonly placing = new Submission();

  constructor() {
    void this.findPurpose();
  }

  protected fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }
  protected seeable(value: string): void {
    this.visibility.set(value as Visibility);
  }

  /** Saves the draft, joins it to what it is for, and places it on the agenda when that is asked for. */
  protected async save(event: Event, act: 'draft' | 'place'): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const missing = whatIsMissing({ body: this.chosenBody(), ...this.written() }, (key) =>
      this.transloco.translate(key),
    );
    if (missing) return this.refuse(missing);
    this.busy.set(act);
    try {
      let draft = await this.draft();
      // From here the draft stands. What is refused now is told on its page, where it can be done again.
      const refused: Problem[] = [];
      await this.purpose()
        ?.join(draft.id)
        .catch((error: unknown) => refused.push(problemOf(error)));
      const at = this.placeAt();
      if (act === 'place' && at) {
        const url = this.network.url('proposals', draft.id, 'placement');
        const change = { version: draft.version, submission: this.placing };
        draft = await this.api.post<ProposalView>(url, { meetingId: at.id }, change).catch((error: unknown) => {
          refused.push(problemOf(error));
          return draft;
        });
      }
      this.toasts.say(this.transloco.translate(draft.state === 'on-agenda' ? 'proposals.placed' : 'proposals.saved'));
      await this.router.navigate(this.network.link('proposals', draft.id), {
        replaceUrl: true,
        state: { refused: refused[0] ?? null },
      });
    } catch (error) {
      this.refuse(problemOf(error));
    } finally {
      this.busy.set(null);
    }
  }

  private draft(): Promise<ProposalView> {
    const { background, ...words } = this.written();
    const reason = background.trim();
    const proposal = { body: this.chosenBody(), ...words, visibility: this.visibility() };
    return this.api.post<ProposalView>(
      this.network.url('proposals'),
      reason ? { ...proposal, background: reason } : proposal,
      { submission: this.drafting },
    );
  }

  private refuse(problem: Problem): void {
    this.problem.set(problem);
    afterNextRender(() => focusFault(this.host.nativeElement), { injector: this.injector });
  }

  private async findPurpose(): Promise<void> {
    const purposes = inject(DRAFT_PURPOSES, { optional: true }) ?? {};
    const asked = inject(ActivatedRoute).snapshot.queryParamMap;
    for (const [parameter, find] of Object.entries(purposes)) {
      const key = asked.get(parameter);
      if (!key) continue;
      try {
        const finder = await find();
        const purpose = await runInInjectionContext(this.injector, () => finder(key));
        this.purpose.set(purpose);
        this.written.update((all) => (all.goals.length > 0 ? all : { ...all, goals: purpose.goals }));
      } catch (error) {
        this.problem.set(problemOf(error));
      }
    }
  }
}
