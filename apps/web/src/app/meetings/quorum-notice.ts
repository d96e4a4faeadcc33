import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { QuorumView } from '@torv/shared/meetings';
import { Notice } from '../ui/notice';

/** Whether the meeting has its quorum, in a sentence that says what is missing. */
@Component({
  selector: 't-quorum',
  imports: [Notice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<t-notice [tone]="quorum().met ? 'good' : 'caution'">
    <strong>{{ 'meetings.quorum.' + (quorum().met ? 'met' : 'missing') | transloco }}</strong>
    {{ 'meetings.quorum.count' | transloco: { present: quorum().present, needed: quorum().needed, of: quorum().of } }}
    @if (quorum().missingSectors.length > 0) {
      {{ 'meetings.quorum.sectors' | transloco: { sectors: sectors() } }}
    }
  </t-notice>`,
})
export class QuorumNotice {
  private readonly transloco = inject(TranslocoService);
  readonly quorum = input.required<QuorumView>();
  protected readonly sectors = computed(() => {
    const names = this.quorum().missingSectors.map((one) => this.transloco.translate<string>(`sector.${one}`));
    return new Intl.ListFormat(this.transloco.getActiveLang(), { type: 'conjunction' }).format(names);
  });
}
