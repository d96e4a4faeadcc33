import { InjectionToken, type Signal, type Type } from '@angular/core';

/** A decision of a room above, as a line: a component with the inputs `body` (key) and `version`. Filled where rooms meet. */
export const MANDATE_ADOPTION = new InjectionToken<() => Promise<Type<unknown>>>('MANDATE_ADOPTION');

/** A meeting that is to come, for whoever steps in at it. */
export interface MeetingAhead {
  id: string;
  title: string;
  startsAt: string;
}

/** How the room above is asked for a body's meetings to come; called in an injection context with the body's key. */
export const MEETINGS_AHEAD = new InjectionToken<
  () => Promise<(body: () => string) => Signal<readonly MeetingAhead[] | null>>
>('MEETINGS_AHEAD');
