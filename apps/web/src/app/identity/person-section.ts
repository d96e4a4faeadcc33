import { ChangeDetectionStrategy, Component, inject, linkedSignal, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { PersonChange, SessionView } from '@torv/shared/identity';
import type { Language, Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Preferences } from '../platform/preferences';
import { Session } from '../platform/session';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';

/** My name, as others see it, and the language that Torv writes to me in. */
@Component({
  selector: 't-person-section',
  imports: [Button, Field, Heading, Input, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    <t-heading [title]="'identity.person.title' | transloco" />
    <form class="panel stack" novalidate (submit)="save($event)">
      @if (problem() && !fault()) {
        <t-problem [problem]="problem()" />
      }
      <t-field
        [label]="'identity.person.name' | transloco"
        [hint]="'identity.person.nameHint' | transloco"
        [error]="fault()"
      >
        <input #typed tInput autocomplete="name" maxlength="120" [value]="name()" (input)="name.set(typed.value)" />
      </t-field>
      <t-field [label]="'identity.person.language' | transloco">
        <select #spoken tInput (change)="choose(spoken.value)">
          @for (one of languages; track one.value) {
            <option [value]="one.value" [lang]="one.value" [selected]="one.value === language()">
              {{ one.label }}
            </option>
          }
        </select>
      </t-field>
      <div>
        <button tButton="primary" type="submit" [busy]="busy()">{{ 'identity.person.save' | transloco }}</button>
      </div>
    </form>
  `,
})
export class PersonSection {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly preferences = inject(Preferences);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly languages = [
    { value: 'da', label: 'Dansk' },
    { value: 'en', label: 'English' },
  ] as const;
  protected readonly name = linkedSignal(() => this.session.person()?.name ?? '');
  protected readonly language = linkedSignal<Language>(() => this.session.person()?.language ?? 'da');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);

  protected fault(): string | null {
    return faultAt(this.problem(), 'name');
  }

  protected choose(language: string): void {
    this.language.set(language as Language);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const change: PersonChange = { name: this.name(), language: this.language() };
      this.session.show(await this.api.patch<SessionView>('/api/v1/session', change));
      this.preferences.chooseLanguage(this.language());
      this.toasts.say(this.transloco.translate('identity.person.saved'));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
