import { effect, inject, Injectable } from '@angular/core';
import { Preferences } from './preferences';

/** Puts the chosen theme on the root element, where the tokens read it. */
@Injectable({ providedIn: 'root' })
export class Theme {
  constructor() {
    const preferences = inject(Preferences);
    effect(() => {
      document.documentElement.dataset['theme'] = preferences.theme();
    });
  }
}
