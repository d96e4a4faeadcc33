import * as z from 'zod';
import { Day, Id, Line } from '../kernel';

/** What an authority speaks of: stillingtagen, bidrag, godkendelse, aftaler. */
export const AuthoritySubjects = z.enum(['positions', 'commitments', 'ratifications', 'agreements']);

/** Where an organisation approves what its official has said: byråd, udvalg, bestyrelse, repræsentantskab, afdelingsmøde. */
export const InstanceKind = z.enum([
  'council',
  'committee',
  'organisation-board',
  'representatives',
  'estate-meeting',
  'estate-board',
]);
export type InstanceKind = z.infer<typeof InstanceKind>;

export const InstanceView = z.strictObject({
  id: Id,
  name: z.string(),
  kind: InstanceKind,
  /** The day it meets next, or null when that is not known. */
  nextOn: z.string().nullable(),
});
export type InstanceView = z.infer<typeof InstanceView>;

/** `POST …/organisations/{key}/instances`, with If-Match and Idempotency-Key. */
export const NewInstance = z.strictObject({
  name: Line,
  kind: InstanceKind,
  nextOn: Day.nullable().default(null),
});
export type NewInstance = z.infer<typeof NewInstance>;

/** `PATCH …/organisations/{key}/instances/{id}`, with If-Match. */
export const InstanceChange = z.strictObject({
  name: Line.optional(),
  kind: InstanceKind.optional(),
  nextOn: Day.nullable().optional(),
});
export type InstanceChange = z.infer<typeof InstanceChange>;

/** On what terms a person may bind an organisation; as they were when it was used, wherever it was used. */
export const AuthorityTerms = z.strictObject({
  /** The source's words: a board's minutes, a resolution. */
  givenBy: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  /** Kroner; null: no limit. */
  limit: z.number().nullable(),
  /** Only together with another who has authority for the same. */
  together: z.boolean(),
  /** The instance that must approve what is said, and the day it meets next. */
  approval: z.strictObject({ instance: z.string(), kind: InstanceKind, on: z.string().nullable() }).nullable(),
});
export type AuthorityTerms = z.infer<typeof AuthorityTerms>;

/** Someone who may bind the organisation, named by the seat or function they hold. */
export const AuthorityView = AuthorityTerms.extend({
  id: Id,
  personId: Id,
  personName: z.string(),
  subject: AuthoritySubjects,
  /** The administrator who gave it in Torv; null when it came with a file. */
  recordedBy: z.string().nullable(),
});
export type AuthorityView = z.infer<typeof AuthorityView>;

/**
 * `POST …/organisations/{key}/authorities`, with If-Match and Idempotency-Key. `givenBy` holds the words of the source;
 * the days are those of the network's time zone, and what begins today begins now.
 */
export const NewAuthority = z
  .strictObject({
    personId: Id,
    subjects: z.array(AuthoritySubjects).min(1).max(4),
    givenBy: Line,
    limit: z.number().positive().max(1_000_000_000_000).nullable().default(null),
    together: z.boolean().default(false),
    instanceId: Id.nullable().default(null),
    from: Day.optional(),
    until: Day.nullable().default(null),
  })
  .refine((it) => new Set(it.subjects).size === it.subjects.length, { path: ['subjects'], message: 'Each once.' });
export type NewAuthority = z.infer<typeof NewAuthority>;
