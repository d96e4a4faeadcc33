import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';

/**
 * All that stands about me, to read and to take along; and how I am erased: what goes, what ends, what stays. Its words
 * are those of `privacy`: the route that shows it opens them.
 */
@Component({
  selector: 't-personal-data-section',
  imports: [Button, Field, Heading, Icon, Input, ProblemNotice, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack wide' },
  template: `
    <section class="stack tight">
      <t-heading [title]="'privacy.section' | transloco" />
      <p class="soft">{{ 'privacy.sectionLead' | transloco }}</p>
      <div class="cluster">
        <a tButton href="/api/v1/me/data.html" target="_blank" rel="noopener">{{ 'privacy.read' | transloco }}</a>
        <a tButton href="/api/v1/me/data" download="torv-my-data.json"
          ><t-icon name="download" />{{ 'privacy.download' | transloco }}</a
        >
      </div>
      <p>
        <a routerLink="/privacy">{{ 'privacy.more' | transloco }}</a>
      </p>
    </section>
    <section class="stack tight">
      <t-heading [title]="'privacy.erase' | transloco" />
      <form class="panel stack" novalidate (submit)="erase($event)">
        @if (problem() && !fault()) {
          <t-problem [problem]="problem()" />
        }
        <p>
          <strong>{{ 'privacy.eraseLead' | transloco }}</strong>
        </p>
        @for (part of parts; track part.key) {
          <div>
            <h3 class="small">{{ 'privacy.' + part.key | transloco }}</h3>
            <ul class="bulleted">
              @for (line of part.lines; track line) {
                <li>{{ 'privacy.' + part.key + 'List.' + line | transloco }}</li>
              }
            </ul>
          </div>
        }
        <t-field [label]="'privacy.typed' | transloco" [hint]="session.person()?.email" [error]="fault()">
          <input #typed tInput type="email" autocomplete="off" [value]="email()" (input)="email.set(typed.value)" />
        </t-field>
        <div>
          <button tButton type="submit" [busy]="busy()">{{ 'privacy.eraseButton' | transloco }}</button>
        </div>
      </form>
    </section>
  `,
})
export class PersonalDataSection {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly email = signal('');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  /** How many lines each part has in the dictionary. */
  protected readonly parts = [
    { key: 'goes', lines: [1, 2, 3] },
    { key: 'ends', lines: [1] },
    { key: 'stays', lines: [1, 2, 3] },
  ];

  protected fault(): string | null {
    return faultAt(this.problem(), 'email');
  }

  protected async erase(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.api.post('/api/v1/me/erasure', { email: this.email() });
      this.session.forget();
      await this.router.navigate(['/privacy'], { queryParams: { erased: 1 } });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
