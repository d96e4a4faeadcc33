import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal, type TemplateRef } from '@angular/core';
import { translateSignal, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { BodyView, CandidateList, NewDeputy, SeatView } from '@torv/shared/bodies';
import { Api, Submission } from '../platform/http/api';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { today } from '../platform/i18n/today';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Notice, ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';
import type { MeetingAhead } from './body-companions';
import { DialogForm } from './dialog-form';

/** Says who steps in for a seat: at one meeting, for a period, or as the one who takes it should it fall vacant. */
@Component({
  selector: 't-appoint-deputy',
  imports: [Button, Choices, Field, Input, Notice, ProblemNotice, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      tButton
      type="button"
      [attr.aria-label]="('bodies.deputy' | transloco) + ': ' + (seat().person?.name ?? seat().organisation.name)"
      (click)="ask(dialog)"
    >
      {{ 'bodies.deputy' | transloco }}
    </button>
    <ng-template #dialog>
      <form class="dialog" novalidate (submit)="save($event)">
        <h2>{{ 'bodies.deputyTitle' | transloco }}</h2>
        <t-problem [problem]="form.problem()" />
        <t-choices [legend]="'bodies.deputyKind' | transloco" [choices]="kinds()" [(value)]="kind" />
        @if (kind() === 'meeting') {
          @if (meetings().length > 0) {
            <t-field [label]="'bodies.meeting' | transloco" [error]="form.fault('meetingId')">
              <select #which tInput (change)="meeting.set(which.value)">
                @for (one of meetings(); track one.id) {
                  <option [value]="one.id" [selected]="one.id === meeting()">
                    {{ one.startsAt | when: 'moment' }}: {{ one.title }}
                  </option>
                }
              </select>
            </t-field>
          } @else {
            <t-notice>{{ 'bodies.meetingsNone' | transloco }}</t-notice>
          }
        } @else if (kind() === 'period') {
          <div class="beside">
            <t-field [label]="'bodies.from' | transloco" [error]="form.fault('from')">
              <input #start tInput type="date" [value]="from()" (input)="from.set(start.value)" />
            </t-field>
            <t-field [label]="'bodies.until' | transloco" [error]="form.fault('until')">
              <input #end tInput type="date" [value]="until()" (input)="until.set(end.value)" />
            </t-field>
          </div>
        }
        <t-field [label]="'bodies.who' | transloco" [error]="form.fault('person')">
          <select #who tInput (change)="person.set(who.value)">
            @for (one of candidates(); track one.id) {
              <option [value]="one.id" [selected]="one.id === person()">{{ one.name }}</option>
            }
          </select>
        </t-field>
        <div class="cluster">
          <button tButton="primary" type="submit" [busy]="form.busy() || people.isLoading()">
            {{ 'bodies.appoint' | transloco }}
          </button>
          <button tButton="quiet" type="button" (click)="form.close()">{{ 'bodies.cancel' | transloco }}</button>
        </div>
      </form>
    </ng-template>
  `,
})
export class AppointDeputy {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  private readonly language = translateSignal('bodies.title');
  protected readonly form = new DialogForm();
  readonly body = input.required<BodyView>();
  readonly seat = input.required<SeatView>();
  readonly meetings = input.required<readonly MeetingAhead[]>();

  private readonly opened = signal(false);
  protected readonly people = httpResource<CandidateList>(() =>
    this.opened() ? this.network.url('bodies', this.body().key, 'seats', this.seat().placeId, 'candidates') : undefined,
  );
  protected readonly candidates = computed(() =>
    (this.people.value()?.items ?? []).filter((one) => one.id !== this.seat().person?.id),
  );
  protected readonly kind = signal<NewDeputy['kind'] | null>('meeting');
  protected readonly kinds = computed(() => {
    this.language(); // read so that the words follow the language
    return (['meeting', 'period', 'alternate'] as const).map((value) => ({
      value,
      label: this.transloco.translate<string>(`bodies.deputyFor.${value}`),
      hint: this.transloco.translate<string>(`bodies.deputyForHint.${value}`),
    }));
  });
  protected readonly meeting = signal('');
  protected readonly person = signal('');
  protected readonly from = signal('');
  protected readonly until = signal('');

  protected ask(dialog: TemplateRef<unknown>): void {
    this.opened.set(true);
    this.kind.set(this.meetings().length > 0 ? 'meeting' : 'period');
    this.meeting.set(this.meetings()[0]?.id ?? '');
    this.from.set(today(this.network.timezone()));
    this.until.set(today(this.network.timezone()));
    this.person.set('');
    this.form.open(dialog, this.transloco.translate('bodies.deputyTitle'));
  }

  protected save(event: Event): Promise<void> {
    return this.form.send(event, async () => {
      // The first of the list is what the reader sees chosen.
      const person = this.person() || (this.candidates()[0]?.id ?? '');
      const deputy: NewDeputy =
        this.kind() === 'meeting'
          ? { kind: 'meeting', person, meetingId: this.meeting() }
          : this.kind() === 'period'
            ? { kind: 'period', person, from: this.from(), until: this.until() }
            : { kind: 'alternate', person };
      const url = this.network.url('bodies', this.body().key, 'seats', this.seat().placeId, 'deputies');
      await this.api.post(url, deputy, { submission: this.submission });
      const name = this.candidates().find((one) => one.id === person)?.name ?? '';
      this.toasts.say(this.transloco.translate('bodies.appointed', { person: name }));
    });
  }
}
