import { InjectionToken } from '@angular/core';

/**
 * Asks the person on screen to sign in again, because what they are about to do binds someone. Resolves true when
 * they have, false when they would rather not. The room `identity` brings the dialog.
 */
export const SIGN_IN_AGAIN = new InjectionToken<() => Promise<boolean>>('sign in again');
