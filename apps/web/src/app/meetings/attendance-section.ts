import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, translateSignal } from '@jsverse/transloco';
import type { MeetingView, Presence } from '@torv/shared/meetings';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { Icon } from '../ui/icon';
import { Organisation } from '../ui/organisation';
import { Heading } from '../ui/surfaces';
import { RunMeeting } from './run-meeting';

/** Who has a seat, and who is here. The chair and the secretary record it while the meeting is open. */
@Component({
  selector: 't-attendance',
  imports: [Badge, Button, Heading, Icon, Organisation, Segments, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    <t-heading [title]="title()" [count]="meeting().attendance.length || null">
      @if (records() && away().length > 0) {
        <button tButton type="button" [busy]="run.busy() === 'attend'" (click)="everyone()">
          <t-icon name="check" />{{ 'meetings.attendance.everyone' | transloco }}
        </button>
      }
    </t-heading>
    <ul class="panel flush rows">
      @for (seat of meeting().attendance; track seat.seatId) {
        <li class="row">
          <span>
            <span class="title">{{ seat.personName ?? ('meetings.attendance.vacant' | transloco) }}</span>
            <span class="meta">
              <span>{{ 'role.' + seat.role | transloco }}</span>
              @if (seat.insteadOf; as name) {
                <span>{{ 'meetings.attendance.insteadOf' | transloco: { name } }}</span>
              }
              <t-organisation [name]="seat.organisation.name" [swatch]="seat.organisation.swatch" />
              @if (!seat.voting) {
                <span>{{ 'meetings.attendance.noVote' | transloco }}</span>
              }
            </span>
          </span>
          @if (records()) {
            <t-segments
              [label]="'meetings.attendance.of' | transloco: { name: seat.personName ?? seat.organisation.name }"
              [choices]="choices()"
              [value]="run.pressed().get(seat.seatId) ?? seat.presence"
              (valueChange)="set(seat.seatId, $event)"
            />
          } @else if (met()) {
            <t-badge
              [icon]="seat.presence === 'absent' ? 'aside' : 'check'"
              [tone]="seat.presence === 'absent' ? 'quiet' : 'good'"
              >{{ 'meetings.presence.' + seat.presence | transloco }}</t-badge
            >
          }
        </li>
      }
    </ul>
  `,
})
export class AttendanceSection {
  protected readonly run = inject(RunMeeting);
  readonly meeting = input.required<MeetingView>();

  private readonly seats = translateSignal('meetings.attendance.seats');
  private readonly present = translateSignal('meetings.attendance.title');
  private readonly room = translateSignal('meetings.presence.room');
  private readonly online = translateSignal('meetings.presence.online');
  private readonly absent = translateSignal('meetings.presence.absent');
  protected readonly choices = computed(() => [
    { value: 'room' as Presence, label: this.room() },
    { value: 'online' as Presence, label: this.online() },
    { value: 'absent' as Presence, label: this.absent() },
  ]);
  protected readonly met = computed(() => this.meeting().state === 'open' || this.meeting().state === 'closed');
  protected readonly title = computed(() => (this.met() ? this.present() : this.seats()));
  protected readonly records = computed(
    () => this.meeting().state === 'open' && this.meeting().may.includes('meetings.run'),
  );
  /** Seats that somebody fills and that are marked absent; a vacant seat stays so. */
  protected readonly away = computed(() =>
    this.meeting().attendance.filter((one) => one.presence === 'absent' && one.personName !== null),
  );

  protected set(seatId: string, presence: Presence): void {
    void this.run.attend([{ seatId, presence }]);
  }

  protected everyone(): void {
    void this.run.attend(this.away().map(({ seatId }) => ({ seatId, presence: 'room' as const })));
  }
}
