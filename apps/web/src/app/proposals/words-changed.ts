import type { ProposalVersion } from '@torv/shared/proposals';
import { diffWordsWithSpace } from 'diff';

/** A stretch of words that stayed, came or went. */
export interface Stretch {
  kind: 'same' | 'came' | 'went';
  words: string;
}
export interface ChangedField {
  field: 'title' | 'text' | 'background';
  stretches: Stretch[];
}

type Words = Pick<ProposalVersion, 'title' | 'text' | 'background'>;

/** The fields that say something else now, word by word. */
export function wordsChanged(before: Words, after: Words): ChangedField[] {
  return (['title', 'text', 'background'] as const)
    .filter((field) => (before[field] ?? '') !== (after[field] ?? ''))
    .map((field) => ({
      field,
      stretches: diffWordsWithSpace(before[field] ?? '', after[field] ?? '').map((part) => ({
        kind: part.added ? 'came' : part.removed ? 'went' : 'same',
        words: part.value,
      })),
    }));
}

/** What the proposal said to whoever read its version `number`; null when that is older than what is kept. */
export function wordsAt(versions: readonly ProposalVersion[], number: number): ProposalVersion | null {
  return [...versions].sort((one, other) => other.number - one.number).find((one) => one.number <= number) ?? null;
}
