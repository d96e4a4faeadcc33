import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { PendingPosition, ProposalView } from '@torv/shared/proposals';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Notice, ProblemNotice } from '../ui/notice';
import { Organisation } from '../ui/organisation';
import { Toasts } from '../ui/toasts';
import { StanceBadge } from './stance-badge';

/** The first of two words, waiting for the second: confirmed in one tap, or taken back by who gave it. */
@Component({
  selector: 't-pending-positions',
  imports: [Button, Icon, Notice, Organisation, ProblemNotice, StanceBadge, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (one of proposal().pending; track one.id) {
      <section
        class="panel stack"
        [attr.aria-label]="'proposals.pending.title' | transloco: { organisation: one.organisation.name }"
      >
        <div class="cluster between">
          <h2>{{ 'proposals.pending.title' | transloco: { organisation: one.organisation.name } }}</h2>
          <t-stance [stance]="one.stance" />
        </div>
        @if (one.text) {
          <p class="prose">{{ one.text }}</p>
        }
        <p class="meta">
          <t-organisation [name]="one.organisation.name" [swatch]="one.organisation.swatch" />
          <span>{{ one.statedBy }}</span>
          <span class="num">{{ one.statedAt | when: 'moment' }}</span>
        </p>
        @if (one.onEarlierText) {
          <t-notice tone="caution">{{ 'proposals.pending.earlierText' | transloco }}</t-notice>
        } @else {
          <p class="soft">
            {{
              (one.mine
                ? 'proposals.pending.mine'
                : one.mayConfirm
                  ? 'proposals.pending.yours'
                  : 'proposals.pending.others'
              ) | transloco
            }}
          </p>
        }
        @if (problem(); as it) {
          <t-problem [problem]="it" />
        }
        @if (one.mayConfirm || one.mine) {
          <div class="cluster">
            @if (one.mayConfirm && !one.onEarlierText) {
              <button tButton="primary" type="button" [busy]="busy()" (click)="confirm(one)">
                <t-icon name="check" />{{ 'proposals.pending.confirm' | transloco }}
              </button>
            }
            <button tButton="quiet" type="button" [busy]="busy()" (click)="takeBack(one)">
              {{ (one.mine ? 'proposals.pending.takeBack' : 'proposals.pending.reject') | transloco }}
            </button>
          </div>
        }
      </section>
    }
  `,
  host: { class: 'stack' },
})
export class PendingPositions {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  readonly proposal = input.required<ProposalView>();
  /** The version of the text that was read. */
  readonly readVersion = input.required<number>();
  readonly changed = output<ProposalView>();
  /** The text has changed since it was read; the page knows how to show that. */
  readonly stale = output();
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected confirm(one: PendingPosition): Promise<void> {
    return this.act('confirmed', one, () =>
      this.api.post<ProposalView>(
        this.network.url('proposals', this.proposal().id, 'positions', 'pending', one.id, 'confirmation'),
        {},
        { version: this.readVersion(), submission: this.submission },
      ),
    );
  }

  protected takeBack(one: PendingPosition): Promise<void> {
    return this.act('takenBack', one, () =>
      this.api.delete<ProposalView>(this.network.url('proposals', this.proposal().id, 'positions', 'pending', one.id)),
    );
  }

  private async act(done: string, one: PendingPosition, ask: () => Promise<ProposalView>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      this.changed.emit(await ask());
      const words = { organisation: one.organisation.name };
      this.toasts.say(this.transloco.translate(`proposals.pending.${done}`, words));
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status === 412) this.stale.emit();
      this.problem.set(problem);
    } finally {
      this.busy.set(false);
    }
  }
}
