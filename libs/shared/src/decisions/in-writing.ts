import * as z from 'zod';
import { DecisionRule } from '../bodies';
import { Prose, Visibility } from '../kernel';
import { RuledOutcome, RuleReason, Tally } from './rule/tally';

/**
 * `POST …/decisions/procedures/{id}`, with Idempotency-Key and If-Match (the procedure's version): what came of a
 * written procedure, recorded for good.
 */
export const DecisionInWriting = z.strictObject({
  outcome: z.enum(['adopted', 'rejected']),
  /** The decision as adopted; the proposal's text when left out. */
  text: Prose.optional(),
  rationale: Prose,
  summary: Prose,
  visibility: Visibility,
  /** Why another outcome is recorded than the one the mandate's rule gives. */
  departure: Prose.optional(),
});
export type DecisionInWriting = z.infer<typeof DecisionInWriting>;

/** `GET …/decisions/procedures/{id}/tally`: what the rule gives for the answers so far. */
export const TallyInWriting = z.strictObject({
  rule: DecisionRule,
  tally: Tally,
  outcome: RuledOutcome,
  reason: RuleReason,
});
export type TallyInWriting = z.infer<typeof TallyInWriting>;
