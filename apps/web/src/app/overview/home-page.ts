import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { NgTemplateOutlet } from '@angular/common';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { HomeView } from '@torv/shared/overview';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { FirstSteps } from './first-steps';
import { gatherHappenings } from './gather-happenings';
import { HappeningSentence } from './happening-sentence';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Empty, Heading, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { OutcomeBadge } from '../decisions/outcome-badge';
import { happeningPath, needLine } from './where-it-leads';

const everyRoom = ['meetings', 'proposals', 'decisions', 'initiatives', 'organisations', 'bodies'];

@Component({
  selector: 't-home-page',
  imports: [
    Badge,
    Button,
    Empty,
    FirstSteps,
    HappeningSentence,
    Heading,
    Icon,
    NgTemplateOutlet,
    Organisation,
    OutcomeBadge,
    ProblemNotice,
    RouterLink,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './home-page.html',
})
export class HomePage {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  private readonly source = liveResource<HomeView>(() => this.network.url('overview', 'home'), everyRoom);

  protected readonly home = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly marking = signal(false);
  /** Who acts for nobody is bound by nothing. */
  protected readonly represents = computed(() => (this.network.me()?.organisations.length ?? 0) > 0);
  protected readonly needs = computed(() =>
    (this.home()?.needs ?? []).map((need) => ({ ...needLine(need), link: this.network.link(...needLine(need).path) })),
  );
  /** A recorded decision has its own row above the other happenings. */
  protected readonly happenings = computed(() =>
    gatherHappenings((this.home()?.sinceLastVisit.items ?? []).filter((it) => it.kind !== 'decisions.recorded')).map(
      (one) => ({ ...one, path: happeningPath(one.happenings[0]!) }),
    ),
  );
  protected readonly news = computed(
    () => (this.home()?.sinceLastVisit.decisions.length ?? 0) + this.happenings().length,
  );

  constructor() {
    inject(Title).setTitle('Torv');
  }

  protected retry(): void {
    this.source.reload();
  }

  protected async markSeen(): Promise<void> {
    const since = this.home()?.sinceLastVisit;
    if (!since || this.marking()) return;
    this.marking.set(true);
    if (await this.mark(since.upTo)) {
      this.toasts.say(this.transloco.translate('overview.seenDone'), () => void this.mark(since.seen));
    }
    this.marking.set(false);
  }

  private async mark(seq: number): Promise<boolean> {
    try {
      await this.api.put(this.network.url('overview', 'visit'), { seq });
      this.source.reload();
      return true;
    } catch (error) {
      this.toasts.say(problemOf(error).detail || this.transloco.translate('ui.unreachable'));
      return false;
    }
  }
}
