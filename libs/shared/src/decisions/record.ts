import type { StandingPosition } from './contract';

/**
 * A decision as the log commits to it: one value a field, each committed by itself so that one can be erased and the
 * rest still proven. Names and order of fields are fixed for good; a new field may be added, none changed.
 * Times are RFC 3339 in UTC with milliseconds.
 */
export interface DecisionRecord {
  number: string;
  body: string;
  meeting: string;
  item: string;
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
] as const satisfies readonly (keyof DecisionRecord)[];
