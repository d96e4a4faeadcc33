import * as z from 'zod';
import type { Transitions } from '../kernel';

export const InitiativeState = z.enum([
  'idea',
  'proposed',
  'ready',
  'active',
  'paused',
  'anchored',
  'completed',
  'stopped',
]);
export type InitiativeState = z.infer<typeof InitiativeState>;

/** Into `active` the partner rule guards; out of it the last withdrawal forces `paused`. */
export const initiativeTransitions: Transitions<InitiativeState> = {
  idea: ['proposed', 'active', 'stopped'],
  proposed: ['ready', 'active', 'idea', 'stopped'],
  ready: ['active', 'stopped'],
  active: ['paused', 'anchored', 'completed', 'stopped'],
  paused: ['active', 'stopped'],
  anchored: [],
  completed: [],
  stopped: ['idea'],
};
