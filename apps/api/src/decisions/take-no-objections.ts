import type { NewDecision, StandingPosition } from '@torv/shared/decisions';
import type { Language } from '@torv/shared/kernel';
import type { Query } from '../platform/database/query';
import { invalidInput, Refusal } from '../platform/errors/refusal';
import { noMandate, objectionStands } from './decisions.refusals';
import type { SittingOfItem } from './tally-of-item';

/** What a decision says of itself when nothing more was written. */
const reason: Record<Language, string> = { da: 'Ingen indvendinger.', en: 'No objections.' };

/**
 * The words with which nobody objected: what was stated before, and what follows from who sits there for the others.
 *
 * @param positions the words that stand already
 */
export function wordsWithoutObjection(
  sitting: SittingOfItem,
  positions: readonly StandingPosition[],
): StandingPosition[] {
  const spoken = new Set(positions.map((one) => one.organisation.key));
  const byPresence = sitting.words.flatMap(({ organisation, stance, text }) =>
    stance === null || spoken.has(organisation.key) ? [] : [{ organisation, stance, text }],
  );
  return [...positions, ...byPresence].sort((one, other) => (one.organisation.key < other.organisation.key ? -1 : 1));
}

/**
 * The words that the record holds: as they stand, or with "no objections" also those that follow from who sits there.
 *
 * @throws Refusal DECISIONS.NO_MANDATE, DECISIONS.OBJECTION_STANDS
 */
export function wordsOfRecord(
  { noObjections, outcome }: NewDecision,
  sitting: SittingOfItem | null,
  positions: readonly StandingPosition[],
): StandingPosition[] {
  if (!noObjections) return [...positions];
  if (outcome !== 'adopted')
    throw new Refusal(invalidInput, [
      {
        path: 'outcome',
        message: {
          da: 'Uden indvendinger er det vedtaget.',
          en: 'With no objections it is adopted.',
        },
      },
    ]);
  if (!sitting) throw new Refusal(noMandate);
  const objections = positions.filter((one) => one.stance === 'object');
  if (objections.length > 0)
    throw new Refusal(objectionStands, [
      { path: 'noObjections', message: objections.map((one) => one.organisation.name).join(', ') },
    ]);
  return wordsWithoutObjection(sitting, positions);
}

/** Keeps the words that follow from who sits there as positions on the item's proposal. */
export const keepWordsOfPresence = (networkId: string, meetingId: string, itemId: string): Query => ({
  name: 'keep-words-of-presence',
  text: 'SELECT decisions_take_no_objections($1, $2, $3)',
  values: [networkId, meetingId, itemId],
});

/**
 * Rationale and summary: as they were written; with "no objections" neither need be.
 *
 * @throws Refusal PLATFORM.INVALID_INPUT where the thorough way leaves one out
 */
export function reasonsOf(
  { rationale, summary, noObjections }: NewDecision,
  text: string,
  language: Language,
): { rationale: string; summary: string } {
  if (noObjections) return { rationale: rationale ?? reason[language], summary: summary ?? text };
  const missing = { da: 'Udfyld feltet.', en: 'Fill this in.' };
  const faults = Object.entries({ rationale, summary })
    .filter(([, value]) => value === undefined)
    .map(([path]) => ({ path, message: missing }));
  if (rationale === undefined || summary === undefined) throw new Refusal(invalidInput, faults);
  return { rationale, summary };
}
