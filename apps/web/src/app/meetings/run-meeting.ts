import { inject, Injectable, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { ConflictRuling, ItemView, MeetingState, MeetingView, NewItem, Presence } from '@torv/shared/meetings';
import { Api, type Change, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Toasts } from '../ui/toasts';
import { movedBy, setAt } from './order-of-items';

/** An item as it was added, from what the agenda says of it. */
const again = ({ title, kind, minutes, text }: ItemView): NewItem => ({ title, kind, minutes, ...(text && { text }) });

/** A conflict as it is noted; without a ruling it is only declared. */
export interface Declared {
  seatId: string;
  /** Of whoever steps in for the seat. */
  deputy?: boolean;
  ground: string;
  ruling?: ConflictRuling;
  mayRead?: boolean;
}

interface Act {
  /** What it is called while it is under way. */
  name: string;
  method: 'post' | 'put' | 'delete';
  path: string[];
  /** Made when its turn comes, from the meeting as it then is; null: there is nothing left to do. */
  body?: (now: MeetingView) => unknown;
  /** True when it means the same whatever others changed meanwhile: then a stale version is read anew, once. */
  indifferent?: boolean;
  said?: string;
  change?: Change;
}

/**
 * What a chair or a secretary does to one meeting, one act after the other, each on the version that the one before
 * left. Provided by the meeting's page, which lends the meeting on screen.
 */
@Injectable()
export class RunMeeting {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly adding = new Submission();
  private turn: Promise<unknown> = Promise.resolve();

  /** The act under way, by name; null between acts. */
  readonly busy = signal<string | null>(null);
  readonly problem = signal<Problem | null>(null);
  /** Presence that was pressed and is not answered yet, by seat. */
  readonly pressed = signal<ReadonlyMap<string, Presence>>(new Map());
  /** Set by the page: the meeting on screen, and how it takes the meeting as the API answered it. */
  now: () => MeetingView | null = () => null;
  show: (meeting: MeetingView) => void = () => undefined;

  step(to: MeetingState): Promise<MeetingView | null> {
    const said = `meetings.done.${to}`;
    return this.act({ name: `step-${to}`, method: 'post', path: ['transitions'], body: () => ({ to }), said });
  }

  addItem(item: NewItem): Promise<MeetingView | null> {
    const change = { submission: this.adding };
    const said = 'meetings.done.added';
    return this.act({
      name: 'add',
      method: 'post',
      path: ['items'],
      body: () => item,
      indifferent: true,
      said,
      change,
    });
  }

  /** Takes an item off; undo puts it back where it stood. */
  async removeItem(item: ItemView): Promise<MeetingView | null> {
    const at = this.now()?.items.findIndex((one) => one.id === item.id) ?? -1;
    const after = await this.act({ name: `remove-${item.id}`, method: 'delete', path: ['items', item.id] });
    if (after) {
      const text = this.transloco.translate<string>('meetings.done.removed', { title: item.title });
      this.toasts.say(text, () => void this.putBack(item, at));
    }
    return after;
  }

  /** Moves an item one place up (-1) or down (1). */
  move(item: ItemView, by: -1 | 1): Promise<MeetingView | null> {
    const body = (now: MeetingView) => {
      const items = movedBy(
        now.items.map((one) => one.id),
        item.id,
        by,
      );
      return items && { items };
    };
    return this.act({ name: `move-${item.id}`, method: 'put', path: ['order'], body });
  }

  /** Notes that someone has a conflict on an item, and perhaps what the body ruled. */
  declareConflict(itemId: string, conflict: Declared): Promise<MeetingView | null> {
    const change = { submission: new Submission() };
    const path = ['items', itemId, 'conflicts'];
    const said = 'meetings.done.declared';
    return this.act({ name: 'declare', method: 'post', path, body: () => conflict, indifferent: true, said, change });
  }

  /** Notes the body's ruling on a conflict. */
  ruleOnConflict(itemId: string, conflictId: string, ruling: ConflictRuling): Promise<MeetingView | null> {
    const path = ['items', itemId, 'conflicts', conflictId];
    const said = `meetings.done.${ruling}`;
    return this.act({ name: `rule-${conflictId}`, method: 'put', path, body: () => ({ ruling }), said });
  }

  /** Keeps who is here, at once; what was pressed stands on screen until it is answered. */
  async attend(seats: readonly { seatId: string; presence: Presence }[]): Promise<void> {
    this.pressed.update((all) => new Map([...all, ...seats.map((one) => [one.seatId, one.presence] as const)]));
    await this.act({ name: 'attend', method: 'put', path: ['attendance'], body: () => ({ seats }), indifferent: true });
    // What was pressed again meanwhile is another answer's to settle.
    const settled = seats.filter((one) => this.pressed().get(one.seatId) === one.presence).map((one) => one.seatId);
    this.pressed.update((all) => new Map([...all].filter(([seat]) => !settled.includes(seat))));
  }

  private async putBack(item: ItemView, at: number): Promise<void> {
    const change = { submission: new Submission() };
    const known = new Set(this.now()?.items.map((one) => one.id));
    const body = () => again(item);
    const added = await this.act({ name: 'add', method: 'post', path: ['items'], body, indifferent: true, change });
    const back = added?.items.findLast((one) => !known.has(one.id));
    if (!back || at < 0) return;
    const order = (now: MeetingView) => ({
      items: setAt(
        now.items.map((one) => one.id),
        back.id,
        at,
      ),
    });
    await this.act({ name: 'order', method: 'put', path: ['order'], body: order });
  }

  /** Waits for its turn, then acts. */
  private act(act: Act): Promise<MeetingView | null> {
    const done = this.turn.then(() => this.perform(act));
    this.turn = done;
    return done;
  }

  private async perform(act: Act): Promise<MeetingView | null> {
    const meeting = this.now();
    if (!meeting) return null;
    this.busy.set(act.name);
    this.problem.set(null);
    try {
      const after = await this.send(act, meeting);
      if (!after) return null;
      this.show(after);
      if (act.said) this.toasts.say(this.transloco.translate(act.said));
      return after;
    } catch (error) {
      this.problem.set(problemOf(error));
      return null;
    } finally {
      this.busy.set(null);
    }
  }

  private async send(act: Act, meeting: MeetingView): Promise<MeetingView | null> {
    const body = act.body?.(meeting);
    if (body === null) return null;
    const url = this.network.url('meetings', meeting.id, ...act.path);
    const ask = ({ version }: MeetingView) => {
      const change = { ...act.change, version };
      return act.method === 'delete'
        ? this.api.delete<MeetingView>(url, change)
        : this.api[act.method]<MeetingView>(url, body, change);
    };
    try {
      return await ask(meeting);
    } catch (error) {
      if (!act.indifferent || problemOf(error).status !== 412) throw error;
      return ask(await this.api.get<MeetingView>(this.network.url('meetings', meeting.id)));
    }
  }
}
