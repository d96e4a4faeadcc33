import { computed, inject, type Signal } from '@angular/core';
import type { InitiativePage } from '@torv/shared/initiatives';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import type { Serving } from '../strategies/goal-companions';

/** The initiatives as what serves goals, live; null until they are known. Call it in an injection context. */
export function initiativesServingGoals(): Signal<readonly Serving[] | null> {
  const network = inject(Network);
  const source = liveResource<InitiativePage>(() => network.url('initiatives?limit=100'), ['initiatives']);
  return computed(() =>
    source.hasValue()
      ? source.value().items.map((one) => ({
          key: one.key,
          name: one.name,
          active: one.state === 'active',
          link: network.link('initiatives', one.key),
          goals: one.goals.map((goal) => goal.key),
        }))
      : null,
  );
}
