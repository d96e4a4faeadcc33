import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService, translateSignal } from '@jsverse/transloco';
import type { AuthorityView } from '@torv/shared/organisations';
import { AmountPipe, WhenPipe } from '../platform/i18n/dates.pipes';
import { Preferences } from '../platform/preferences';
import { Badge } from '../ui/badge';

/** What one person may bind the organisation to on the same terms, as a line. */
export interface Binder extends Omit<AuthorityView, 'subject' | 'id'> {
  ids: string[];
  subjects: AuthorityView['subject'][];
}

/** One line for each person and terms: subjects that are given alike are said together. */
export function bindersOf(authorities: readonly AuthorityView[]): Binder[] {
  const lines = new Map<string, Binder>();
  for (const { id, subject, ...terms } of authorities) {
    const key = JSON.stringify(terms);
    const line = lines.get(key);
    if (line) {
      line.ids.push(id);
      line.subjects.push(subject);
    } else lines.set(key, { ...terms, ids: [id], subjects: [subject] });
  }
  return [...lines.values()];
}

/** "kan tage stilling og give bidrag, alene, op til 50.000 kr." with whose word gave it, its period and who approves. */
@Component({
  selector: 't-authority-sentence',
  imports: [AmountPipe, Badge, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p>
      <strong>{{ binder().personName }}</strong>
      {{ 'organisations.authority.may' | transloco: { what: subjects() } }}
      {{ (binder().together ? 'organisations.authority.together' : 'organisations.authority.alone') | transloco }}
      @if (binder().limit !== null) {
        {{ 'organisations.authority.upTo' | transloco: { amount: (binder().limit | amount) } }}
      }
      .
    </p>
    @if (binder().approval; as it) {
      <p>
        <t-badge icon="clock" tone="caution">{{
          (it.on ? 'organisations.authority.forApprovalOn' : 'organisations.authority.forApproval')
            | transloco: { instance: it.instance, on: (it.on | when) }
        }}</t-badge>
      </p>
    }
    <p class="meta">
      <span>{{ 'organisations.given' | transloco: { by: binder().givenBy } }}</span>
      @if (binder().recordedBy) {
        <span>{{ 'organisations.authority.recordedBy' | transloco: { who: binder().recordedBy } }}</span>
      }
      <span class="num">{{
        (binder().until ? 'organisations.fromUntil' : 'organisations.from')
          | transloco: { from: (binder().from | when), until: (binder().until | when) }
      }}</span>
    </p>
  `,
  host: { class: 'stack tight' },
})
export class AuthoritySentence {
  private readonly transloco = inject(TranslocoService);
  private readonly preferences = inject(Preferences);
  private readonly words = translateSignal('organisations.authority.may');
  readonly binder = input.required<Binder>();
  protected readonly subjects = computed(() => {
    this.words(); // read so that the sentence follows the language
    const said = this.binder().subjects.map((subject) =>
      this.transloco.translate<string>(`organisations.binds.${subject}`),
    );
    return new Intl.ListFormat(this.preferences.language(), { type: 'conjunction' }).format(said);
  });
}
