import type { MandateView } from './contract';

/** The fields of a mandate in the order in which they are read. */
export const mandateFields = [
  'remit',
  'rule',
  'quorum',
  'requiredSectors',
  'cadencePerYear',
  'termMonths',
  'text',
] as const;
export type MandateField = (typeof mandateFields)[number];
type Content = Pick<MandateView, MandateField>;

const said = (value: Content[MandateField]): string => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);

/** The fields in which a mandate differs from the one before it. */
export const changedFields = (before: Content, after: Content): MandateField[] =>
  mandateFields.filter((field) => said(before[field]) !== said(after[field]));

/** A run of words that stays, comes or goes. */
export interface WordChange {
  as: 'kept' | 'added' | 'removed';
  text: string;
}

/** Above this many pairs of words, texts are compared as wholes: nobody reads a change of everything word by word. */
const pairsAtMost = 4_000_000;

/** What changed between two texts, in words, as runs in reading order. What is removed stands before what replaces it. */
export function changedWords(before: string, after: string): WordChange[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length * now.length > pairsAtMost) {
    return [
      { as: 'removed', text: before },
      { as: 'added', text: after },
    ];
  }
  const width = now.length + 1;
  // The longest run of words that both share from each pair of places on.
  const shared = new Uint32Array((old.length + 1) * width);
  for (let a = old.length - 1; a >= 0; a--) {
    for (let b = now.length - 1; b >= 0; b--) {
      shared[a * width + b] =
        old[a] === now[b]
          ? shared[(a + 1) * width + b + 1]! + 1
          : Math.max(shared[(a + 1) * width + b]!, shared[a * width + b + 1]!);
    }
  }
  const runs: WordChange[] = [];
  const add = (as: WordChange['as'], text: string) => {
    const last = runs.at(-1);
    if (last?.as === as) last.text += text;
    else runs.push({ as, text });
  };
  let [a, b] = [0, 0];
  while (a < old.length || b < now.length) {
    if (a < old.length && b < now.length && old[a] === now[b]) {
      add('kept', now[b]!);
      a += 1;
      b += 1;
    } else if (b >= now.length || (a < old.length && shared[(a + 1) * width + b]! >= shared[a * width + b + 1]!)) {
      add('removed', old[a++]!);
    } else add('added', now[b++]!);
  }
  return runs;
}

/** Words with the space after them, so that runs join to the text again. */
const wordsOf = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];
