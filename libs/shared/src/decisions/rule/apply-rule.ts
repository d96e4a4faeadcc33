import type { DecisionRule } from '../../bodies';
import { countWords, type CountedWord, type Sitting } from './count-words';
import type { RuledOutcome, RuleReason, Tally } from './tally';

/** The share of those for or against that carries a qualified majority: two in three. */
const qualified = { for: 2, of: 3 };

type Ruled = { outcome: RuledOutcome; reason: RuleReason };

const adopted = (reason: RuleReason): Ruled => ({ outcome: 'adopted', reason });
const rejected = (reason: RuleReason): Ruled => ({ outcome: 'rejected', reason });
const undecided = (reason: RuleReason): Ruled => ({ outcome: 'undecided', reason });

/**
 * What the rule gives for what was counted. A reservation is a yes with words to it; whoever stands aside counts
 * neither way. Without a quorum, and where nobody has said yes or no, nothing is decided.
 *
 * @param chairSays under the rule of the chair after hearing: what the chair concludes
 */
export function ruleGives(rule: DecisionRule, tally: Tally, chairSays?: 'adopted' | 'rejected' | null): Ruled {
  if (tally.present < tally.needed || tally.missingSectors.length > 0) return undecided('no-quorum');
  if (rule === 'chair') return chairSays ? { outcome: chairSays, reason: 'chair-said' } : undecided('chair-to-say');
  const [yes, no] = [tally.endorse + tally.reserve, tally.object];
  if (yes + no === 0) return undecided('no-word');
  if (rule === 'consent') return no > 0 ? rejected('objection') : adopted('no-objection');
  if (rule === 'unanimity') {
    if (no > 0) return rejected('objection');
    return tally.silent > 0 ? undecided('some-silent') : adopted('all-agree');
  }
  if (rule === 'sector-majority') {
    if (tally.sectors.some((one) => one.for + one.against > 0 && one.for <= one.against))
      return rejected('no-majority');
    const wordless = tally.sectors.some((one) => one.for + one.against === 0);
    return wordless ? undecided('sector-without-word') : adopted('majority');
  }
  const carried = rule === 'qualified-majority' ? yes * qualified.of >= (yes + no) * qualified.for : yes > no;
  return carried ? adopted('majority') : rejected('no-majority');
}

/** Counts the words of a sitting and applies its rule to them. */
export function applyRule(
  sitting: Sitting,
  words: readonly CountedWord[],
  { chairSays, noObjections }: { chairSays?: 'adopted' | 'rejected' | null; noObjections?: boolean } = {},
): Ruled & { tally: Tally } {
  const tally = countWords(sitting, words, noObjections);
  return { ...ruleGives(sitting.rule, tally, chairSays), tally };
}

/**
 * True when the outcome departs from what the rule gave, so that the record must say why: something was settled otherwise
 * than the words give. Postponed and referred settle nothing, and where nobody had a word the body's own word counts.
 */
export function departsFrom(byRule: Ruled, outcome: string): boolean {
  if (outcome === 'postponed' || outcome === 'referred') return false;
  if (byRule.outcome !== 'undecided') return outcome !== byRule.outcome;
  return settles(outcome) && (byRule.reason === 'some-silent' || byRule.reason === 'sector-without-word');
}

/** True for outcomes that settle what a body was asked: they need an item for decision and a quorum. */
export const settles = (outcome: string): outcome is 'adopted' | 'rejected' =>
  outcome === 'adopted' || outcome === 'rejected';
