import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, throwError } from 'rxjs';
import { Preferences } from '../preferences';
import { Session } from '../session';

/**
 * Gives each request what the contract asks for: `X-Requested-With` on changes and the reader's language. An expired
 * session leads to sign-in and back again.
 */
export const speakToTheApi: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  const router = inject(Router);
  const headers: Record<string, string> = { 'Accept-Language': inject(Preferences).language() };
  if (request.method !== 'GET') headers['X-Requested-With'] = 'torv';
  return next(request.clone({ setHeaders: headers })).pipe(
    catchError((error: unknown) => {
      const expired = error instanceof HttpErrorResponse && error.status === 401;
      if (expired && !request.url.endsWith('/api/v1/session')) {
        session.forget();
        void router.navigate(['/sign-in'], { queryParams: { return: router.url } });
      }
      return throwError(() => error);
    }),
  );
};
