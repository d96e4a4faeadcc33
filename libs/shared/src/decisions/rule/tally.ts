import * as z from 'zod';
import { DecisionRule, Remit } from '../../bodies';
import { Id, Key } from '../../kernel';
import { OrganisationRef, Sector } from '../../organisations';
import { Stance } from '../../proposals';

const count = z.number().int().min(0);

/**
 * What a rule counts, as it stands in the record for good: in organisations with a vote, one word each. Whose people
 * were all ruled conflicted takes no part, and is named. The outcome follows from the rule and this alone.
 */
export const Tally = z.strictObject({
  remit: Remit,
  endorse: count,
  reserve: count,
  standAside: count,
  object: count,
  /** Present, and without a word. */
  silent: count,
  present: count,
  needed: count,
  of: count,
  /** Of those present; and of those that the mandate asks for, who are not. */
  presentSectors: z.array(Sector),
  missingSectors: z.array(Sector),
  recused: z.array(Key),
  /** For and against in each sector that is present or has spoken; only where the rule asks for it. */
  sectors: z.array(z.strictObject({ sector: Sector, for: count, against: count })),
  /** The chair recorded that nobody objected, and the words follow from who sat there. */
  noObjections: z.boolean(),
});
export type Tally = z.infer<typeof Tally>;

/** What the mandate's rule gives; `undecided` when it gives nothing. */
export const RuledOutcome = z.enum(['adopted', 'rejected', 'undecided']);
export type RuledOutcome = z.infer<typeof RuledOutcome>;

/** Why the rule gives what it gives. */
export const RuleReason = z.enum([
  'no-quorum',
  'no-word',
  'no-objection',
  'objection',
  'all-agree',
  'some-silent',
  'majority',
  'no-majority',
  'sector-without-word',
  'chair-to-say',
  'chair-said',
]);
export type RuleReason = z.infer<typeof RuleReason>;

/** A voting organisation whose person sits there: the word that follows from it, or why there is none. */
export const WordOfPresence = z.strictObject({
  organisation: OrganisationRef,
  personName: z.string(),
  /** Null: whoever sits there may not give the organisation's word alone. */
  stance: Stance.nullable(),
  text: z.string().nullable(),
});
export type WordOfPresence = z.infer<typeof WordOfPresence>;

/** `GET …/meetings/{id}/items/{itemId}/tally`: what the rule gives as things stand, for those who sit in the body. */
export const TallyView = z.strictObject({
  itemId: Id,
  rule: DecisionRule,
  tally: Tally,
  outcome: RuledOutcome,
  reason: RuleReason,
  /** Organisations whose objection stands. */
  objecting: z.array(OrganisationRef),
  /** What recording "no objections" would make of it; null when an objection stands. */
  noObjections: z
    .strictObject({ outcome: RuledOutcome, reason: RuleReason, tally: Tally, words: z.array(WordOfPresence) })
    .nullable(),
});
export type TallyView = z.infer<typeof TallyView>;
