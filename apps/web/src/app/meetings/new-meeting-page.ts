import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem, Visibility } from '@torv/shared/kernel';
import type { MeetingView, NewItem, NewMeeting } from '@torv/shared/meetings';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Crumbs, Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { bodiesRunBy } from '../access/what-a-seat-allows';
import { NewItemForm } from './new-item-form';
import { endAfterMove, proposedDay } from './meeting-times';
import { clockIn, instantIn } from './zoned-time';

/** Calls a meeting, or plans it to be called later. */
@Component({
  selector: 't-new-meeting-page',
  imports: [Button, Crumbs, Field, Heading, Icon, Input, NewItemForm, Notice, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './new-meeting-page.html',
})
export class NewMeetingPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  protected readonly faultAt = faultAt;

  /** `?body=`: the body that meets. */
  readonly body = input<string>();
  protected readonly bodies = computed(() => bodiesRunBy(this.network.me()));
  protected readonly chosen = linkedSignal(() => {
    const asked = this.bodies().find((one) => one.key === this.body());
    return asked?.key ?? this.bodies()[0]?.key ?? '';
  });
  /** Named after the body until somebody writes another title. */
  protected readonly written = signal<string | null>(null);
  protected readonly title = computed(() => {
    const name = this.bodies().find((one) => one.key === this.chosen())?.name;
    const proposed = name ? this.transloco.translate<string>('meetings.new.titleOf', { body: name }) : '';
    return this.written() ?? proposed;
  });
  protected readonly day = signal(proposedDay(clockIn(this.network.timezone(), new Date().toISOString()).day));
  protected readonly start = signal('15:00');
  protected readonly end = signal('17:00');
  protected readonly place = signal('');
  protected readonly onlineLink = signal('');
  protected readonly visibility = signal<Visibility>('network');
  protected readonly visibilities: readonly Visibility[] = ['public', 'network', 'body', 'closed'];
  protected readonly items = signal<NewItem[]>([
    { title: this.transloco.translate('meetings.new.welcome'), kind: 'information', minutes: 5 },
  ]);
  protected readonly sum = computed(() => this.items().reduce((sum, item) => sum + (item.minutes ?? 0), 0));

  protected readonly busy = signal<'call' | 'plan' | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  private readonly tried = signal(false);
  protected readonly missing = computed(() => {
    if (!this.tried()) return { title: null, day: null, start: null, end: null };
    const say = (key: string) => this.transloco.translate<string>(`meetings.new.${key}`);
    return {
      title: this.title().trim() === '' ? say('titleMissing') : null,
      day: this.day() === '' ? say('dayMissing') : null,
      start: this.start() === '' ? say('startMissing') : null,
      end: this.end() === '' || this.end() <= this.start() ? say('endTooEarly') : null,
    };
  });

  private readonly itemForm = viewChild(NewItemForm);

  protected readonly add = (item: NewItem): boolean => {
    this.items.update((items) => [...items, item]);
    return true;
  };

  /** The start moves the end with it. */
  protected begin(start: string): void {
    this.end.set(endAfterMove(this.start(), this.end(), start));
    this.start.set(start);
  }

  /** Return in a line does not call a meeting: that is done by its button alone. */
  protected stay(event: Event): void {
    if (event.target instanceof HTMLInputElement) event.preventDefault();
  }

  protected move(index: number, by: -1 | 1): void {
    this.items.update((items) => {
      const moved = [...items];
      [moved[index], moved[index + by]] = [moved[index + by]!, moved[index]!];
      return moved;
    });
  }

  protected remove(index: number): void {
    const before = this.items();
    this.items.set(before.filter((_, at) => at !== index));
    this.toasts.say(this.transloco.translate('meetings.done.removed', { title: before[index]!.title }), () =>
      this.items.set(before),
    );
  }

  protected async save(event: Event, call: boolean): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    this.problem.set(null);
    if (this.busy()) return;
    if (Object.values(this.missing()).some((fault) => fault !== null)) {
      // After the faults are drawn, the first of them gets the focus.
      setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    // An item written but not added is meant to be on the agenda.
    const pending = this.itemForm()?.pending();
    this.busy.set(call ? 'call' : 'plan');
    const zone = this.network.timezone();
    const meeting: NewMeeting = {
      body: this.chosen(),
      title: this.title().trim(),
      startsAt: instantIn(zone, this.day(), this.start()),
      endsAt: instantIn(zone, this.day(), this.end()),
      ...(this.place().trim() && { place: this.place().trim() }),
      ...(this.onlineLink().trim() && { onlineLink: this.onlineLink().trim() }),
      visibility: this.visibility(),
      items: [...this.items(), ...(pending ? [pending] : [])],
      call,
    };
    try {
      const made = await this.api.post<MeetingView>(this.network.url('meetings'), meeting, {
        submission: this.submission,
      });
      await this.router.navigate(this.network.link('meetings', made.id));
      this.toasts.say(this.transloco.translate(call ? 'meetings.done.called' : 'meetings.done.planned'));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(null);
    }
  }
}
