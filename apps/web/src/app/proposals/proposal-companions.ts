import { InjectionToken, type Type } from '@angular/core';

/**
 * What a room above shows beside a proposal: a component with the input `{ proposal: ProposalView }`. The shell fills
 * it, for a proposal does not know what is linked to it.
 */
export const PROPOSAL_COMPANION = new InjectionToken<() => Promise<Type<unknown>>>('PROPOSAL_COMPANION');
