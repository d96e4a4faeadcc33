import { computed, inject, Injector, runInInjectionContext, type Signal, signal } from '@angular/core';
import { type Serving, SERVING_GOALS } from './goal-companions';

/** What serves goals, from the room above, when the shell has joined it; null until it is known. */
export function whatServesGoals(): Signal<readonly Serving[] | null> {
  const injector = inject(Injector);
  const joined = signal<Signal<readonly Serving[] | null> | null>(null);
  void inject(SERVING_GOALS, { optional: true })?.().then((ask) => joined.set(runInInjectionContext(injector, ask)));
  return computed(() => joined()?.() ?? null);
}
