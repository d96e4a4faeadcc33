import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { InitiativeView } from '@torv/shared/initiatives';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { whatIsMissing } from './what-is-missing';

/** What still hinders an initiative, in short, with the way to give a commitment for who may. */
@Component({
  selector: 't-linked-initiative',
  imports: [Button, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `@if (missing(); as missing) {
    <p class="small">{{ 'initiatives.why.' + missing.why | transloco: { lead: initiative()?.lead?.name ?? '' } }}</p>
    @if (missing.steps.includes('give-commitment')) {
      <div>
        <a tButton [routerLink]="network.link('initiatives', key())" [queryParams]="{ commit: 1 }">{{
          'initiatives.do.give-commitment' | transloco
        }}</a>
      </div>
    }
  }`,
})
export class LinkedInitiative {
  protected readonly network = inject(Network);
  readonly key = input.required<string>();
  private readonly source = liveResource<InitiativeView>(
    () => this.network.url('initiatives', this.key()),
    ['initiatives', 'decisions.recorded'],
  );
  protected readonly initiative = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly missing = computed(() => {
    const it = this.initiative();
    return it && whatIsMissing(it, { bodies: [] });
  });
}
