import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { AdoptionList } from '@torv/shared/decisions';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';

/** By which decision a version of what a body may do was adopted, as a line on the body's page. */
@Component({
  selector: 't-decision-of-mandate',
  imports: [RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (adoption(); as it) {
      <span class="small"
        >{{ 'decisions.adoptedBy' | transloco }}
        <a class="num" [routerLink]="network.link('decisions', it.decision.number)">{{ it.decision.number }}</a></span
      >
    } @else if (source.hasValue()) {
      <span class="soft small">{{ 'decisions.adoptedHidden' | transloco }}</span>
    }`,
})
export class DecisionOfMandate {
  protected readonly network = inject(Network);
  /** The body's key. */
  readonly body = input.required<string>();
  readonly version = input.required<number>();
  protected readonly source = liveResource<AdoptionList>(
    () => `${this.network.url('decisions', 'mandates')}?body=${this.body()}`,
    ['bodies.mandate-adopted'],
  );
  protected readonly adoption = computed(
    () => (this.source.value()?.items ?? []).find((one) => one.version === this.version()) ?? null,
  );
}
