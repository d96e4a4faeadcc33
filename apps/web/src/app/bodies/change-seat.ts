import { ChangeDetectionStrategy, Component, inject, input, signal, type TemplateRef } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { BodyView, SeatRole, SeatView } from '@torv/shared/bodies';
import { Api } from '../platform/http/api';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';
import { DialogForm } from './dialog-form';
import { lastDayOf } from './last-day-of';
import { SeatFields, type SeatTyped } from './seat-fields';

/** The facilitator changes what a seat is, or ends it. Who sits there is the organisation's to say. */
@Component({
  selector: 't-change-seat',
  imports: [Button, ProblemNotice, SeatFields, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      tButton="quiet"
      type="button"
      [attr.aria-label]="('bodies.change' | transloco) + ': ' + seat().organisation.name"
      (click)="ask(dialog)"
    >
      {{ 'bodies.change' | transloco }}
    </button>
    <ng-template #dialog>
      <form class="dialog" novalidate (submit)="save($event)">
        <h2>{{ 'bodies.changeTitle' | transloco: { organisation: seat().organisation.name } }}</h2>
        <t-problem [problem]="form.problem()" />
        <t-seat-fields [(typed)]="typed" [problem]="form.problem()" untilAt="heldUntil" />
        <div class="cluster">
          <button tButton="primary" type="submit" [busy]="form.busy()">{{ 'bodies.save' | transloco }}</button>
          <button tButton="quiet" type="button" (click)="form.close()">{{ 'bodies.cancel' | transloco }}</button>
          <button tButton="quiet" type="button" (click)="end($event)">{{ 'bodies.end' | transloco }}</button>
        </div>
      </form>
    </ng-template>
  `,
})
export class ChangeSeat {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly form = new DialogForm();
  readonly body = input.required<BodyView>();
  readonly seat = input.required<SeatView>();
  protected readonly typed = signal<SeatTyped>({ role: 'member' as SeatRole, voting: true, until: '' });

  protected ask(dialog: TemplateRef<unknown>): void {
    const { role, voting, heldUntil } = this.seat();
    this.typed.set({ role, voting, until: heldUntil ? lastDayOf(this.network.timezone(), heldUntil) : '' });
    this.form.open(dialog, this.transloco.translate('bodies.change'));
  }

  protected save(event: Event): Promise<void> {
    const { role, voting, until } = this.typed();
    return this.form.send(event, async () => {
      await this.api.put(`${this.url()}/terms`, { role, voting, heldUntil: until || null }, this.version());
      this.toasts.say(this.transloco.translate('bodies.mended'));
    });
  }

  protected end(event: Event): Promise<void> {
    return this.form.send(event, async () => {
      await this.api.post(`${this.url()}/ending`, { lastDay: null }, this.version());
      this.toasts.say(this.transloco.translate('bodies.endedSeat'));
    });
  }

  private readonly url = () => this.network.url('bodies', this.body().key, 'seats', this.seat().placeId);
  private readonly version = () => ({ version: this.seat().version });
}
