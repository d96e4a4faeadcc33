import type { ProposalChange, ProposalView } from '@torv/shared/proposals';

/** What the author of a proposal writes, as it stands in the form. */
export interface ProposalText {
  title: string;
  text: string;
  background: string;
  /** Keys of shared goals. */
  goals: readonly string[];
  /** Keys of areas. */
  areas: readonly string[];
  /** Keys of objectives of the parties' own strategies. */
  objectives: readonly string[];
}
export type TextField = keyof ProposalText;

const fields: readonly TextField[] = ['title', 'text', 'background', 'goals', 'areas', 'objectives'];

/** A proposal as it would stand in the form. */
export function textOf(proposal: ProposalView): ProposalText {
  const { title, text, background } = proposal;
  const keys = (named: readonly { key: string }[]) => named.map((one) => one.key);
  return {
    title,
    text,
    background: background ?? '',
    goals: keys(proposal.goals),
    areas: keys(proposal.areas),
    objectives: keys(proposal.objectives),
  };
}

const plain = (value: string | readonly string[]): string =>
  typeof value === 'string' ? value.trim() : JSON.stringify([...value].sort());

/** True when two texts say the same in this field. */
export function same(one: ProposalText, other: ProposalText, field: TextField): boolean {
  return plain(one[field]) === plain(other[field]);
}

/** Only what was changed, so that nobody's change of another field is overwritten; null when nothing was. */
export function changeOf(base: ProposalText, mine: ProposalText): ProposalChange | null {
  const change: ProposalChange = {};
  if (!same(base, mine, 'title')) change.title = mine.title;
  if (!same(base, mine, 'text')) change.text = mine.text;
  if (!same(base, mine, 'background')) change.background = mine.background.trim() || null;
  if (!same(base, mine, 'goals')) change.goals = [...mine.goals];
  if (!same(base, mine, 'areas')) change.areas = [...mine.areas];
  if (!same(base, mine, 'objectives')) change.objectives = [...mine.objectives];
  return Object.keys(change).length > 0 ? change : null;
}

/**
 * Someone saved while I wrote: what they changed and I did not is taken over; what we both changed keeps my words and
 * is named, so that I can compare.
 */
export function reconcile(
  base: ProposalText,
  mine: ProposalText,
  theirs: ProposalText,
): { text: ProposalText; taken: TextField[]; contested: TextField[] } {
  const changed = fields.filter((field) => !same(base, theirs, field) && !same(mine, theirs, field));
  const taken = changed.filter((field) => same(base, mine, field));
  const contested = changed.filter((field) => !taken.includes(field));
  const text = { ...mine, ...Object.fromEntries(taken.map((field) => [field, theirs[field]])) };
  return { text, taken, contested };
}
