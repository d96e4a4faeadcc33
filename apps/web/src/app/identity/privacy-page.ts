import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { bases, keptAboutPeople } from '@torv/shared/identity';
import { Preferences } from '../platform/preferences';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';

/** What Torv keeps about people, why and for how long: open to everyone, from the list that the cleaning goes by. */
@Component({
  selector: 't-privacy-page',
  imports: [Button, Icon, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main class="content narrow stack wide" id="content">
      <div class="cluster between">
        <a tButton="quiet" routerLink="/"><t-icon name="torv" />Torv</a>
        <div class="cluster">
          <button tButton="quiet" type="button" [lang]="other()" (click)="preferences.chooseLanguage(other())">
            <t-icon name="globe" />{{ other() === 'en' ? 'English' : 'Dansk' }}
          </button>
          <button tButton type="button" (click)="print()">{{ 'privacy.print' | transloco }}</button>
        </div>
      </div>
      @if (erased()) {
        <p class="panel" role="status">{{ 'privacy.erased' | transloco }}</p>
      }
      <header class="page-title">
        <h1>{{ 'privacy.title' | transloco }}</h1>
        <p class="soft">{{ 'privacy.lead' | transloco }}</p>
        <div class="cluster">
          @if (session.signedIn()) {
            <a tButton="primary" routerLink="/me">{{ 'privacy.toMe' | transloco }}</a>
          } @else {
            <a tButton routerLink="/sign-in" [queryParams]="{ return: '/me' }">{{ 'privacy.signIn' | transloco }}</a>
          }
        </div>
      </header>
      <section class="stack tight">
        <h2>{{ 'privacy.kept' | transloco }}</h2>
        <div class="panel flush">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{{ 'privacy.what' | transloco }}</th>
                <th scope="col">{{ 'privacy.why' | transloco }}</th>
                <th scope="col">{{ 'privacy.howLong' | transloco }}</th>
              </tr>
            </thead>
            <tbody>
              @for (one of kept(); track one.key) {
                <tr>
                  <td [attr.data-label]="'privacy.what' | transloco">{{ one.what }}</td>
                  <td [attr.data-label]="'privacy.why' | transloco">
                    <div>
                      <p>{{ one.why }}</p>
                      <p class="soft small">{{ one.basis }}</p>
                    </div>
                  </td>
                  <td [attr.data-label]="'privacy.howLong' | transloco">{{ one.howLong }}</td>
                </tr>
              }
            </tbody>
          </table>
        </div>
      </section>
      @for (part of ['seen', 'not', 'who']; track part) {
        <section class="stack tight">
          <h2>{{ 'privacy.' + part | transloco }}</h2>
          <p class="prose">{{ 'privacy.' + part + 'Text' | transloco }}</p>
        </section>
      }
      <section class="stack tight">
        <h2>{{ 'privacy.rights' | transloco }}</h2>
        <ul class="bulleted">
          @for (right of ['see', 'mend', 'leave', 'erase', 'complain']; track right) {
            <li>{{ 'privacy.right.' + right | transloco }}</li>
          }
        </ul>
      </section>
    </main>
  `,
})
export class PrivacyPage {
  private readonly transloco = inject(TranslocoService);
  protected readonly preferences = inject(Preferences);
  protected readonly session = inject(Session);
  /** Someone has just been erased: the page says so. */
  readonly erased = input<string>();
  protected readonly other = computed(() => (this.preferences.language() === 'da' ? 'en' : 'da'));
  protected readonly kept = computed(() => {
    const language = this.preferences.language();
    return keptAboutPeople.map(({ key, what, why, howLong, basis }) => ({
      key,
      what: what[language],
      why: why[language],
      howLong: howLong[language],
      basis: bases[basis][language],
    }));
  });

  constructor() {
    const title = inject(Title);
    effect(() => {
      this.preferences.language();
      title.setTitle(`${this.transloco.translate('privacy.title')} · Torv`);
    });
  }

  protected print(): void {
    window.print();
  }
}
