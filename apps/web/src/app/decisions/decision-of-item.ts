import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ItemView, MeetingView } from '@torv/shared/meetings';
import { Network } from '../platform/network';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { DecisionsOfMeeting } from './decisions-of-meeting';
import { NoObjections } from './no-objections';
import { OutcomeBadge } from './outcome-badge';

/** The foot of an agenda item: what was decided, or, in an open meeting, the chair's way to decide. */
@Component({
  selector: 't-decision-of-item',
  imports: [Badge, Button, Icon, NoObjections, OutcomeBadge, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    @if (decision(); as it) {
      <div class="decided">
        <span class="cluster">
          <t-outcome [outcome]="it.outcome" [remit]="it.remit" />
          @if (it.reservations > 0) {
            <t-badge icon="reserve" tone="caution">{{
              'decisions.reservations' | transloco: { count: it.reservations }
            }}</t-badge>
          }
          <a [routerLink]="network.link('decisions', it.number)">{{
            'decisions.decisionNumber' | transloco: { number: it.number }
          }}</a>
        </span>
        <p>{{ it.summary }}</p>
      </div>
    } @else if (decides()) {
      <div class="cluster">
        @if (item().kind === 'decision') {
          <button
            [tButton]="agreeing() ? 'secondary' : 'primary'"
            type="button"
            [attr.aria-expanded]="agreeing()"
            [attr.aria-controls]="'agree-' + item().id"
            (click)="agreeing.set(!agreeing())"
          >
            <t-icon name="check" />{{ 'decisions.rule.noObjections' | transloco }}
          </button>
        }
        <a
          tButton
          [routerLink]="network.link('decisions', 'new')"
          [queryParams]="{ meeting: meeting().id, item: item().id }"
        >
          <t-icon name="decisions" />{{
            (item().kind === 'decision' ? 'decisions.decide' : 'decisions.note') | transloco
          }}
        </a>
      </div>
      <div class="stack tight" [id]="'agree-' + item().id">
        @if (agreeing()) {
          <t-no-objections [meeting]="meeting()" [item]="item()" (recorded)="look()" />
        }
      </div>
    }
  `,
})
export class DecisionOfItem {
  private readonly decisions = inject(DecisionsOfMeeting);
  protected readonly network = inject(Network);
  readonly meeting = input.required<MeetingView>();
  readonly item = input.required<ItemView>();

  protected readonly decision = computed(() => this.decisions.of(this.item().id));
  protected readonly decides = computed(
    () => this.decisions.known() && this.meeting().state === 'open' && this.meeting().may.includes('decisions.record'),
  );
  /** What "no objections" would record is shown. */
  protected readonly agreeing = signal(false);
  private readonly meetingId = computed(() => this.meeting().id);

  constructor() {
    effect(() => {
      const id = this.meetingId();
      untracked(() => this.decisions.look(id));
    });
  }

  /** The button pressed is gone with what it did, so the item takes the focus. */
  protected look(): void {
    this.decisions.look(this.meetingId());
    document.getElementById(`item-${this.item().id}`)?.focus();
  }
}
