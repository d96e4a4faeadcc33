import type { Transitions } from '../kernel';

/** `draft`: its author and the body's chair and secretary see it. `open`: on an agenda, positions may be stated. */
export const proposalStates = ['draft', 'open', 'decided', 'withdrawn'] as const;

export const proposalTransitions: Transitions<(typeof proposalStates)[number]> = {
  draft: ['open', 'withdrawn'],
  open: ['decided', 'withdrawn'],
  decided: [],
  withdrawn: ['draft'],
};
