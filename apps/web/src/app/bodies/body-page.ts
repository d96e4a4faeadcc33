import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { BodyView } from '@torv/shared/bodies';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Notice, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Crumbs, Skeleton } from '../ui/surfaces';
import { WhoMay } from '../ui/who-may';
import { BodyOnScreen } from './body-on-screen';
import { LinksInWords } from './links-in-words';
import { MandateSection } from './mandate-section';
import { SeatList } from './seat-list';
import { SignDeclaration } from './sign-declaration';
import { SittingsOnADay } from './sittings-on-a-day';

@Component({
  selector: 't-body-page',
  imports: [
    Badge,
    Button,
    Crumbs,
    LinksInWords,
    MandateSection,
    Notice,
    Organisation,
    ProblemNotice,
    RouterLink,
    SeatList,
    SignDeclaration,
    SittingsOnADay,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
    WhoMay,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [BodyOnScreen],
  templateUrl: './body-page.html',
})
export class BodyPage {
  protected readonly network = inject(Network);
  readonly key = input.required<string>();
  private readonly address = () => this.network.url('bodies', this.key());
  private readonly source = liveResource<BodyView>(this.address, ['bodies', 'organisations']);
  protected readonly body = lastKnown(this.source, this.address);
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  constructor() {
    inject(BodyOnScreen).reload = () => this.source.reload();
  }

  protected readonly mayCall = computed(() =>
    (this.body()?.myRoles ?? []).some((role) => ['chair', 'vice-chair', 'secretary'].includes(role)),
  );
  protected readonly maySuggest = computed(() => (this.body()?.myRoles ?? []).some((role) => role !== 'observer'));
  protected readonly mayChange = computed(() => this.body()?.may.includes('bodies.change') ?? false);
}
