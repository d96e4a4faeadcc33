import * as z from 'zod';
import { Id } from '../kernel';
import { OrganisationRef } from './contract';

/** What a witness said when the host asked it last. */
export const WitnessWord = z.enum(['cosigned', 'refused', 'unreachable', 'not-a-witness']);
export type WitnessWord = z.infer<typeof WitnessWord>;

/** An organisation that witnesses the network's log with a key of its own. */
export const WitnessView = z.strictObject({
  id: Id,
  organisation: OrganisationRef,
  name: z.string(),
  vkey: z.string(),
  /** Where the host asks it; null: cosignatures are carried by hand. */
  url: z.string().nullable(),
  registeredAt: z.string(),
  endedAt: z.string().nullable(),
  /** The largest checkpoint that it cosigned. */
  cosigned: z.strictObject({ size: z.number().int(), at: z.string() }).nullable(),
  asked: z.strictObject({ at: z.string(), word: WitnessWord }).nullable(),
});
export type WitnessView = z.infer<typeof WitnessView>;

/** `GET …/log/witnesses`: who witnesses, how many it takes (`version` of that), and the host's keys. */
export const WitnessesView = z.strictObject({
  version: z.number().int(),
  quorum: z.number().int(),
  logKeys: z.array(z.string()),
  witnesses: z.array(WitnessView),
});
export type WitnessesView = z.infer<typeof WitnessesView>;

/** `POST …/organisations/{key}/witness`: the key that the organisation's witness signs with, and where it answers. */
export const NewWitness = z.strictObject({
  vkey: z.string().trim().min(10).max(400),
  url: z.url().max(400).nullable().default(null),
});
export type NewWitness = z.infer<typeof NewWitness>;

/** `POST …/organisations/{key}/witness/cosignatures`: what `torv witness cosign` printed. */
export const NewCosignature = z.strictObject({ text: z.string().min(10).max(4_000) });
export type NewCosignature = z.infer<typeof NewCosignature>;

/** `PUT …/log/quorum`: how many parties must have cosigned a checkpoint. */
export const NewQuorum = z.strictObject({ quorum: z.number().int().min(0).max(50) });
export type NewQuorum = z.infer<typeof NewQuorum>;
