import * as z from 'zod';
import { Day, Id, Key, Line, pageOf, PageQuery } from '../kernel';
import { DecisionRow, Outcome } from './contract';

/** A choice that stands in the address when it is made. */
const chosen = z.literal('true');

/** `GET …/decisions`: the log for people, newest first. Each filter takes away; none tells of what one may not see. */
export const DecisionQuery = PageQuery.extend({
  /** Words, as people type them: the last one may be half written. A number of a decision finds that one. */
  q: z.string().trim().min(1).max(200).optional(),
  /** With `q`: the newest first, or those that match best. */
  sort: z.enum(['newest', 'best']).optional(),
  body: Key.optional(),
  meeting: Id.optional(),
  /** Those that dealt with one proposal: it may be postponed, and come back from another body. */
  proposal: Id.optional(),
  outcome: Outcome.optional(),
  year: z.coerce.number().int().min(2000).max(2200).optional(),
  /** The first and the last day, in the network's zone. */
  from: Day.optional(),
  to: Day.optional(),
  /** An organisation that it binds. */
  binds: Key.optional(),
  /** Those that bind an organisation of the reader's. */
  ours: chosen.optional(),
  /** Those of bodies in which the reader sits. */
  mine: chosen.optional(),
  /** What the proposal serves: a goal, or a theme of its goals. */
  goal: Key.optional(),
  theme: Key.optional(),
  /** The area that it concerns, or one within it. */
  area: Key.optional(),
  /** Those with a follow-up that is still owed. */
  open: chosen.optional(),
  /** Those that a later decision superseded or revoked (`yes`), or the others. */
  superseded: z.enum(['yes', 'no']).optional(),
  /** Those of which something happened after this event: what one has missed. */
  since: z.coerce.number().int().min(0).optional(),
  /** Counts them, as far as `mostCounted`. */
  count: chosen.optional(),
});
export type DecisionQuery = z.infer<typeof DecisionQuery>;

/** A count ends here; a page says then that there are more. */
export const mostCounted = 1000;

export const DecisionPage = pageOf(DecisionRow).extend({
  /** When it was asked for. */
  count: z.strictObject({ value: z.number().int(), more: z.boolean() }).optional(),
  /** What was probably meant, when the words found nothing. */
  meant: z.string().optional(),
});
export type DecisionPage = z.infer<typeof DecisionPage>;

/** A way of looking at the log that one has named: what stands after the `?` in the list's address. */
const SavedQuery = z
  .string()
  .max(600)
  .regex(/^[A-Za-z0-9_.~%+=&*-]*$/);

/** `POST …/decisions/views` with Idempotency-Key, and `PUT …/decisions/views/{id}` with If-Match. */
export const NewSavedView = z.strictObject({ name: Line, query: SavedQuery });
export type NewSavedView = z.infer<typeof NewSavedView>;

export const SavedView = z.strictObject({
  id: Id,
  version: z.number().int(),
  name: z.string(),
  query: z.string(),
});
export type SavedView = z.infer<typeof SavedView>;
export const SavedViewList = z.strictObject({ items: z.array(SavedView) });
export type SavedViewList = z.infer<typeof SavedViewList>;
