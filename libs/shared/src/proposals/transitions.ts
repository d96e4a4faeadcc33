import * as z from 'zod';
import type { Transitions } from '../kernel';

/** `draft`: its author and the body's chair and secretary see it. `open`: on an agenda, positions may be stated. */
export const ProposalState = z.enum(['draft', 'open', 'decided', 'withdrawn']);
export type ProposalState = z.infer<typeof ProposalState>;

export const proposalTransitions: Transitions<ProposalState> = {
  draft: ['open', 'withdrawn'],
  open: ['decided', 'withdrawn'],
  decided: [],
  withdrawn: ['draft'],
};
