import { APP_BASE_HREF } from '@angular/common';
import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import {
  type ApplicationConfig,
  inject,
  Injector,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';
import { routes } from './app.routes';
import { SIGN_IN_AGAIN } from './platform/http/sign-in-again';
import { speakToTheApi } from './platform/http/speak-to-the-api';
import { Words } from './platform/i18n/words';
import { provideWords } from './platform/i18n/provide-words';
import { Session } from './platform/session';
import { Theme } from './platform/theme';

/** Everything the app needs before its first screen: the language, the theme and who is signed in. */
export const application: ApplicationConfig = {
  providers: [
    // Said here and not by a <base> in the page: the page's policy allows none.
    { provide: APP_BASE_HREF, useValue: '/' },
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withFetch(), withInterceptors([speakToTheApi])),
    provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'enabled' })),
    provideWords(),
    {
      provide: SIGN_IN_AGAIN,
      useFactory: () => {
        const injector = inject(Injector);
        return async () => (await import('./identity/sign-in-again')).signInAgain(injector);
      },
    },
    provideAppInitializer(() => {
      inject(Theme);
      const words = inject(Words);
      const session = inject(Session);
      return Promise.all([words.start(), session.resume()]);
    }),
  ],
};
