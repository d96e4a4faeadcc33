import { ChangeDetectionStrategy, Component, inject, Injectable, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from './button';
import { Icon } from './icon';

interface Toast {
  text: string;
  undo?: () => void;
}

/** Says what was just done, with a way back: `toasts.say(text, () => takeBack())`. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  readonly current = signal<Toast | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** A toast with `undo` stays until it is used or closed; one without leaves after six seconds. */
  say(text: string, undo?: () => void): void {
    clearTimeout(this.timer);
    this.current.set({ text, undo });
    if (!undo) this.timer = setTimeout(() => this.close(), 6000);
  }
  undo(): void {
    const undo = this.current()?.undo;
    this.close();
    undo?.();
  }
  close(): void {
    clearTimeout(this.timer);
    this.current.set(null);
  }
}

/** Stands once, in the frame. */
@Component({
  selector: 't-toasts',
  imports: [Button, Icon, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'toasts', role: 'status' },
  template: `@if (toasts.current(); as toast) {
    <div class="toast">
      <span>{{ toast.text }}</span>
      @if (toast.undo) {
        <button tButton type="button" (click)="toasts.undo()"><t-icon name="undo" />{{ 'ui.undo' | transloco }}</button>
      }
      <button tButton="quiet" type="button" [attr.aria-label]="'ui.close' | transloco" (click)="toasts.close()">
        <t-icon name="cross" />
      </button>
    </div>
  }`,
})
export class ToastOutlet {
  protected readonly toasts = inject(Toasts);
}
