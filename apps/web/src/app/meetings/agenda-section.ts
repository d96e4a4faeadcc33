import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { MeetingView, NewItem } from '@torv/shared/meetings';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Empty, Heading } from '../ui/surfaces';
import { bodiesRunBy, draftsFor } from './bodies-run-by';
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
        <li class="panel stack tight agenda-item" [id]="'item-' + item.id">
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
                    [attr.aria-label]="'meetings.item.up' | transloco: { title: item.title }"
                    (click)="run.move(meeting(), item, -1)"
                  >
                    <t-icon name="up" />
                  </button>
                }
                @if (!last) {
                  <button
                    tButton="quiet"
                    type="button"
                    [attr.aria-label]="'meetings.item.down' | transloco: { title: item.title }"
                    (click)="run.move(meeting(), item, 1)"
                  >
                    <t-icon name="down" />
                  </button>
                }
                @if (!item.subject) {
                  <button
                    tButton="quiet"
                    type="button"
                    [attr.aria-label]="'meetings.item.remove' | transloco: { title: item.title }"
                    (click)="run.removeItem(meeting(), item)"
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
      <div class="panel">
        <t-new-item-form [busy]="run.busy() === 'add'" (added)="add($event)" />
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
  protected readonly proposes = computed(() => !this.over() && draftsFor(this.network.me(), this.meeting().body.key));

  protected add(item: NewItem): void {
    void this.run.addItem(this.meeting(), item);
  }
}
