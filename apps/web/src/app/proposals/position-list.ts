import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { PositionView } from '@torv/shared/proposals';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Badge } from '../ui/badge';
import { Icon } from '../ui/icon';
import { Organisation } from '../ui/organisation';
import { StanceBadge } from './stance-badge';
import type { Voice } from './voices';

/** Every asked organisation and its word: who said it, when, on which text, and what it said before. */
@Component({
  selector: 't-position-list',
  imports: [Badge, Icon, Organisation, StanceBadge, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<ul class="panel flush rows">
    @for (voice of voices(); track voice.organisation.id) {
      <li class="row voice">
        <t-organisation [name]="voice.organisation.name" [swatch]="voice.organisation.swatch" />
        @if (voice.position; as said) {
          <span class="cluster">
            @if (fresh().has(said.id)) {
              <t-badge icon="info" tone="accent">{{ 'proposals.fresh' | transloco }}</t-badge>
            }
            <t-stance [stance]="said.stance" />
          </span>
          <div class="stack tight">
            @if (said.text) {
              <p class="prose">{{ said.text }}</p>
            }
            <p class="meta">
              <span>{{
                said.statedWith
                  ? ('proposals.together' | transloco: { one: said.statedBy, other: said.statedWith })
                  : said.statedBy
              }}</span>
              @if (said.terms; as terms) {
                <span>{{
                  (terms.until ? 'proposals.underAuthorityUntil' : 'proposals.underAuthority')
                    | transloco: { by: terms.givenBy, from: (terms.from | when), until: (terms.until | when) }
                }}</span>
              }
              <span class="num">{{ said.statedAt | when: 'moment' }}</span>
              @if (said.recordedBy; as chair) {
                <span>{{ 'proposals.recordedInMeeting' | transloco: { chair } }}</span>
              }
              @if (said.revision > 1) {
                <span>{{ 'proposals.revised' | transloco }}</span>
              }
              @if (!voice.asked) {
                <span>{{ 'proposals.noLongerAsked' | transloco }}</span>
              }
            </p>
            @if (awaited(said); as it) {
              <p>
                <t-icon name="clock" [size]="16" />
                {{
                  (it.on ? 'proposals.awaitsApprovalOn' : 'proposals.awaitsApproval')
                    | transloco: { instance: it.instance, on: (it.on | when) }
                }}
              </p>
            }
            @if (said.onEarlierText) {
              <t-badge icon="clock" tone="caution">{{ 'proposals.onEarlierText' | transloco }}</t-badge>
            }
            @if (said.earlier.length > 0) {
              <details>
                <summary>{{ 'proposals.earlier' | transloco: { count: said.earlier.length } }}</summary>
                <ul class="stack tight">
                  @for (word of said.earlier; track word.statedAt) {
                    <li class="stack tight">
                      <span class="cluster">
                        <t-stance [stance]="word.stance" />
                        <span class="soft small">{{ word.statedBy }} · {{ word.statedAt | when: 'moment' }}</span>
                      </span>
                      @if (word.text) {
                        <p class="prose">{{ word.text }}</p>
                      }
                    </li>
                  }
                </ul>
              </details>
            }
          </div>
        } @else {
          <t-badge icon="clock">{{ 'proposals.silent' | transloco }}</t-badge>
          @if (open()) {
            <p class="meta">
              @if (voice.boundBy.length > 0) {
                <span>{{ 'proposals.boundBy' | transloco: { people: voice.boundBy.join(', ') } }}</span>
              } @else {
                <span>{{ 'proposals.boundByNobody' | transloco }}</span>
              }
            </p>
          }
        }
      </li>
    }
  </ul>`,
})
export class PositionList {
  /** Whose approval is asked, where the words themselves do not say it. */
  protected awaited(said: PositionView) {
    const approval = said.terms?.approval;
    return approval && !said.text?.includes(approval.instance) ? approval : null;
  }
  readonly voices = input.required<readonly Voice[]>();
  /** Positions may still be stated, so it matters who can. */
  readonly open = input(false);
  /** Ids of positions that were stated while the page was open. */
  readonly fresh = input<ReadonlySet<string>>(new Set());
}
