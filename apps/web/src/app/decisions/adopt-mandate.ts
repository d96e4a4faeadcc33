import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { MandateRef, MandatesOfDecision } from '@torv/shared/decisions';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';

/** Which version of what a body may do the decision adopted, and for its chair which one it may. Nothing when there is none. */
@Component({
  selector: 't-adopt-mandate',
  imports: [Badge, Button, Heading, ProblemNotice, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (shown()) {
    <section class="stack tight">
      <t-heading [title]="'decisions.adopts.title' | transloco" />
      <t-problem [problem]="problem()" />
      @if (found()?.mayAdopt?.length) {
        <p class="soft">{{ 'decisions.adopts.why' | transloco }}</p>
      }
      <ul class="panel flush rows">
        @for (one of found()?.adopted ?? []; track one.id) {
          <li class="row">
            <a [routerLink]="network.link('bodies', one.body.key)">{{
              'decisions.adopts.adopted' | transloco: { body: one.body.name, version: one.version }
            }}</a>
            <t-badge icon="check" tone="good">{{ 'outcome.adopted' | transloco }}</t-badge>
          </li>
        }
        @for (one of found()?.mayAdopt ?? []; track one.id) {
          <li class="row">
            <a [routerLink]="network.link('bodies', one.body.key)">{{
              'decisions.adopts.waiting' | transloco: { body: one.body.name, version: one.version }
            }}</a>
            <button
              tButton
              type="button"
              [busy]="busy() === one.id"
              [attr.aria-label]="'decisions.adopts.doFor' | transloco: { body: one.body.name, version: one.version }"
              (click)="adopt(one)"
            >
              {{ 'decisions.adopts.do' | transloco }}
            </button>
          </li>
        }
      </ul>
    </section>
  }`,
})
export class AdoptMandate {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly network = inject(Network);
  /** The decision's number. */
  readonly number = input.required<string>();
  private readonly url = () => this.network.url('decisions', this.number(), 'mandate');
  private readonly source = liveResource<MandatesOfDecision>(this.url, ['bodies']);
  protected readonly found = computed(() => (this.source.hasValue() ? this.source.value() : null));
  protected readonly shown = computed(() => {
    const found = this.found();
    return found !== null && found.adopted.length + found.mayAdopt.length > 0;
  });
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal<string | null>(null);

  protected async adopt(mandate: MandateRef): Promise<void> {
    if (this.busy()) return;
    this.busy.set(mandate.id);
    this.problem.set(null);
    try {
      await this.api.put(this.url(), { mandateId: mandate.id }, { version: mandate.revision });
      this.source.reload();
      this.toasts.say(this.transloco.translate('decisions.adopts.done', { version: mandate.version }));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(null);
    }
  }
}
