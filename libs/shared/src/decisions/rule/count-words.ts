import type { DecisionRule, Remit } from '../../bodies';
import type { Sector } from '../../organisations';
import type { Stance } from '../../proposals';
import type { Tally } from './tally';

/** A body as it sits when a question is put: what its mandate asks for, who has a vote, who is there. */
export interface Sitting {
  remit: Remit;
  rule: DecisionRule;
  /** Voting organisations that must be present. */
  quorum: number;
  requiredSectors: readonly Sector[];
  /** Organisations with a vote, each once. */
  voting: readonly { key: string; sector: Sector }[];
  present: readonly string[];
  /** Whose people were all ruled conflicted on the question. */
  recused: readonly string[];
}

/** An organisation's word, by its key. */
export interface CountedWord {
  organisation: string;
  stance: Stance;
}

/**
 * Counts the words of a sitting. Only who has a vote counts, and only as long as not all of their people were ruled
 * conflicted; a word that was stated beforehand counts also when nobody is there, presence itself only in the quorum.
 *
 * @param noObjections the chair recorded that nobody objected
 */
export function countWords(sitting: Sitting, words: readonly CountedWord[], noObjections = false): Tally {
  const taking = sitting.voting.filter((one) => !sitting.recused.includes(one.key));
  const wordOf = new Map(words.map((one) => [one.organisation, one.stance]));
  const there = taking.filter((one) => sitting.present.includes(one.key));
  const saying = (...stances: Stance[]) =>
    taking.filter((one) => stances.some((stance) => stance === wordOf.get(one.key)));
  const presentSectors = sectorsOf(there);
  return {
    remit: sitting.remit,
    endorse: saying('endorse').length,
    reserve: saying('reserve').length,
    standAside: saying('stand-aside').length,
    object: saying('object').length,
    silent: there.filter((one) => !wordOf.has(one.key)).length,
    present: there.length,
    needed: sitting.quorum,
    of: sitting.voting.length,
    presentSectors,
    missingSectors: [...new Set(sitting.requiredSectors)].filter((one) => !presentSectors.includes(one)).sort(),
    recused: sitting.voting
      .filter((one) => sitting.recused.includes(one.key))
      .map((one) => one.key)
      .sort(),
    sectors:
      sitting.rule !== 'sector-majority'
        ? []
        : sectorsOf(taking.filter((one) => there.includes(one) || wordOf.has(one.key))).map((sector) => ({
            sector,
            for: saying('endorse', 'reserve').filter((one) => one.sector === sector).length,
            against: saying('object').filter((one) => one.sector === sector).length,
          })),
    noObjections,
  };
}

const sectorsOf = (organisations: readonly { sector: Sector }[]): Sector[] =>
  [...new Set(organisations.map((one) => one.sector))].sort();
