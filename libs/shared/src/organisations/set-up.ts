import * as z from 'zod';
import { Id, Key, Language, Line } from '../kernel';
import { Sector } from './contract';

/** `GET /api/v1/set-up`: whether the first network can be made here, and how mail leaves. */
export const SetUpView = z.strictObject({
  open: z.boolean(),
  /** `none`: mails wait until a server is named. `local`: they are shown on this machine. */
  mail: z.enum(['smtp', 'local', 'none']),
});
export type SetUpView = z.infer<typeof SetUpView>;

/**
 * `POST /api/v1/set-up`: the first operator, network and organisation. `facilitator` is invited by mail; `me`: the
 * operator says that they facilitate themselves.
 */
export const SetUp = z.strictObject({
  /** As the terminal printed it. */
  code: z.string().min(4).max(40),
  operator: z.strictObject({
    name: Line.max(120),
    email: z.email().max(254),
    password: z.string().min(1).max(400),
    language: Language,
  }),
  network: z.strictObject({
    name: Line,
    key: Key,
    timezone: z.string().max(64),
    languages: z.array(Language).min(1).max(2),
  }),
  organisation: z.strictObject({ name: Line, sector: Sector }),
  facilitator: z.union([z.literal('me'), z.strictObject({ email: z.email().max(254) })]),
});
export type SetUp = z.infer<typeof SetUp>;

/** What was made. `invited`: the facilitator has a mail to answer; `network` opens to who facilitates. */
export const SetUpDone = z.strictObject({ network: Key, invited: z.boolean(), person: Id });
export type SetUpDone = z.infer<typeof SetUpDone>;
