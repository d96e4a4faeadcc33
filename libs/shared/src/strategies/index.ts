import * as z from 'zod';
import { Id, Key, pageOf } from '../kernel';
import { OrganisationRef } from '../organisations';

export const ObjectiveRef = z.strictObject({ key: Key, name: z.string(), strategyKey: Key, strategyName: z.string() });
export const GoalRef = z.strictObject({ id: Id, key: Key, name: z.string() });
export type GoalRef = z.infer<typeof GoalRef>;

export const ThemeView = z.strictObject({ key: Key, da: z.string(), en: z.string() });

/** A shared goal, the objectives it is aligned with, and the parties that want it. */
export const GoalView = GoalRef.extend({
  themes: z.array(ThemeView),
  objectives: z.array(ObjectiveRef),
  parties: z.array(OrganisationRef),
});
export type GoalView = z.infer<typeof GoalView>;
export const GoalPage = pageOf(GoalView);
export type GoalPage = z.infer<typeof GoalPage>;

export const StrategyView = z.strictObject({
  id: Id,
  key: Key,
  name: z.string(),
  kind: z.string(),
  adopted: z.number().int().nullable(),
  owner: OrganisationRef,
  objectives: z.array(
    z.strictObject({ key: Key, name: z.string(), note: z.string().nullable(), goals: z.array(GoalRef) }),
  ),
});
export type StrategyView = z.infer<typeof StrategyView>;
export const StrategyPage = pageOf(StrategyView);
export type StrategyPage = z.infer<typeof StrategyPage>;
