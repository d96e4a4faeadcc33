import { Injectable, signal } from '@angular/core';
import type { Language } from '@torv/shared/kernel';

export type ThemeChoice = 'auto' | 'light' | 'dark';

const stored = (name: string): string | null => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage may be blocked; the choice then lasts as long as the page
  }
};
const store = (name: string, value: string): void => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // as above
  }
};

function firstLanguage(): Language {
  const chosen = stored('torv_language');
  if (chosen === 'da' || chosen === 'en') return chosen;
  const wanted = navigator.languages.find((one) => /^(da|nb|nn|en)\b/.test(one)) ?? 'da';
  return wanted.startsWith('en') ? 'en' : 'da';
}

function firstTheme(): ThemeChoice {
  const chosen = stored('torv_theme');
  return chosen === 'light' || chosen === 'dark' ? chosen : 'auto';
}

/** What this reader chose on this device: language and theme. */
@Injectable({ providedIn: 'root' })
export class Preferences {
  readonly language = signal<Language>(firstLanguage());
  readonly theme = signal<ThemeChoice>(firstTheme());

  chooseLanguage(language: Language): void {
    store('torv_language', language);
    document.cookie = `torv_language=${language}; path=/; max-age=31536000; samesite=lax`;
    this.language.set(language);
  }
  chooseTheme(theme: ThemeChoice): void {
    store('torv_theme', theme);
    this.theme.set(theme);
  }
}
