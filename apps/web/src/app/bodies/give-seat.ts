import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal, type TemplateRef } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { BodyView } from '@torv/shared/bodies';
import type { OrganisationPage } from '@torv/shared/organisations';
import { Api, Submission } from '../platform/http/api';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';
import { DialogForm } from './dialog-form';
import { SeatFields, type SeatTyped } from './seat-fields';

/** The facilitator gives an organisation a seat, which the organisation fills itself. */
@Component({
  selector: 't-give-seat',
  imports: [Button, Field, Icon, Input, ProblemNotice, SeatFields, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button tButton type="button" (click)="ask(dialog)"><t-icon name="add" />{{ 'bodies.give' | transloco }}</button>
    <ng-template #dialog>
      <form class="dialog" novalidate (submit)="save($event)">
        <h2>{{ 'bodies.giveTitle' | transloco }}</h2>
        <t-problem [problem]="form.problem()" />
        <t-field [label]="'bodies.organisation' | transloco" [error]="form.fault('organisation')">
          <select #which tInput (change)="organisation.set(which.value)">
            @for (one of all(); track one.id) {
              <option [value]="one.key" [selected]="one.key === organisation()">{{ one.name }}</option>
            }
          </select>
        </t-field>
        <t-seat-fields [(typed)]="typed" [problem]="form.problem()" />
        <div class="cluster">
          <button tButton="primary" type="submit" [busy]="form.busy() || organisations.isLoading()">
            {{ 'bodies.give' | transloco }}
          </button>
          <button tButton="quiet" type="button" (click)="form.close()">{{ 'bodies.cancel' | transloco }}</button>
        </div>
      </form>
    </ng-template>
  `,
})
export class GiveSeat {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly form = new DialogForm();
  readonly body = input.required<BodyView>();
  private readonly opened = signal(false);
  protected readonly organisations = httpResource<OrganisationPage>(() =>
    this.opened() ? this.network.url('organisations?limit=100') : undefined,
  );
  protected readonly all = computed(() => this.organisations.value()?.items ?? []);
  protected readonly organisation = signal('');
  protected readonly typed = signal<SeatTyped>({ role: 'member', voting: true, until: '' });

  protected ask(dialog: TemplateRef<unknown>): void {
    this.opened.set(true);
    this.typed.set({ role: 'member', voting: true, until: '' });
    this.organisation.set('');
    this.form.open(dialog, this.transloco.translate('bodies.giveTitle'));
  }

  protected save(event: Event): Promise<void> {
    return this.form.send(event, async () => {
      const { role, voting, until } = this.typed();
      // The first of the list is what the reader sees chosen.
      const chosen = this.all().find((one) => one.key === this.organisation()) ?? this.all()[0];
      const seat = { organisation: chosen?.key ?? '', role, voting, until: until || null };
      await this.api.post(this.network.url('bodies', this.body().key, 'seats'), seat, { submission: this.submission });
      this.toasts.say(this.transloco.translate('bodies.given', { organisation: chosen?.name ?? '' }));
    });
  }
}
