import * as z from 'zod';
import { BodyRef } from '../bodies';
import { Day, Id, Key, Prose } from '../kernel';
import { OrganisationRef } from '../organisations';
import { ProposalRef } from './contract';

/** `POST …/proposals/{id}/procedures`, with If-Match (the proposal's version) and Idempotency-Key: the body decides in writing. */
export const NewProcedure = z.strictObject({ deadline: Day, question: Prose.optional() });
export type NewProcedure = z.infer<typeof NewProcedure>;

/**
 * `POST …/proposals/procedures/{id}/end`, with If-Match: the chair stops it, or an organisation with a vote has it
 * taken up in a meeting instead.
 */
export const ProcedureEnd = z.discriminatedUnion('why', [
  z.strictObject({ why: z.literal('stopped') }),
  z.strictObject({ why: z.literal('to-meeting'), organisation: Key }),
]);
export type ProcedureEnd = z.infer<typeof ProcedureEnd>;

export const ProcedureView = z.strictObject({
  id: Id,
  version: z.number().int(),
  proposal: ProposalRef,
  body: BodyRef,
  question: z.string().nullable(),
  deadline: z.string(),
  openedBy: z.string(),
  openedAt: z.string(),
  /** Organisations with a vote, and those of them that have not answered. */
  asked: z.number().int(),
  silent: z.array(OrganisationRef),
  /** The deadline is over, or everyone has answered: the chair concludes. */
  due: z.boolean(),
  ended: z
    .strictObject({
      at: z.string(),
      why: z.enum(['decided', 'to-meeting', 'stopped']),
      by: z.string(),
      organisation: OrganisationRef.nullable(),
    })
    .nullable(),
  /** The decision that came of it, where the reader sees it. */
  decision: z.strictObject({ number: z.string(), outcome: z.string() }).nullable(),
  may: z.array(z.enum(['proposals.stop', 'decisions.record'])),
  /** Organisations for which the reader may have it taken up in a meeting. */
  mayTakeToMeetingFor: z.array(OrganisationRef),
});
export type ProcedureView = z.infer<typeof ProcedureView>;

/** `GET …/proposals/procedures`: the newest hundred, those that run first. */
export const ProcedureQuery = z.strictObject({
  proposal: Id.optional(),
  open: z.enum(['true', 'false']).default('false'),
});
export type ProcedureQuery = z.infer<typeof ProcedureQuery>;
export const ProcedureList = z.strictObject({ items: z.array(ProcedureView) });
export type ProcedureList = z.infer<typeof ProcedureList>;
