import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { ApiProblem, problemOf } from './api-problem';
import { SIGN_IN_AGAIN } from './sign-in-again';

export interface Change {
  /** The version of the aggregate addressed; sent as `If-Match`. */
  version?: number;
  /** The form this comes from; gives the `Idempotency-Key`. */
  submission?: Submission;
}

/**
 * One form's key for its creating request. A retry of the same content keeps the key, so that nothing is created
 * twice; changed content gets a key of its own.
 */
export class Submission {
  private key = crypto.randomUUID();
  private content: string | null = null;

  /** The key for this content. */
  keyFor(url: string, body: unknown): string {
    const content = `${url} ${JSON.stringify(body)}`;
    if (this.content !== null && this.content !== content) this.key = crypto.randomUUID();
    this.content = content;
    return this.key;
  }

  /** Call after success: the next submit creates something new. */
  renew(): void {
    this.key = crypto.randomUUID();
    this.content = null;
  }
}

/**
 * Changes through the API. Reads go through `liveResource`. Every refusal is thrown as `ApiProblem`; but for one: where
 * a sign-in is too old for what binds, the person is asked to sign in again, and then the change is sent once more.
 */
@Injectable({ providedIn: 'root' })
export class Api {
  private readonly http = inject(HttpClient);
  private readonly signInAgain = inject(SIGN_IN_AGAIN);

  get<T>(url: string): Promise<T> {
    return this.ask<T>('GET', url);
  }
  post<T>(url: string, body: unknown, change: Change = {}): Promise<T> {
    return this.ask<T>('POST', url, body, change);
  }
  put<T>(url: string, body: unknown, change: Change = {}): Promise<T> {
    return this.ask<T>('PUT', url, body, change);
  }
  patch<T>(url: string, body: unknown, change: Change = {}): Promise<T> {
    return this.ask<T>('PATCH', url, body, change);
  }
  delete<T>(url: string, change: Change = {}): Promise<T> {
    return this.ask<T>('DELETE', url, undefined, change);
  }

  private async ask<T>(method: string, url: string, body?: unknown, change: Change = {}): Promise<T> {
    try {
      return await this.send<T>(method, url, body, change);
    } catch (error) {
      const tooOld = error instanceof ApiProblem && error.code === 'IDENTITY.SIGN_IN_AGAIN';
      if (!tooOld || !(await this.signInAgain())) throw error;
      return this.send<T>(method, url, body, change);
    }
  }

  private async send<T>(method: string, url: string, body?: unknown, change: Change = {}): Promise<T> {
    const headers: Record<string, string> = {};
    if (change.version !== undefined) headers['If-Match'] = `"${change.version}"`;
    if (change.submission) headers['Idempotency-Key'] = change.submission.keyFor(url, body);
    try {
      const answer = await firstValueFrom(this.http.request(method, url, { body, headers, responseType: 'json' }));
      change.submission?.renew();
      return answer as T;
    } catch (error) {
      throw new ApiProblem(problemOf(error));
    }
  }
}
