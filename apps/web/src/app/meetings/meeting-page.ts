import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  type TemplateRef,
  viewChild,
} from '@angular/core';
import type { DialogRef } from '@angular/cdk/dialog';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { meetingTransitions, type MeetingState, type MeetingView } from '@torv/shared/meetings';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Dialogs } from '../ui/dialog';
import { Icon, type IconName } from '../ui/icon';
import { Notice, ProblemNotice } from '../ui/notice';
import { Crumbs, Skeleton } from '../ui/surfaces';
import { WhoMay } from '../ui/who-may';
import { AgendaSection } from './agenda-section';
import { AttendanceSection } from './attendance-section';
import { ConflictsSection } from './conflicts-section';
import { MeetingStateBadge } from './meeting-state-badge';
import { QuorumNotice } from './quorum-notice';
import { RunMeeting } from './run-meeting';

const stepIcons: Partial<Record<MeetingState, IconName>> = { called: 'meetings', open: 'play', closed: 'check' };

/** A meeting: its pack in one scroll for those who read it, and its steps for those who run it. */
@Component({
  selector: 't-meeting-page',
  imports: [
    AgendaSection,
    AttendanceSection,
    Badge,
    Button,
    ConflictsSection,
    Crumbs,
    Icon,
    MeetingStateBadge,
    Notice,
    ProblemNotice,
    QuorumNotice,
    RouterLink,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
    WhoMay,
  ],
  providers: [RunMeeting],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './meeting-page.html',
})
export class MeetingPage {
  private readonly dialogs = inject(Dialogs);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  protected readonly run = inject(RunMeeting);
  readonly id = input.required<string>();

  private readonly address = computed(() => this.network.url('meetings', this.id()));
  private readonly source = liveResource<MeetingView>(
    () => this.address(),
    ['meetings', 'proposals.placed', 'proposals.withdrawn', 'decisions.recorded'],
  );
  protected readonly meeting = lastKnown(this.source, this.address);
  protected readonly problem = computed(
    () => this.run.problem() ?? (this.source.error() ? problemOf(this.source.error()) : null),
  );
  protected readonly stale = computed(() => this.run.problem()?.status === 412);
  /** The steps that follow, the way ahead first; cancelling stands by itself. */
  protected readonly steps = computed(() => {
    const meeting = this.meeting();
    if (!meeting?.may.includes('meetings.run')) return [];
    return meetingTransitions[meeting.state]
      .filter((to) => to !== 'cancelled')
      .map((to) => ({ to, icon: stepIcons[to] ?? 'forward' }));
  });
  protected readonly mayCancel = computed(() => {
    const meeting = this.meeting();
    return !!meeting?.may.includes('meetings.run') && meetingTransitions[meeting.state].includes('cancelled');
  });

  private readonly cancelling = viewChild.required<TemplateRef<unknown>>('cancelling');
  private readonly title = viewChild<ElementRef<HTMLElement>>('title');
  private dialog: DialogRef<unknown, unknown> | null = null;

  constructor() {
    const title = inject(Title);
    this.run.now = () => this.meeting();
    this.run.show = (meeting) => this.source.set(meeting);
    effect(() => title.setTitle(`${this.meeting()?.title ?? ''} · Torv`));
  }

  /** Takes a step. Its button is then gone, so the page's title takes the focus. */
  protected async go(to: MeetingState): Promise<void> {
    if (await this.run.step(to)) this.title()?.nativeElement.focus();
  }

  protected reload(): void {
    this.run.problem.set(null);
    this.source.reload();
  }

  protected print(): void {
    window.print();
  }

  protected askToCancel(): void {
    this.dialog = this.dialogs.open(this.cancelling(), this.transloco.translate('meetings.cancelling.title'));
  }

  protected async cancel(): Promise<void> {
    this.dialog?.close();
    await this.go('cancelled');
  }

  protected keep(): void {
    this.dialog?.close();
  }
}
