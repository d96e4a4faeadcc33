import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { DecisionView } from '@torv/shared/decisions';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';

/** A decision that stands on an agenda to be looked at again. Nothing where one may not read it. */
@Component({
  selector: 't-decision-on-agenda',
  imports: [RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (source.hasValue()) {
    @let decision = source.value()!;
    <p>{{ decision.summary }}</p>
    <p>
      <a [routerLink]="network.link('decisions', decision.number)">{{
        'decisions.decisionNumber' | transloco: { number: decision.number }
      }}</a>
    </p>
  }`,
})
export class DecisionOnAgenda {
  protected readonly network = inject(Network);
  readonly subjectId = input.required<string>();
  protected readonly source = liveResource<DecisionView>(
    () => this.network.url('decisions', this.subjectId()),
    ['decisions'],
  );
}
