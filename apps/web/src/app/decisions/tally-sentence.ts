import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { DecisionRule } from '@torv/shared/bodies';
import { sayTally, type RuledOutcome, type RuleReason, type Tally } from '@torv/shared/decisions';

/** What was counted and what the rule gave, in the reader's language. */
@Injectable({ providedIn: 'root' })
export class TallySentence {
  private readonly transloco = inject(TranslocoService);

  of(rule: DecisionRule, tally: Tally, ruled?: { outcome: RuledOutcome; reason: RuleReason }): string {
    return sayTally(rule, tally, this.transloco.getActiveLang() === 'en' ? 'en' : 'da', ruled);
  }
}
