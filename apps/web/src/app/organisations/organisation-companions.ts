import { InjectionToken, type Type } from '@angular/core';

/** Where an organisation sits: a component with the input `{ organisation: key }`, shown on its page. */
export const SEATS_OF_ORGANISATION = new InjectionToken<() => Promise<Type<unknown>>>('SEATS_OF_ORGANISATION');

/** What falls vacant when an affiliation ends: a component with the input `{ affiliation: id }`, shown before it does. */
export const WHAT_FALLS_VACANT = new InjectionToken<() => Promise<Type<unknown>>>('WHAT_FALLS_VACANT');
