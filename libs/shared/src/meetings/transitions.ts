import * as z from 'zod';
import type { Transitions } from '../kernel';

/** `planned`: being prepared. `called`: the members have been called. `open`: in session. `closed`: over. */
export const MeetingState = z.enum(['planned', 'called', 'open', 'closed', 'cancelled']);
export type MeetingState = z.infer<typeof MeetingState>;

export const meetingTransitions: Transitions<MeetingState> = {
  planned: ['called', 'cancelled'],
  called: ['open', 'cancelled'],
  open: ['closed'],
  closed: [],
  cancelled: [],
};
