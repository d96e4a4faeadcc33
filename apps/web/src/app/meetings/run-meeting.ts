import { inject, Injectable, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { ItemView, MeetingState, MeetingView, NewItem, Presence } from '@torv/shared/meetings';
import { Api, type Change, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Toasts } from '../ui/toasts';

/** An item as it was added, from what the agenda says of it. */
const again = ({ title, kind, minutes, text }: ItemView): NewItem => ({ title, kind, minutes, ...(text && { text }) });

/** What a chair or a secretary does to one meeting; provided by its page, which is told of every new view of it. */
@Injectable()
export class RunMeeting {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly adding = new Submission();

  /** The act under way, by name; null between acts. */
  readonly busy = signal<string | null>(null);
  readonly problem = signal<Problem | null>(null);
  /** Set by the page: takes the meeting as the API answered it. */
  show: (meeting: MeetingView) => void = () => undefined;

  step(meeting: MeetingView, to: MeetingState): Promise<MeetingView | null> {
    return this.act(`step-${to}`, meeting, 'POST', ['transitions'], { to }, `meetings.done.${to}`);
  }

  addItem(meeting: MeetingView, item: NewItem): Promise<MeetingView | null> {
    return this.act('add', meeting, 'POST', ['items'], item, 'meetings.done.added', { submission: this.adding });
  }

  /** Takes an item off; undo puts it back where it stood. */
  async removeItem(meeting: MeetingView, item: ItemView): Promise<void> {
    const after = await this.act(`remove-${item.id}`, meeting, 'DELETE', ['items', item.id], undefined, null);
    if (!after) return;
    this.toasts.say(this.transloco.translate('meetings.done.removed', { title: item.title }), () => {
      void this.putBack(after, item, meeting.items.indexOf(item));
    });
  }

  /** Moves an item one place up (-1) or down (1). */
  move(meeting: MeetingView, item: ItemView, by: -1 | 1): Promise<MeetingView | null> {
    const items = meeting.items.map((one) => one.id);
    const at = items.indexOf(item.id);
    [items[at], items[at + by]] = [items[at + by]!, items[at]!];
    return this.act(`move-${item.id}`, meeting, 'PUT', ['order'], { items }, null);
  }

  attend(meeting: MeetingView, seats: { seatId: string; presence: Presence }[]): Promise<MeetingView | null> {
    return this.act('attend', meeting, 'PUT', ['attendance'], { seats }, null);
  }

  private async putBack(meeting: MeetingView, item: ItemView, at: number): Promise<void> {
    const added = await this.act('add', meeting, 'POST', ['items'], again(item), null, {
      submission: new Submission(),
    });
    if (!added) return;
    const items = added.items.map((one) => one.id);
    items.splice(at, 0, items.pop()!);
    await this.act('order', added, 'PUT', ['order'], { items }, null);
  }

  private async act(
    name: string,
    meeting: MeetingView,
    method: 'POST' | 'PUT' | 'DELETE',
    path: string[],
    body: unknown,
    said: string | null,
    change: Change = {},
  ): Promise<MeetingView | null> {
    if (this.busy() !== null) return null;
    this.busy.set(name);
    this.problem.set(null);
    const url = this.network.url('meetings', meeting.id, ...path);
    const with_ = { ...change, version: meeting.version };
    try {
      const after =
        method === 'DELETE'
          ? await this.api.delete<MeetingView>(url, with_)
          : method === 'PUT'
            ? await this.api.put<MeetingView>(url, body, with_)
            : await this.api.post<MeetingView>(url, body, with_);
      this.show(after);
      if (said) this.toasts.say(this.transloco.translate(said));
      return after;
    } catch (error) {
      this.problem.set(problemOf(error));
      return null;
    } finally {
      this.busy.set(null);
    }
  }
}
