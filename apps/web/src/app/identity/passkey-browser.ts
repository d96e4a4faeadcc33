import { inject, Injectable, signal } from '@angular/core';
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from '@simplewebauthn/browser';
import type { PasskeyAsked, PasskeyMade, PasskeySigned } from '@torv/shared/identity';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Session } from '../platform/session';

/** Why the browser gave no passkey: its person stopped it, it is there already, the page stands at a bare number. */
export type PasskeyTrouble = 'stopped' | 'known' | 'address' | 'failed';

/** Passkeys, as the browser makes and uses them. */
@Injectable({ providedIn: 'root' })
export class PasskeyBrowser {
  private readonly api = inject(Api);
  private readonly session = inject(Session);

  readonly usable = browserSupportsWebAuthn();
  /** Counts the passkeys added and removed here: what is demanded may be met by one. */
  readonly changes = signal(0);

  /** True when the browser can offer passkeys in the field for the address. */
  offersInField(): Promise<boolean> {
    return this.usable ? browserSupportsWebAuthnAutofill() : Promise.resolve(false);
  }

  /**
   * Has a passkey sign what `challenge` asks for.
   *
   * @param inField waits quietly until one is chosen in the field for the address
   * @throws ApiProblem, or what `troubleOf` names
   */
  async sign(challenge: string, inField = false): Promise<PasskeySigned> {
    const { options } = await this.api.post<PasskeyAsked>(challenge, {});
    const signed = await startAuthentication({ optionsJSON: options as never, useBrowserAutofill: inField });
    const { id, rawId, type, clientExtensionResults, response } = signed;
    return { id, rawId, type, clientExtensionResults: { ...clientExtensionResults }, response: { ...response } };
  }

  /** Makes a passkey. @throws ApiProblem, or what `troubleOf` names */
  async make(challenge: string): Promise<PasskeyMade> {
    const { options } = await this.api.post<PasskeyAsked>(challenge, {});
    const made = await startRegistration({ optionsJSON: options as never });
    const { id, rawId, type, clientExtensionResults, response } = made;
    return { id, rawId, type, clientExtensionResults: { ...clientExtensionResults }, response: { ...response } };
  }

  /**
   * Does something that changes how one signs in. Where a passkey must be shown first, it is asked for, and then it is
   * done again.
   *
   * @throws ApiProblem, or what `troubleOf` names
   */
  async showingFirst(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!this.usable || problemOf(error).code !== 'IDENTITY.USE_YOUR_FACTOR_FIRST') throw error;
      const answer = await this.sign('/api/v1/session/again/passkey/challenge');
      await this.session.signInBy('/api/v1/session/again/passkey', { answer });
      await act();
    }
  }

  /** Stops waiting for a passkey. */
  stop(): void {
    WebAuthnAbortService.cancelCeremony();
  }
}

/** What went wrong in the browser; null when it was the API that refused, or when a wait was given up. */
export function troubleOf(error: unknown): PasskeyTrouble | null {
  if (!(error instanceof Error)) return 'failed';
  const code = error instanceof WebAuthnError ? error.code : '';
  if (code === 'ERROR_CEREMONY_ABORTED' || error.name === 'AbortError') return null;
  if (code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known';
  if (code === 'ERROR_INVALID_DOMAIN' || code === 'ERROR_INVALID_RP_ID') return 'address';
  if (error.name === 'NotAllowedError') return 'stopped';
  return error.name === 'ApiProblem' || 'problem' in error ? null : 'failed';
}
