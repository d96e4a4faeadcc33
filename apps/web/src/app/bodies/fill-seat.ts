import { ChangeDetectionStrategy, Component, computed, inject, input, signal, type TemplateRef } from '@angular/core';
import { httpResource } from '@angular/common/http';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { BodyView, CandidateList, SeatView } from '@torv/shared/bodies';
import { Api } from '../platform/http/api';
import { today } from '../platform/i18n/today';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Notice, ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';
import { dayAfterMonths } from './day-after-months';
import { DialogForm } from './dialog-form';

/** The organisation's administrator says who sits in its seat, or that nobody does. */
@Component({
  selector: 't-fill-seat',
  imports: [Button, Field, Input, Notice, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      [tButton]="seat().person ? '' : 'primary'"
      type="button"
      [attr.aria-label]="label() + ': ' + seat().organisation.name"
      (click)="ask(dialog)"
    >
      {{ label() }}
    </button>
    <ng-template #dialog>
      <form class="dialog" novalidate (submit)="save($event)">
        <h2>{{ 'bodies.fillTitle' | transloco: { organisation: seat().organisation.name } }}</h2>
        <t-problem [problem]="form.problem()" />
        @if (people.hasValue() && people.value().items.length === 0) {
          <t-notice>{{ 'bodies.nobodyYet' | transloco: { organisation: seat().organisation.name } }}</t-notice>
        }
        <t-field [label]="'bodies.who' | transloco" [error]="form.fault('person')">
          <select #who tInput (change)="person.set(who.value)">
            <option value="" [selected]="person() === ''">{{ 'bodies.whoNone' | transloco }}</option>
            @for (one of people.value()?.items ?? []; track one.id) {
              <option [value]="one.id" [selected]="one.id === person()">{{ one.name }}</option>
            }
          </select>
        </t-field>
        @if (person() !== '') {
          <t-field
            [label]="'bodies.until' | transloco"
            [hint]="'bodies.noEnd' | transloco"
            [error]="form.fault('until')"
          >
            <input #end tInput type="date" [value]="until()" (input)="until.set(end.value)" />
          </t-field>
        }
        <div class="cluster">
          <button tButton="primary" type="submit" [busy]="form.busy() || people.isLoading()">
            {{ 'bodies.save' | transloco }}
          </button>
          <button tButton="quiet" type="button" (click)="form.close()">{{ 'bodies.cancel' | transloco }}</button>
        </div>
      </form>
    </ng-template>
  `,
})
export class FillSeat {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly form = new DialogForm();
  readonly body = input.required<BodyView>();
  readonly seat = input.required<SeatView>();
  private readonly opened = signal(false);
  protected readonly people = httpResource<CandidateList>(() =>
    this.opened() ? this.network.url('bodies', this.body().key, 'seats', this.seat().placeId, 'candidates') : undefined,
  );
  protected readonly person = signal('');
  protected readonly until = signal('');

  protected label(): string {
    return this.transloco.translate(this.seat().person ? 'bodies.refill' : 'bodies.fill');
  }
  /** The term that the mandate gives, from today. */
  private readonly proposed = computed(() => {
    const months = this.body().mandate?.termMonths;
    return months ? dayAfterMonths(today(this.network.timezone()), months) : '';
  });

  protected ask(dialog: TemplateRef<unknown>): void {
    this.opened.set(true);
    this.people.reload();
    this.person.set(this.seat().person?.id ?? '');
    this.until.set(this.proposed());
    this.form.open(dialog, this.label());
  }

  protected save(event: Event): Promise<void> {
    return this.form.send(event, async () => {
      const person = this.person() || null;
      const url = this.network.url('bodies', this.body().key, 'seats', this.seat().placeId);
      await this.api.patch(
        url,
        { person, until: person && this.until() ? this.until() : null },
        { version: this.seat().version },
      );
      const name = this.people.value()?.items.find((one) => one.id === person)?.name;
      this.toasts.say(this.transloco.translate(name ? 'bodies.filled' : 'bodies.vacated', { person: name }));
    });
  }
}
