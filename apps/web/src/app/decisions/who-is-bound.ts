import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { BoundParty, Standing, WhoIsBound as Found } from '@torv/shared/decisions';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge, type Tone } from '../ui/badge';
import { Button } from '../ui/button';
import type { IconName } from '../ui/icon';
import { Notice, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Toasts } from '../ui/toasts';
import { AnswerRatification } from './answer-ratification';
import { AskRatification } from './ask-ratification';

type Group = 'bound' | 'reserved' | 'awaited' | 'declined' | 'unbound';

const groupOf: Record<Standing, Group> = {
  bound: 'bound',
  ratified: 'bound',
  reserved: 'reserved',
  'ratified-reserved': 'reserved',
  awaited: 'awaited',
  declined: 'declined',
  objected: 'unbound',
  'stood-aside': 'unbound',
};
const looks: Record<Group, { icon: IconName; tone: Tone }> = {
  bound: { icon: 'check', tone: 'good' },
  reserved: { icon: 'reserve', tone: 'caution' },
  awaited: { icon: 'clock', tone: 'quiet' },
  declined: { icon: 'cross', tone: 'bad' },
  unbound: { icon: 'aside', tone: 'quiet' },
};

/** Who is bound by a decision, who is not, who has yet to say, and what goes back to the body, in one look. */
@Component({
  selector: 't-who-is-bound',
  imports: [
    AnswerRatification,
    AskRatification,
    Badge,
    Button,
    Notice,
    Organisation,
    ProblemNotice,
    RouterLink,
    TranslocoPipe,
    WhenPipe,
  ],
  providers: [WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './who-is-bound.html',
})
export class WhoIsBound {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly when = inject(WhenPipe);
  protected readonly network = inject(Network);
  /** The decision's number. */
  readonly number = input.required<string>();
  protected readonly source = liveResource<Found>(
    () => this.network.url('decisions', this.number(), 'bound'),
    ['decisions'],
  );
  protected readonly found = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  private readonly submission = new Submission();

  protected readonly sums = computed(() => {
    const parties = this.found()?.parties ?? [];
    return (Object.keys(looks) as Group[])
      .map((words) => ({
        words,
        count: parties.filter((one) => groupOf[one.standing] === words).length,
        ...looks[words],
      }))
      .filter((one) => one.count > 0);
  });

  protected readonly lines = computed(() =>
    (this.found()?.parties ?? []).map((party) => {
      const overdue = party.ratification?.overdue === true;
      const [latest, ...before] = party.ratification?.answers ?? [];
      return {
        party,
        ...looks[groupOf[party.standing]],
        ...(overdue ? { tone: 'caution' as const } : {}),
        standing: this.say(overdue ? 'standing.overdue' : `standing.${party.standing}`),
        how: this.how(party),
        text: latest ? latest.text : party.text,
        earlier: before.map((one) =>
          this.say(`earlier.${one.answer}`, { on: this.day(one.decidedOn), text: one.text ?? '' }),
        ),
      };
    }),
  );

  protected names(organisations: readonly { name: string }[]): string {
    return new Intl.ListFormat(this.transloco.getActiveLang()).format(organisations.map((one) => one.name));
  }

  protected backNames(): string {
    return this.names(this.found()?.goesBack ?? []);
  }

  protected async takeUp(as: 'proposal' | 'noted'): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const url = this.network.url('decisions', this.number(), 'taken-up');
      const found = await this.api.post<Found>(url, { as }, { submission: this.submission });
      this.submission.renew();
      this.source.set(found);
      this.toasts.say(this.say(as === 'proposal' ? 'takenUpDone' : 'notedDone'));
      const draft = as === 'proposal' ? found.takenUp[0]?.proposal : null;
      if (draft) await this.router.navigate(this.network.link('proposals', draft.id));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  /** By which instance and when, or who is waited for and until when. */
  private how({ ratification }: BoundParty): string {
    if (!ratification) return '';
    const [latest] = ratification.answers;
    if (!latest)
      return this.say(ratification.instance ? 'waitsFor' : 'waits', {
        instance: ratification.instance?.name ?? '',
        by: this.day(ratification.by),
      });
    return this.say(latest.instance ? 'decidedBy' : 'decided', {
      instance: latest.instance?.name ?? '',
      on: this.day(latest.decidedOn),
    });
  }

  private day(day: string): string {
    return this.when.transform(day) ?? day;
  }

  private say(key: string, parameters: Record<string, string> = {}): string {
    return this.transloco.translate<string>(`decisions.bound.${key}`, parameters);
  }
}
