import * as z from 'zod';
import { Key, pageOf } from '../kernel';

/** A public decision, as anyone may read it without signing in. */
export const PublicDecision = z.strictObject({
  number: z.string(),
  title: z.string(),
  outcome: z.string(),
  summary: z.string(),
  text: z.string(),
  rationale: z.string(),
  decidedAt: z.string(),
  body: z.strictObject({ key: Key, name: z.string() }),
  positions: z.array(z.strictObject({ organisation: z.string(), stance: z.string(), text: z.string().nullable() })),
});
export type PublicDecision = z.infer<typeof PublicDecision>;
export const PublicDecisionPage = pageOf(PublicDecision);
