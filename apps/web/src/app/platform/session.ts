import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { SecondFactorAsked, SessionView, SignIn, SignInAgain } from '@torv/shared/identity';
import { ApiProblem, problemOf } from './http/api-problem';

const address = '/api/v1/session';

/** Who is signed in on this browser. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly http = inject(HttpClient);
  private readonly view = signal<SessionView | null>(null);
  private asking: Promise<boolean> | null = null;

  readonly person = computed(() => this.view()?.person ?? null);
  readonly networks = computed(() => this.view()?.networks ?? []);
  readonly signedIn = computed(() => this.view() !== null);

  /** Takes up an earlier session. The readable cookie tells whether there is one, so that nobody is asked in vain. */
  async resume(): Promise<void> {
    if (!/(?:^|; )(?:__Host-)?torv_signed_in=1/.test(document.cookie)) return;
    try {
      this.view.set(await firstValueFrom(this.http.get<SessionView>(address)));
    } catch {
      this.view.set(null);
    }
  }

  /**
   * Signs in by e-mail and password.
   *
   * @returns what is still owed before anyone is signed in, or null
   * @throws ApiProblem when they do not match, or too many tries were made
   */
  signIn(credentials: SignIn): Promise<SecondFactorAsked | null> {
    return this.signInBy(address, credentials);
  }

  /** Signs in another way: by a passkey, by a code. @returns what is still owed, or null. @throws ApiProblem */
  async signInBy(url: string, shown: unknown): Promise<SecondFactorAsked | null> {
    try {
      const answer = await firstValueFrom(this.http.post<SessionView | SecondFactorAsked>(url, shown));
      if ('pending' in answer) return answer;
      this.view.set(answer);
      return null;
    } catch (error) {
      throw new ApiProblem(problemOf(error));
    }
  }

  /** @throws ApiProblem when the password does not match, or too many tries were made */
  async signInAgain(proof: SignInAgain): Promise<void> {
    try {
      this.view.set(await firstValueFrom(this.http.post<SessionView>(`${address}/again`, proof)));
    } catch (error) {
      throw new ApiProblem(problemOf(error));
    }
  }

  /** Asks anew who is signed in on this browser; null when nobody is, or when that is not known. */
  async lookAgain(): Promise<SessionView | null> {
    return firstValueFrom(this.http.get<SessionView>(address)).catch(() => null);
  }

  /** Takes over what the API says of the person after a change. */
  show(view: SessionView): void {
    this.view.set(view);
  }

  /** Asks whether the session still lives, after something has said that it does not; true when that is not known. */
  async lives(): Promise<boolean> {
    this.asking ??= firstValueFrom(this.http.get<SessionView>(address))
      .then(
        () => true,
        (error: unknown) => problemOf(error).status !== 401,
      )
      .finally(() => (this.asking = null));
    return this.asking;
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.http.delete(address)).catch(() => undefined);
    this.forget();
  }

  forget(): void {
    this.view.set(null);
  }
}
