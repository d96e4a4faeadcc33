import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../platform/session';
import { Button } from '../ui/button';

/** One sentence and one way on: nothing stands at this address, or the reader has no network. */
@Component({
  selector: 't-message-page',
  imports: [Button, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div class="entry" [attr.role]="framed() ? null : 'main'">
    <h1>{{ 'message.' + message() + '.title' | transloco }}</h1>
    <p class="soft">{{ 'message.' + message() + '.why' | transloco }}</p>
    @if (message() === 'noNetwork') {
      <button tButton type="button" (click)="leave()">{{ 'shell.signOut' | transloco }}</button>
    } @else {
      <div>
        <a tButton="primary" routerLink="/">{{ 'message.home' | transloco }}</a>
      </div>
    }
  </div>`,
})
export class MessagePage {
  private readonly session = inject(Session);
  /** Inside a network the frame already has the main landmark. */
  readonly framed = input(false);
  readonly message = input('notFound', { transform: (value: string | undefined) => value ?? 'notFound' });

  protected async leave(): Promise<void> {
    await this.session.signOut();
    location.assign('/sign-in');
  }
}
