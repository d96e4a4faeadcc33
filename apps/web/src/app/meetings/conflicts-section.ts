import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  signal,
  type TemplateRef,
  viewChild,
} from '@angular/core';
import type { DialogRef } from '@angular/cdk/dialog';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { ConflictRuling, ConflictView, ItemView, MeetingView } from '@torv/shared/meetings';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Check, Choices } from '../ui/choices';
import { Dialogs } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { RunMeeting } from './run-meeting';

type Ruled = ConflictRuling | 'none';

/**
 * Conflicts of interest, as they are minuted: who, on which item, on what ground, and what the body ruled. Whoever sits
 * in the body declares their own; who runs the meeting notes those of others and the rulings, but the one on themself.
 */
@Component({
  selector: 't-conflicts',
  imports: [Badge, Button, Check, Choices, Field, Heading, Icon, Input, ProblemNotice, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    @if (shown().length > 0 || declares()) {
      <t-heading [title]="'meetings.conflicts.title' | transloco" [count]="shown().length || null">
        @if (declares()) {
          <button tButton type="button" (click)="open()">
            <t-icon name="add" />{{ 'meetings.conflicts.declare' | transloco }}
          </button>
        }
      </t-heading>
      <ul class="panel flush rows">
        @for (one of shown(); track one.conflict.id) {
          <li class="row conflict-row">
            <span>
              <span class="title">{{ one.conflict.personName }}</span>
              <span class="meta">
                <span>{{ one.at }}. {{ one.item.title }}</span>
                <span>{{ one.conflict.ground }}</span>
                @if (one.conflict.ruledAt; as ruledAt) {
                  <span class="num">{{ ruledAt | when: 'short' }}</span>
                }
              </span>
            </span>
            <span class="cluster">
              <t-badge [icon]="iconOf(one.conflict)" [tone]="one.conflict.ruling ? 'quiet' : 'caution'">{{
                'meetings.conflicts.ruled.' + wordOf(one.conflict) | transloco
              }}</t-badge>
              @if (rules(one.conflict)) {
                @if (one.conflict.ruling !== 'conflicted') {
                  <button
                    tButton
                    type="button"
                    [busy]="run.busy() === 'rule-' + one.conflict.id"
                    (click)="rule(one.item, one.conflict, 'conflicted')"
                  >
                    {{ 'meetings.conflicts.rule.conflicted' | transloco }}
                    <span class="visually-hidden">{{ one.conflict.personName }}</span>
                  </button>
                }
                @if (one.conflict.ruling !== 'not-conflicted') {
                  <button
                    tButton="quiet"
                    type="button"
                    [busy]="run.busy() === 'rule-' + one.conflict.id"
                    (click)="rule(one.item, one.conflict, 'not-conflicted')"
                  >
                    {{ 'meetings.conflicts.rule.not-conflicted' | transloco }}
                    <span class="visually-hidden">{{ one.conflict.personName }}</span>
                  </button>
                }
              }
            </span>
          </li>
        } @empty {
          <li class="row">
            <span class="soft">{{ 'meetings.conflicts.none' | transloco }}</span>
          </li>
        }
      </ul>
    }

    <ng-template #declaring>
      <section class="dialog">
        <h2>{{ 'meetings.conflicts.declare' | transloco }}</h2>
        <p>{{ (runs() ? 'meetings.conflicts.whyRuns' : 'meetings.conflicts.why') | transloco }}</p>
        <form class="stack" (submit)="declare($event)" novalidate>
          <t-field [label]="'meetings.conflicts.item' | transloco" [error]="tried() && !itemId() ? missing() : null">
            <select #which tInput (change)="itemId.set(which.value)">
              <option value="" [selected]="!itemId()">{{ 'meetings.conflicts.choose' | transloco }}</option>
              @for (item of meeting().items; track item.id; let at = $index) {
                <option [value]="item.id" [selected]="item.id === itemId()">{{ at + 1 }}. {{ item.title }}</option>
              }
            </select>
          </t-field>
          @if (runs()) {
            <t-field [label]="'meetings.conflicts.who' | transloco" [error]="tried() && !seatId() ? missing() : null">
              <select #who tInput (change)="seatId.set(who.value)">
                <option value="" [selected]="!seatId()">{{ 'meetings.conflicts.choose' | transloco }}</option>
                @for (one of people(); track one.value) {
                  <option [value]="one.value" [selected]="one.value === seatId()">{{ one.label }}</option>
                }
              </select>
            </t-field>
          }
          <t-field
            [label]="'meetings.conflicts.ground' | transloco"
            [hint]="'meetings.conflicts.groundHint' | transloco"
            [error]="tried() && ground().trim() === '' ? missing() : null"
          >
            <input #why tInput maxlength="200" [value]="ground()" (input)="ground.set(why.value)" />
          </t-field>
          @if (runs() && seatId() && !mine()) {
            <t-choices [legend]="'meetings.conflicts.ruling' | transloco" [choices]="rulings()" [(value)]="ruling" />
            @if (ruling() === 'conflicted') {
              <t-check
                [label]="'meetings.conflicts.mayRead' | transloco"
                [hint]="'meetings.conflicts.mayReadHint' | transloco"
                [(value)]="mayRead"
              />
            }
          }
          <t-problem [problem]="run.problem()" />
          <div class="cluster">
            <button tButton="primary" type="submit" [busy]="run.busy() === 'declare'">
              {{ 'meetings.conflicts.keep' | transloco }}
            </button>
            <button tButton type="button" (click)="close()">{{ 'meetings.conflicts.cancel' | transloco }}</button>
          </div>
        </form>
      </section>
    </ng-template>
  `,
})
export class ConflictsSection {
  private readonly dialogs = inject(Dialogs);
  private readonly transloco = inject(TranslocoService);
  protected readonly run = inject(RunMeeting);
  readonly meeting = input.required<MeetingView>();
  private readonly declaring = viewChild.required<TemplateRef<unknown>>('declaring');
  private dialog: DialogRef<unknown, unknown> | null = null;

  protected readonly shown = computed(() =>
    this.meeting().items.flatMap((item, n) => item.conflicts.map((conflict) => ({ item, conflict, at: n + 1 }))),
  );
  private readonly over = computed(() => ['closed', 'cancelled'].includes(this.meeting().state));
  protected readonly runs = computed(() => this.meeting().may.includes('meetings.run'));
  protected readonly seats = computed(() => this.meeting().attendance.filter((one) => one.personName !== null));
  private readonly own = computed(() => this.people().find((one) => one.mine));
  /** Whoever sits there, and whose seat it is where another steps in; a deputy's choice is marked in its value. */
  protected readonly people = computed(() =>
    this.seats().flatMap(({ seatId, personName, insteadOf, organisation, mine }) => [
      { value: insteadOf === null ? seatId : `${seatId} deputy`, label: `${personName} (${organisation.name})`, mine },
      ...(insteadOf === null ? [] : [{ value: seatId, label: `${insteadOf} (${organisation.name})`, mine: false }]),
    ]),
  );
  protected readonly declares = computed(
    () => !this.over() && this.meeting().items.length > 0 && (this.runs() || this.own() !== undefined),
  );

  protected readonly itemId = signal('');
  protected readonly seatId = signal('');
  protected readonly ground = signal('');
  protected readonly ruling = signal<Ruled | null>('none');
  protected readonly mayRead = signal(false);
  protected readonly tried = signal(false);
  /** Nobody rules on oneself: then it is only declared. */
  protected readonly mine = computed(() => this.people().some((one) => one.mine && one.value === this.seatId()));

  protected rulings() {
    return (['none', 'conflicted', 'not-conflicted'] as const).map((value) => ({
      value,
      label: this.transloco.translate<string>(`meetings.conflicts.choice.${value}`),
    }));
  }

  protected missing(): string {
    return this.transloco.translate('meetings.conflicts.missing');
  }

  protected rules(conflict: ConflictView): boolean {
    return !this.over() && this.runs() && !conflict.mine;
  }

  protected wordOf({ ruling, mayRead }: ConflictView): string {
    return ruling === 'conflicted' && mayRead ? 'reads' : (ruling ?? 'none');
  }

  protected iconOf({ ruling }: ConflictView) {
    return ruling === null ? 'clock' : ruling === 'conflicted' ? 'aside' : 'check';
  }

  protected open(): void {
    this.run.problem.set(null);
    const { items } = this.meeting();
    this.itemId.set(items.length === 1 ? items[0]!.id : '');
    this.seatId.set(this.runs() ? '' : (this.own()?.value ?? ''));
    this.ground.set('');
    this.ruling.set('none');
    this.mayRead.set(false);
    this.tried.set(false);
    this.dialog = this.dialogs.open(this.declaring(), this.transloco.translate('meetings.conflicts.declare'));
  }

  protected close(): void {
    this.dialog?.close();
  }

  protected async declare(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const [itemId, who, ground] = [this.itemId(), this.seatId(), this.ground().trim()];
    const [seatId, deputy] = who.split(' ');
    if (!itemId || !seatId || ground === '' || this.run.busy()) return;
    const ruling = this.mine() || !this.runs() ? 'none' : (this.ruling() ?? 'none');
    const ruled = ruling === 'none' ? {} : { ruling, mayRead: ruling === 'conflicted' && this.mayRead() };
    if (await this.run.declareConflict(itemId, { seatId, ...(deputy && { deputy: true }), ground, ...ruled }))
      this.close();
  }

  protected async rule(item: ItemView, conflict: ConflictView, ruling: ConflictRuling): Promise<void> {
    await this.run.ruleOnConflict(item.id, conflict.id, ruling);
  }
}
