import type { Transitions } from '../kernel';

export const initiativeStates = [
  'idea',
  'proposed',
  'ready',
  'active',
  'paused',
  'anchored',
  'completed',
  'stopped',
] as const;

/** Into `active` the partner rule guards; out of it the last withdrawal forces `paused`. */
export const initiativeTransitions: Transitions<(typeof initiativeStates)[number]> = {
  idea: ['proposed', 'active', 'stopped'],
  proposed: ['ready', 'active', 'idea', 'stopped'],
  ready: ['active', 'stopped'],
  active: ['paused', 'anchored', 'completed', 'stopped'],
  paused: ['active', 'stopped'],
  anchored: [],
  completed: [],
  stopped: ['idea'],
};
