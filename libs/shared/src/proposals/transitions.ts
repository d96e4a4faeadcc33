import type { Transitions } from '../kernel';

/**
 * `draft`: its author and the body's chair and secretary see it. `open`: positions are asked for, and it is on no agenda.
 * `on-agenda`: of a meeting; positions may be stated. `referred`: another body has it. What was postponed is open again.
 */
export const proposalStates = ['draft', 'open', 'on-agenda', 'decided', 'referred', 'withdrawn'] as const;
type State = (typeof proposalStates)[number];

export const proposalTransitions: Transitions<State> = {
  draft: ['open', 'on-agenda', 'withdrawn'],
  open: ['on-agenda', 'decided', 'referred', 'withdrawn'],
  'on-agenda': ['open', 'decided', 'referred', 'withdrawn'],
  decided: [],
  referred: ['open', 'withdrawn'],
  withdrawn: ['draft'],
};

/** True while organisations may state their positions. */
export const asksForPositions = (state: State): boolean => state === 'open' || state === 'on-agenda';

/** True while it can be changed, placed and withdrawn: nobody has settled it. */
export const isUnsettled = (state: State): boolean => state !== 'decided' && state !== 'withdrawn';
