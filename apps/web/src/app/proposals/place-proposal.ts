import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService, translateSignal } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { MeetingPage } from '@torv/shared/meetings';
import type { ProposalView } from '@torv/shared/proposals';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';

const kinds = ['decision', 'discussion'] as const;

/** A draft's next step: which meeting of its body takes it up. For those who set the agenda. */
@Component({
  selector: 't-place-proposal',
  imports: [Button, Field, Input, ProblemNotice, RouterLink, Segments, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="panel stack" aria-labelledby="next-step">
      <h2 id="next-step">{{ 'proposals.nextStep' | transloco }}</h2>
      @if (meetings().length > 0) {
        <form class="stack" (submit)="place($event)">
          @if (problem(); as it) {
            <t-problem [problem]="it" />
          }
          <t-field [label]="'proposals.meeting' | transloco" [error]="fault()">
            <select #chosen tInput name="meeting" (change)="meeting.set(chosen.value)">
              @for (one of meetings(); track one.id) {
                <option [value]="one.id" [selected]="one.id === meeting()">
                  {{ one.startsAt | when: 'moment' }} · {{ one.title }}
                </option>
              }
            </select>
          </t-field>
          <t-segments [label]="'proposals.asItem' | transloco" [choices]="kinds()" [(value)]="kind" />
          <div>
            <button tButton="primary" type="submit" [busy]="busy()">{{ 'proposals.place' | transloco }}</button>
          </div>
        </form>
      } @else if (source.hasValue()) {
        <p class="soft">{{ 'proposals.noMeeting' | transloco: { body: proposal().body.name } }}</p>
        <div>
          <a
            tButton="primary"
            [routerLink]="network.link('meetings', 'new')"
            [queryParams]="{ body: proposal().body.key }"
            >{{ 'proposals.callMeeting' | transloco }}</a
          >
        </div>
      }
    </section>
  `,
})
export class PlaceProposal {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  readonly proposal = input.required<ProposalView>();
  readonly placed = output<ProposalView>();

  protected readonly source = liveResource<MeetingPage>(
    () => `${this.network.url('meetings')}?limit=100&when=upcoming&body=${this.proposal().body.key}`,
    ['meetings'],
  );
  protected readonly meetings = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  /** The next meeting, until another is chosen; a choice survives a refresh of the list. */
  protected readonly meeting = linkedSignal<readonly { id: string }[], string>({
    source: this.meetings,
    computation: (meetings, before) => (meetings.find((one) => one.id === before?.value) ?? meetings[0])?.id ?? '',
  });
  private readonly words = translateSignal(kinds.map((kind) => `proposals.kind.${kind}`));
  protected readonly kinds = computed(() =>
    kinds.map((value, index) => ({ value, label: this.words()[index] ?? value })),
  );
  protected readonly kind = signal<(typeof kinds)[number]>('decision');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  private readonly submission = new Submission();

  protected fault(): string | null {
    return faultAt(this.problem(), 'meetingId');
  }

  protected async place(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy() || !this.meeting()) return;
    this.busy.set(true);
    try {
      const after = await this.api.post<ProposalView>(
        this.network.url('proposals', this.proposal().id, 'placement'),
        { meetingId: this.meeting(), kind: this.kind() },
        { version: this.proposal().version, submission: this.submission },
      );
      this.toasts.say(this.transloco.translate('proposals.placed'));
      this.placed.emit(after);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
