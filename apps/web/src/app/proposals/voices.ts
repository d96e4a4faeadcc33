import type { OrganisationRef } from '@torv/shared/organisations';
import type { PositionView, ProposalView } from '@torv/shared/proposals';

/** An organisation at the table and its word, if it has given one. */
export interface Voice {
  organisation: OrganisationRef;
  /** Who may speak for it today. */
  boundBy: readonly string[];
  position: PositionView | null;
  /** False for one that spoke and has lost its seat since: its word stays to be read. */
  asked: boolean;
}

/** Everyone who is asked, in the order they are asked in, then those who spoke and are asked no more. */
export function voicesOf(proposal: ProposalView): Voice[] {
  const word = (id: string) => proposal.positions.find((position) => position.organisation.id === id) ?? null;
  const asked = proposal.asked.map(({ organisation, boundBy }) => ({
    organisation,
    boundBy,
    position: word(organisation.id),
    asked: true,
  }));
  const gone = proposal.positions
    .filter((position) => !proposal.asked.some((one) => one.organisation.id === position.organisation.id))
    .map((position) => ({ organisation: position.organisation, boundBy: [], position, asked: false }));
  return [...asked, ...gone];
}
