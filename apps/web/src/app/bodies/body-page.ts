import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { translateSignal, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { BodyView } from '@torv/shared/bodies';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Preferences } from '../platform/preferences';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge, DemoMark } from '../ui/badge';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Crumbs, Heading, Skeleton } from '../ui/surfaces';

@Component({
  selector: 't-body-page',
  imports: [
    Badge,
    Button,
    Crumbs,
    DemoMark,
    Heading,
    Organisation,
    ProblemNotice,
    RouterLink,
    Skeleton,
    TranslocoPipe,
    WhenPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './body-page.html',
})
export class BodyPage {
  private readonly preferences = inject(Preferences);
  private readonly transloco = inject(TranslocoService);
  private readonly words = translateSignal('bodies.title');
  protected readonly network = inject(Network);
  readonly key = input.required<string>();
  private readonly source = liveResource<BodyView>(() => this.network.url('bodies', this.key()), ['bodies']);
  protected readonly body = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly mayCall = computed(() =>
    (this.body()?.myRoles ?? []).some((role) => ['chair', 'vice-chair', 'secretary'].includes(role)),
  );
  protected readonly maySuggest = computed(() => (this.body()?.myRoles ?? []).some((role) => role !== 'observer'));
  /** The required sectors as one phrase: "kommunen, en boligorganisation og civilsamfundet". */
  protected readonly sectors = computed(() => {
    this.words(); // read so that the phrase follows the language
    const names = (this.body()?.mandate?.requiredSectors ?? []).map((sector) =>
      this.transloco.translate<string>(`bodies.sector.${sector}`),
    );
    return new Intl.ListFormat(this.preferences.language(), { type: 'conjunction' }).format(names);
  });
}
