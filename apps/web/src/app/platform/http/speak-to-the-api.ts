import { HttpErrorResponse, type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, from, map, switchMap, throwError } from 'rxjs';
import { Preferences } from '../preferences';
import { Session } from '../session';
import { problemOf } from './api-problem';
import { sayErased } from './say-erased';

/**
 * Gives each request what the contract asks for: `X-Requested-With` on changes and the reader's language. An expired
 * session leads to sign-in and back again; one whose secret was changed while the request was under way does not.
 * Where a second factor is owed, it leads to where one is added.
 */
export const speakToTheApi: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  const router = inject(Router);
  const language = inject(Preferences).language();
  const headers: Record<string, string> = { 'Accept-Language': language };
  if (request.method !== 'GET') headers['X-Requested-With'] = 'torv';
  const spoken = request.clone({ setHeaders: headers });
  const refused = (error: unknown) =>
    error instanceof HttpErrorResponse &&
    error.status === 401 &&
    session.signedIn() &&
    !request.url.endsWith('/api/v1/session');
  const leave = (error: unknown) => {
    if (refused(error)) {
      session.forget();
      void router.navigate(['/sign-in'], { queryParams: { return: router.url } });
    }
    return throwError(() => error);
  };
  return next(spoken).pipe(
    map((event) => (event instanceof HttpResponse ? event.clone({ body: sayErased(event.body, language) }) : event)),
    catchError((error: unknown) => {
      if (problemOf(error).code === 'IDENTITY.SECOND_FACTOR_REQUIRED') {
        void router.navigate(['/me'], { queryParams: { owed: 'second-factor' } });
      }
      if (!refused(error)) return throwError(() => error);
      return from(session.lives()).pipe(
        switchMap((lives) => (lives ? next(spoken).pipe(catchError(leave)) : leave(error))),
      );
    }),
  );
};
