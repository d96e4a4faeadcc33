import { InjectionToken, type Signal, type Type } from '@angular/core';

/** Shown on a goal's page by a room above: a component with the input `{ goal: GoalView }`. The shell fills it. */
export const GOAL_COMPANION = new InjectionToken<() => Promise<Type<unknown>>>('GOAL_COMPANION');

/** What serves goals, as a room above tells it: enough to count it and to draw it. */
export interface Serving {
  key: string;
  name: string;
  active: boolean;
  /** Router address of its page. */
  link: string[];
  goals: readonly string[];
}

/** How the room above is asked for it, live; called in an injection context. */
export const SERVING_GOALS = new InjectionToken<() => Promise<() => Signal<readonly Serving[] | null>>>(
  'SERVING_GOALS',
);
