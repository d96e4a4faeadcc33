import * as z from 'zod';
import { Day, Id, Key, Line, pageOf, PageQuery, Prose } from '../kernel';
import { OrganisationRef } from '../organisations';
import { ProposalRef } from '../proposals';
import { GoalRef } from '../strategies';
import { initiativeStates } from './transitions';

export const InitiativeState = z.enum(initiativeStates);
export type InitiativeState = z.infer<typeof InitiativeState>;

export const CommitmentKind = z.enum(['staff-hours', 'money', 'rooms', 'knowledge', 'jobs']);
export type CommitmentKind = z.infer<typeof CommitmentKind>;

/**
 * `POST …/initiatives/{key}/commitments`, with If-Match and Idempotency-Key. `amount`: hours a week for staff-hours,
 * whole kroner for money, a count of places for rooms and jobs; none for knowledge.
 */
export const NewCommitment = z
  .strictObject({
    organisation: Key,
    kind: CommitmentKind,
    amount: z.number().positive().max(1_000_000_000).optional(),
    note: Line.optional(),
    from: Day,
    until: Day,
  })
  .refine((it) => it.kind === 'knowledge' || it.amount !== undefined, { path: ['amount'], message: 'Say how much.' })
  .refine((it) => it.until >= it.from, { path: ['until'], message: 'It ends before it begins.' });
export type NewCommitment = z.infer<typeof NewCommitment>;

/** `POST …/initiatives/{key}/commitments/{id}/withdrawal`, with If-Match. */
export const CommitmentWithdrawal = z.strictObject({ reason: Prose });

/** `POST …/initiatives/{key}/transitions`, with If-Match. */
export const InitiativeStep = z.strictObject({ to: InitiativeState });

/** `POST …/initiatives/{key}/proposals`, with If-Match: the proposal that asks a body to start it. */
export const ProposalLink = z.strictObject({ proposalId: Id });

/** `POST …/initiatives/{key}/partners`, with If-Match: names a partner; naming commits nobody. */
export const PartnerNaming = z.strictObject({ organisation: Key });

export const CommitmentView = z.strictObject({
  id: Id,
  organisation: OrganisationRef,
  kind: CommitmentKind,
  amount: z.number().nullable(),
  note: z.string().nullable(),
  from: z.string(),
  until: z.string(),
  givenBy: z.string(),
  givenAt: z.string(),
  withdrawn: z.strictObject({ at: z.string(), reason: z.string() }).nullable(),
});
export type CommitmentView = z.infer<typeof CommitmentView>;

export const InitiativeRow = z.strictObject({
  id: Id,
  key: Key,
  name: z.string(),
  kind: z.enum(['joint', 'own']),
  state: InitiativeState,
  lead: OrganisationRef,
  goals: z.array(GoalRef),
  named: z.number().int(),
  committed: z.number().int(),
});
export type InitiativeRow = z.infer<typeof InitiativeRow>;
export const InitiativePage = pageOf(InitiativeRow);
export type InitiativePage = z.infer<typeof InitiativePage>;

export const PartnerHindranceCode = z.enum(['no-partner-named', 'no-partner-committed', 'only-own-family-committed']);

export const InitiativeView = InitiativeRow.omit({ named: true, committed: true }).extend({
  version: z.number().int(),
  /** The source gives it as an example only. */
  example: z.boolean(),
  facility: z.string().nullable(),
  recommendations: z.array(z.number().int()),
  partners: z.array(
    z.strictObject({ organisation: OrganisationRef, coreTaskOwner: z.boolean(), committed: z.boolean() }),
  ),
  commitments: z.array(CommitmentView),
  proposals: z.array(ProposalRef),
  /** Why it cannot be active, or null. */
  hindrance: PartnerHindranceCode.nullable(),
  /** States it may go to by the transition table, before the partner rule is asked. */
  next: z.array(InitiativeState),
  mayCommitFor: z.array(Key),
  may: z.array(z.enum(['initiatives.lead'])),
});
export type InitiativeView = z.infer<typeof InitiativeView>;

export const InitiativeQuery = PageQuery.extend({
  state: InitiativeState.optional(),
  goal: Key.optional(),
  /** Only those that this proposal asks a body to start. */
  proposal: Id.optional(),
});
export type InitiativeQuery = z.infer<typeof InitiativeQuery>;
