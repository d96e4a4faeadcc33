import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ProposalView } from '@torv/shared/proposals';
import { problemOf } from '../platform/http/api-problem';
import { Words } from '../platform/i18n/words';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Skeleton } from '../ui/surfaces';
import { ProposalStateBadge } from './proposal-state';
import { StanceBadge } from './stance-badge';
import { voicesOf } from './voices';

/** A proposal where it stands on a meeting's agenda: its text, where each organisation stands, and what is mine to say. */
@Component({
  selector: 't-proposal-on-agenda',
  imports: [
    Badge,
    Button,
    Organisation,
    ProblemNotice,
    ProposalStateBadge,
    RouterLink,
    Skeleton,
    StanceBadge,
    TranslocoPipe,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (problem(); as it) {
      <t-problem [problem]="it" />
    }
    @if (proposal(); as proposal) {
      <div class="stack tight">
        @if (proposal.state === 'withdrawn') {
          <div class="cluster">
            <t-proposal-state [state]="proposal.state" /><span>{{ proposal.withdrawnReason }}</span>
          </div>
        }
        <p class="prose">{{ proposal.text }}</p>
        <ul class="voices" [attr.aria-label]="'proposals.positions' | transloco">
          @for (voice of voices(); track voice.organisation.id) {
            <li>
              <span class="cluster between">
                <t-organisation [name]="voice.organisation.name" [swatch]="voice.organisation.swatch" />
                @if (voice.position; as said) {
                  <t-stance [stance]="said.stance" />
                } @else {
                  <t-badge icon="clock">{{ 'proposals.silent' | transloco }}</t-badge>
                }
              </span>
              @if (voice.position?.text; as text) {
                <p class="prose small">{{ text }}</p>
              }
              @if (voice.position?.onEarlierText) {
                <t-badge icon="clock" tone="caution">{{ 'proposals.onEarlierText' | transloco }}</t-badge>
              }
            </li>
          }
        </ul>
        <div class="cluster">
          @for (one of waiting(); track one.organisation.id) {
            <a tButton [routerLink]="network.link('proposals', proposal.id)">{{
              'proposals.stateFor' | transloco: { organisation: one.organisation.name }
            }}</a>
          }
          <a tButton="quiet" [routerLink]="network.link('proposals', proposal.id)">{{
            'proposals.whole' | transloco
          }}</a>
        </div>
      </div>
    } @else if (!problem()) {
      <t-skeleton [label]="'shell.loading' | transloco" [lines]="3" />
    }
  `,
})
export class ProposalOnAgenda {
  protected readonly network = inject(Network);
  readonly subjectId = input.required<string>();
  private readonly source = liveResource<ProposalView>(
    () => this.network.url('proposals', this.subjectId()),
    ['proposals', 'decisions.recorded'],
  );
  /** It stands on another room's page, whose route has not fetched this room's words. */
  private readonly worded = signal(false);
  protected readonly proposal = computed(() => (this.worded() && this.source.hasValue() ? this.source.value() : null));
  protected readonly problem = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  protected readonly voices = computed(() => (this.proposal() ? voicesOf(this.proposal()!) : []));
  /** The organisations that still owe their word and that the reader may bind. */
  protected readonly waiting = computed(() => {
    const may = this.proposal()?.mayStateFor ?? [];
    return this.voices().filter((one) => !one.position && may.includes(one.organisation.key));
  });

  constructor() {
    void inject(Words)
      .open('proposals')
      .then(() => this.worded.set(true));
  }
}
