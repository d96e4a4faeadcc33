import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService, translateSignal } from '@jsverse/transloco';
import type { AuthorityView } from '@torv/shared/organisations';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Preferences } from '../platform/preferences';
import { Icon } from '../ui/icon';

/** In which subjects are said. */
const order: readonly AuthorityView['subject'][] = ['positions', 'commitments', 'ratifications', 'agreements'];

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
  imports: [Icon, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p>
      <strong>{{ binder().personName }}</strong> {{ sentence() }}
    </p>
    @if (binder().approval; as it) {
      <p>
        <t-icon name="clock" [size]="16" />
        {{
          (it.on ? 'organisations.authority.forApprovalOn' : 'organisations.authority.forApproval')
            | transloco: { instance: it.instance, on: (it.on | when) }
        }}
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
  private readonly words = translateSignal('organisations.authority.alone');
  readonly binder = input.required<Binder>();
  /** "kan tage stilling og give bidrag alene, op til 50.000 kr." */
  protected readonly sentence = computed(() => {
    this.words(); // read so that the sentence follows the language
    const language = this.preferences.language();
    const say = (key: string, words: Record<string, string> = {}) =>
      this.transloco.translate<string>(`organisations.${key}`, words);
    const { subjects, together, limit } = this.binder();
    const said = order.filter((one) => subjects.includes(one)).map((one) => say(`binds.${one}`));
    const what = new Intl.ListFormat(language, { type: 'conjunction' }).format(said);
    const how = say(together ? 'authority.together' : 'authority.alone');
    const amount = limit === null ? null : new Intl.NumberFormat(language === 'da' ? 'da-DK' : 'en-GB').format(limit);
    const upTo = amount === null ? '' : `, ${say('authority.upTo', { amount })}`;
    return `${say('authority.may', { what })} ${how}${upTo.replace(/\.$/, '')}.`;
  });
}
