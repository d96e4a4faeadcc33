import type { Transitions } from '../kernel';

/** `planned`: being prepared. `called`: the members have been called. `open`: in session. `closed`: over. */
export const meetingStates = ['planned', 'called', 'open', 'closed', 'cancelled'] as const;

export const meetingTransitions: Transitions<(typeof meetingStates)[number]> = {
  planned: ['called', 'cancelled'],
  called: ['open', 'cancelled'],
  open: ['closed'],
  closed: [],
  cancelled: [],
};
