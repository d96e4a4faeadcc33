import type { NewMandate } from './changes';
import type { BodyKind } from './contract';

/** What a network most often lets a body of this kind do; whoever sets one up begins from it. */
const usual: Record<BodyKind, Pick<NewMandate, 'remit' | 'rule' | 'cadencePerYear' | 'termMonths'>> = {
  'steering-board': { remit: 'decides', rule: 'simple-majority', cadencePerYear: 4, termMonths: 24 },
  'steering-group': { remit: 'decides', rule: 'consent', cadencePerYear: 6, termMonths: 24 },
  'advisory-board': { remit: 'recommends', rule: 'consent', cadencePerYear: 4, termMonths: 24 },
  'leadership-group': { remit: 'recommends', rule: 'consent', cadencePerYear: 10, termMonths: null },
  'reference-group': { remit: 'heard', rule: 'consent', cadencePerYear: 2, termMonths: 48 },
  'citizens-council': { remit: 'heard', rule: 'consent', cadencePerYear: 4, termMonths: 24 },
  'working-group': { remit: 'recommends', rule: 'consent', cadencePerYear: 12, termMonths: 12 },
};

/** Quorum of a body in which so many organisations vote: more than half of them. */
export const usualQuorum = (voting: number): number => (voting === 0 ? 0 : Math.floor(voting / 2) + 1);

/** The mandate that a new body of this kind begins from. */
export const mandateOfKind = (kind: BodyKind, voting: number): NewMandate => ({
  ...usual[kind],
  quorum: usualQuorum(voting),
  requiredSectors: [],
  text: null,
});
