import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ItemView, MeetingView, NewItem } from '@torv/shared/meetings';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Empty, Heading } from '../ui/surfaces';
import { bodiesRunBy, mayDraftIn } from '../access/what-a-seat-allows';
import { BorrowedView } from './borrowed-view';
import { ITEM_FOOT, SUBJECT_VIEWS } from './item-subjects';
import { NewItemForm } from './new-item-form';
import { RunMeeting } from './run-meeting';

/** The agenda in one scroll: every item with what stands on it, and what was decided. */
@Component({
  selector: 't-agenda',
  imports: [BorrowedView, Button, Empty, Heading, Icon, NewItemForm, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    <t-heading [title]="'meetings.agenda' | transloco" [count]="meeting().items.length || null">
      <span class="soft num">{{ 'meetings.minutes' | transloco: { minutes: sum() } }}</span>
    </t-heading>
    <ol class="stack">
      @for (item of meeting().items; track item.id; let at = $index, first = $first, last = $last) {
        <li class="panel stack tight agenda-item" [id]="'item-' + item.id" tabindex="-1">
          <div class="agenda-head">
            <h3>
              <span class="num">{{ at + 1 }}.</span> {{ item.title }}
            </h3>
            <span class="meta">
              <span>{{ 'meetings.kind.' + item.kind | transloco }}</span>
              <span class="num">{{ 'meetings.minutes' | transloco: { minutes: item.minutes } }}</span>
            </span>
            @if (edits()) {
              <span class="agenda-tools">
                @if (!first) {
                  <button
                    tButton="quiet"
                    type="button"
                    [id]="'up-' + item.id"
                    [attr.aria-label]="'meetings.item.up' | transloco: { title: item.title }"
                    (click)="move(item, -1)"
                  >
                    <t-icon name="up" />
                  </button>
                }
                @if (!last) {
                  <button
                    tButton="quiet"
                    type="button"
                    [id]="'down-' + item.id"
                    [attr.aria-label]="'meetings.item.down' | transloco: { title: item.title }"
                    (click)="move(item, 1)"
                  >
                    <t-icon name="down" />
                  </button>
                }
                @if (!item.subject && removes()) {
                  <button
                    tButton="quiet"
                    type="button"
                    [attr.aria-label]="'meetings.item.remove' | transloco: { title: item.title }"
                    (click)="remove(item)"
                  >
                    <t-icon name="cross" />
                  </button>
                }
              </span>
            }
          </div>
          @if (item.text) {
            <p class="prose">{{ item.text }}</p>
          }
          @if (item.subject; as subject) {
            <t-borrowed-view [of]="subjects[subject.kind]" [inputs]="{ subjectId: subject.id }" />
          }
          <t-borrowed-view [of]="foot" [inputs]="{ meeting: meeting(), item: item }" />
        </li>
      } @empty {
        <li class="panel flush">
          <t-empty [title]="'meetings.agendaNone' | transloco" [why]="'meetings.agendaNoneWhy' | transloco" />
        </li>
      }
    </ol>
    @if (edits()) {
      <div class="panel screen-only">
        <t-new-item-form [busy]="run.busy() === 'add'" [taking]="add" />
      </div>
    }
    @if (proposes()) {
      <div>
        <a
          tButton
          [routerLink]="network.link('proposals', 'new')"
          [queryParams]="{ body: meeting().body.key, meeting: runs() ? meeting().id : null }"
        >
          <t-icon name="draft" />{{ 'meetings.propose' | transloco }}
        </a>
      </div>
    }
  `,
})
export class AgendaSection {
  protected readonly network = inject(Network);
  protected readonly run = inject(RunMeeting);
  protected readonly subjects = inject(SUBJECT_VIEWS);
  protected readonly foot = inject(ITEM_FOOT);
  readonly meeting = input.required<MeetingView>();

  protected readonly sum = computed(() => this.meeting().items.reduce((sum, item) => sum + item.minutes, 0));
  private readonly over = computed(() => ['closed', 'cancelled'].includes(this.meeting().state));
  protected readonly edits = computed(() => !this.over() && this.meeting().may.includes('meetings.run'));
  protected readonly runs = computed(() =>
    bodiesRunBy(this.network.me()).some((one) => one.id === this.meeting().body.id),
  );
  protected readonly proposes = computed(
    () => !this.over() && mayDraftIn(this.network.me()).some((one) => one.key === this.meeting().body.key),
  );

  /** Once in session, items are dealt with, not taken off: one may already be decided. */
  protected readonly removes = computed(() => this.meeting().state !== 'open');

  protected readonly add = async (item: NewItem): Promise<boolean> => (await this.run.addItem(item)) !== null;

  protected async move(item: ItemView, by: -1 | 1): Promise<void> {
    await this.run.move(item, by);
    // At an end of the agenda the button pressed is gone; the other one takes the focus.
    const [same, other] = by < 0 ? ['up', 'down'] : ['down', 'up'];
    focusOn(`${same}-${item.id}`, `${other}-${item.id}`);
  }

  protected async remove(item: ItemView): Promise<void> {
    const at = this.meeting().items.findIndex((one) => one.id === item.id);
    const after = await this.run.removeItem(item);
    const next = after?.items[Math.min(at, after.items.length - 1)];
    if (next) focusOn(`item-${next.id}`);
  }
}

/** Gives the focus to the first of these that is on screen, once what changed is drawn. */
function focusOn(...ids: string[]): void {
  setTimeout(() =>
    ids
      .map((id) => document.getElementById(id))
      .find((one) => one !== null)
      ?.focus(),
  );
}
