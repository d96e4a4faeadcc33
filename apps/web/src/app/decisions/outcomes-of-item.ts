import type { Outcome } from '@torv/shared/decisions';
import type { ItemKind } from '@torv/shared/meetings';
import type { Stance } from '@torv/shared/proposals';

const outcomes: Record<ItemKind, readonly Outcome[]> = {
  decision: ['adopted', 'rejected', 'postponed', 'referred', 'discussed', 'noted'],
  discussion: ['discussed', 'noted', 'postponed', 'referred'],
  information: ['noted', 'discussed', 'postponed'],
};

/** The outcomes that an item of this kind may have, the likely ones first. */
export const outcomesOf = (kind: ItemKind): readonly Outcome[] => outcomes[kind];

/**
 * The outcome that the positions point to, for the chair to confirm: adopted when somebody endorses and nobody objects.
 * Null when they point nowhere; an item that is not for decision ends as it was meant to.
 */
export function likelyOutcome(kind: ItemKind, positions: readonly { stance: Stance }[]): Outcome | null {
  if (kind !== 'decision') return outcomes[kind][0]!;
  const carried = positions.some((one) => one.stance === 'endorse' || one.stance === 'reserve');
  return carried && positions.every((one) => one.stance !== 'object') ? 'adopted' : null;
}
