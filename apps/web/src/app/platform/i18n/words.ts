import { effect, inject, Injectable } from '@angular/core';
import type { ResolveFn } from '@angular/router';
import { TranslocoService, type Translation } from '@jsverse/transloco';
import type { Language } from '@torv/shared/kernel';
import { Preferences } from '../preferences';

/** Loads one room's words: a JSON file of its own, fetched when the room is first opened. */
export async function loadWords(language: Language, room: string): Promise<Translation> {
  const file = (await import(`../../../i18n/${language}/${room}.json`)) as { default: Translation };
  return file.default;
}

/** The words on screen, in the reader's language, room by room. */
@Injectable({ providedIn: 'root' })
export class Words {
  private readonly transloco = inject(TranslocoService);
  private readonly preferences = inject(Preferences);
  private readonly rooms = new Set(['shell']);
  private readonly loaded = new Set<string>();

  constructor() {
    effect(() => void this.use(this.preferences.language()));
  }

  /** Ready with the frame's words. */
  start(): Promise<void> {
    return this.use(this.preferences.language());
  }

  /** Ready with a room's words in the present language. */
  async open(room: string): Promise<void> {
    this.rooms.add(room);
    await this.load(this.preferences.language(), room);
  }

  private async use(language: Language): Promise<void> {
    await Promise.all([...this.rooms].map((room) => this.load(language, room)));
    this.transloco.setActiveLang(language);
    document.documentElement.lang = language;
  }

  private async load(language: Language, room: string): Promise<void> {
    const name = `${language}/${room}`;
    if (this.loaded.has(name)) return;
    const words = await loadWords(language, room);
    this.transloco.setTranslation(room === 'shell' ? words : { [room]: words }, language, { merge: true });
    this.loaded.add(name);
  }
}

/** Route resolver: `resolve: { words: roomWords('meetings') }`. Keys are then `meetings.…`. */
export const roomWords =
  (room: string): ResolveFn<boolean> =>
  async () => {
    await inject(Words).open(room);
    return true;
  };
