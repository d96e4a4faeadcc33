import type { StandingPosition } from './contract';
import type { Tally } from './rule/tally';

/**
 * A decision as the log commits to it: one value a field, each committed by itself so that one can be erased and the
 * rest still proven. Names and order of fields are fixed for good; a new field may be added, none changed.
 * Times are RFC 3339 in UTC with milliseconds.
 */
export interface DecisionRecord {
  number: string;
  body: string;
  meeting: string | null;
  item: string | null;
  proposal: string | null;
  title: string;
  outcome: string;
  text: string;
  rationale: string;
  summary: string;
  visibility: string;
  decidedAt: string;
  recordedBy: string;
  positions: StandingPosition[];
  followUp: { organisation: string; task: string; due: string } | null;
  /** The written procedure in which it was made, instead of a meeting. */
  procedure: string | null;
  /** The mandate's rule, what it counted, what it gave, and why another outcome was recorded. */
  rule: string | null;
  tally: Tally | null;
  byRule: string | null;
  departure: string | null;
  /** `YYYY-MM-DD` */
  reviewOn: string | null;
  /** The earlier decision that it changes, by its number. */
  changes: { kind: string; number: string } | null;
  /** Key of the body that it was referred to. */
  referredTo: string | null;
  /** Whom it asks to adopt it for themselves; null when nobody. */
  ratification: Record<string, unknown>[] | null;
}

/** The fields of a decision in the log, in the order in which people read them. */
export const decisionRecordFields = [
  'number',
  'body',
  'meeting',
  'item',
  'proposal',
  'title',
  'outcome',
  'text',
  'rationale',
  'summary',
  'visibility',
  'decidedAt',
  'recordedBy',
  'positions',
  'followUp',
  'procedure',
  'rule',
  'tally',
  'byRule',
  'departure',
  'reviewOn',
  'changes',
  'referredTo',
  'ratification',
] as const satisfies readonly (keyof DecisionRecord)[];
