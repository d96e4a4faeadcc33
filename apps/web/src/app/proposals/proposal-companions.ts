import { InjectionToken, type Type } from '@angular/core';

/**
 * What rooms above show beside a proposal: components with the input `{ proposal: ProposalView }`. The shell fills
 * it, for a proposal does not know what is linked to it.
 */
export const PROPOSAL_COMPANION = new InjectionToken<readonly (() => Promise<Type<unknown>>)[]>('PROPOSAL_COMPANION');
