import { ChangeDetectionStrategy, Component, computed, inject, input, type Signal, signal } from '@angular/core';
import { Injector, runInInjectionContext } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { BodyView, DeputyView, SeatView } from '@torv/shared/bodies';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { AppointDeputy } from './appoint-deputy';
import { BodyOnScreen } from './body-on-screen';
import { MEETINGS_AHEAD, type MeetingAhead } from './body-companions';
import { ChangeSeat } from './change-seat';
import { FillSeat } from './fill-seat';
import { GiveSeat } from './give-seat';
import { LastDayPipe } from './last-day';
import { sectorsAtTheTable } from './sectors';

/** Who sits here for whom, who steps in, what is vacant since when, and what the reader may do about it. */
@Component({
  selector: 't-seat-list',
  imports: [
    AppointDeputy,
    Badge,
    Button,
    ChangeSeat,
    FillSeat,
    GiveSeat,
    Heading,
    LastDayPipe,
    Organisation,
    ProblemNotice,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  templateUrl: './seat-list.html',
})
export class SeatList {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly screen = inject(BodyOnScreen);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  readonly body = input.required<BodyView>();
  protected readonly problem = signal<Problem | null>(null);
  protected readonly mayGive = computed(() => this.body().may.includes('bodies.change'));
  /** Sectors that the mandate demands and nobody's seat brings. */
  protected readonly missing = computed(() => {
    const required = (this.body().mandate?.requiredSectors ?? []).map((sector) => ({ sector }));
    const table = this.body()
      .seats.filter((seat) => seat.voting)
      .map((seat) => seat.organisation);
    return sectorsAtTheTable(required, table).filter((one) => !one.here);
  });
  /** Somebody else must fill a seat that is vacant. */
  protected readonly awaited = computed(() =>
    this.body().seats.some((seat) => seat.person === null && !seat.may.includes('bodies.fill-seat')),
  );
  private readonly ahead = signal<Signal<readonly MeetingAhead[] | null> | null>(null);
  protected readonly meetings = computed(() => this.ahead()?.() ?? []);

  constructor() {
    const injector = inject(Injector);
    void inject(MEETINGS_AHEAD, { optional: true })?.().then((ask) =>
      this.ahead.set(runInInjectionContext(injector, () => ask(() => this.body().key))),
    );
  }

  protected alternates(seat: SeatView): DeputyView[] {
    const mayTake = seat.person === null && seat.may.includes('bodies.fill-seat');
    return mayTake ? seat.deputies.filter((one) => one.kind === 'alternate') : [];
  }

  protected meetingOf(deputy: DeputyView): string {
    return this.meetings().find((one) => one.id === deputy.meetingId)?.startsAt ?? deputy.from;
  }

  protected take(seat: SeatView, alternate: DeputyView): Promise<void> {
    return this.send(async () => {
      const url = this.network.url('bodies', this.body().key, 'seats', seat.placeId);
      await this.api.patch(url, { person: alternate.person.id, until: null }, { version: seat.version });
      this.toasts.say(this.transloco.translate('bodies.filled', { person: alternate.person.name }));
    });
  }

  protected withdraw(seat: SeatView, deputy: DeputyView): Promise<void> {
    return this.send(async () => {
      await this.api.delete(this.network.url('bodies', this.body().key, 'seats', seat.placeId, 'deputies', deputy.id));
      this.toasts.say(this.transloco.translate('bodies.withdrawn', { person: deputy.person.name }));
    });
  }

  private async send(act: () => Promise<void>): Promise<void> {
    this.problem.set(null);
    try {
      await act();
      this.screen.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
