import {
  applyRule,
  departsFrom,
  settles,
  type NewDecision,
  type RuledOutcome,
  type RuleReason,
  type Sitting,
  type StandingPosition,
  type Tally,
  type WordOfPresence,
} from '@torv/shared/decisions';
import type { QueryResultRow } from 'pg';
import type { Query } from '../platform/database/query';
import { Refusal } from '../platform/errors/refusal';
import { departureMissing } from './decisions.refusals';

/** The body as it sits on an item, with the word that follows from each who sits there. */
export interface SittingOfItem extends Sitting {
  words: WordOfPresence[];
}

/**
 * The body as it sits on an item of its meeting (`SittingOfItem`); no row where the actor does not sit in the body or
 * takes no part in the item, and where the body has no mandate.
 */
export const sittingOnItem = (networkId: string, meetingId: string, itemId: string): Query => ({
  name: 'sitting-on-item',
  text: 'SELECT s.sitting FROM decisions_sitting($1, $2, $3) AS s (sitting) WHERE s.sitting IS NOT NULL',
  values: [networkId, meetingId, itemId],
});

/** What `sittingOnItem` found. */
export const sittingIn = (rows: QueryResultRow[]): SittingOfItem | null =>
  (rows[0]?.['sitting'] as SittingOfItem | undefined) ?? null;

/** The stances of positions, by organisation, as a rule counts them. */
export const wordsOf = (positions: readonly Pick<StandingPosition, 'organisation' | 'stance'>[]) =>
  positions.map(({ organisation, stance }) => ({ organisation: organisation.key, stance }));

/** The fields of a record that say by which rule it was decided. */
export interface RuledRecord {
  rule: Sitting['rule'] | null;
  tally: Tally | null;
  byRule: 'adopted' | 'rejected' | null;
  departure: string | null;
}

const ruledBy: Record<RuledOutcome, RuledRecord['byRule']> = {
  adopted: 'adopted',
  rejected: 'rejected',
  undecided: null,
};

/**
 * What the rule gives for the positions, as the record will say it.
 *
 * @param sitting null: there is no rule to decide by, as on an item that is not for decision
 * @throws Refusal DECISIONS.DEPARTURE_MISSING when another outcome is recorded and nothing says why
 */
export function ruleOnRecord(
  sitting: Sitting | null,
  positions: readonly StandingPosition[],
  {
    outcome,
    departure,
    noObjections = false,
  }: Pick<NewDecision, 'outcome' | 'departure'> & {
    noObjections?: boolean | undefined;
  },
): RuledRecord {
  if (!sitting) return { rule: null, tally: null, byRule: null, departure: null };
  const chairSays = settles(outcome) ? outcome : null;
  const ruled: { outcome: RuledOutcome; reason: RuleReason; tally: Tally } = applyRule(sitting, wordsOf(positions), {
    chairSays,
    noObjections,
  });
  if (departsFrom(ruled, outcome) && departure === undefined)
    throw new Refusal(departureMissing, [
      {
        path: 'departure',
        message: { da: 'Hvorfor resultatet er et andet.', en: 'Why the outcome is another.' },
      },
    ]);
  const byRule = ruledBy[ruled.outcome];
  return {
    rule: sitting.rule,
    tally: ruled.tally,
    byRule,
    departure: outcome === byRule ? null : (departure ?? null),
  };
}
