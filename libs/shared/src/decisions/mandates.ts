import * as z from 'zod';
import { BodyRef, MandateState } from '../bodies';
import { Id } from '../kernel';

/** A version of what a body may do, as a decision names it. */
export const MandateRef = z.strictObject({
  id: Id,
  body: BodyRef,
  version: z.number().int(),
  /** For If-Match. */
  revision: z.number().int(),
  state: MandateState,
});
export type MandateRef = z.infer<typeof MandateRef>;

/** `GET …/decisions/{number}/mandate`: what the decision adopted, and what the reader, who chairs, may say that it adopts. */
export const MandatesOfDecision = z.strictObject({ adopted: z.array(MandateRef), mayAdopt: z.array(MandateRef) });
export type MandatesOfDecision = z.infer<typeof MandatesOfDecision>;

/** `PUT …/decisions/{number}/mandate`, with the mandate's revision as If-Match: the decision adopts it. */
export const MandateAdoption = z.strictObject({ mandateId: Id });

/** `GET …/decisions/mandates?body=`: which decisions adopted the versions of a body's mandate; those the reader may see. */
export const AdoptionList = z.strictObject({
  items: z.array(
    z.strictObject({
      mandateId: Id,
      version: z.number().int(),
      decision: z.strictObject({ number: z.string(), title: z.string(), decidedAt: z.string(), body: BodyRef }),
    }),
  ),
});
export type AdoptionList = z.infer<typeof AdoptionList>;
