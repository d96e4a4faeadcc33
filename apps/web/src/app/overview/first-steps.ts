import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { FirstStep, FirstStepsView } from '@torv/shared/overview';
import { Network } from '../platform/network';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { hideSteps, stepsAreHidden } from './hidden-steps';

const order: readonly FirstStep[] = ['organisations', 'body', 'seats', 'people', 'mandate', 'meeting'];

/** From an empty network to its first meeting: what is done, and the one thing to do next. */
@Component({
  selector: 't-first-steps',
  imports: [Badge, Button, Heading, Icon, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (!hidden()) {
      <section class="stack tight">
        <t-heading [title]="'overview.steps.title' | transloco">
          <button tButton="quiet" type="button" (click)="hide()">{{ 'overview.steps.hide' | transloco }}</button>
        </t-heading>
        <div class="panel flush">
          <p class="row-head soft">
            {{ 'overview.steps.lead' | transloco: { done: steps().done.length, all: rows().length } }}
          </p>
          <ol class="rows">
            @for (one of rows(); track one.step; let at = $index) {
              <li class="row lead step" [class.now]="one.state === 'now'">
                @if (one.state === 'done') {
                  <t-icon name="check" />
                } @else {
                  <span class="num soft" aria-hidden="true">{{ at + 1 }}</span>
                }
                <span>
                  <span class="title">{{ 'overview.steps.' + one.step | transloco }}</span>
                  @if (one.step === 'meeting' && one.state === 'now' && !one.link) {
                    <span class="meta">{{ 'overview.steps.notYours' | transloco }}</span>
                  }
                </span>
                @if (one.state === 'done') {
                  <t-badge icon="check" tone="good">{{ 'overview.steps.done' | transloco }}</t-badge>
                } @else if (one.link; as link) {
                  <a
                    [tButton]="one.state === 'now' ? 'primary' : ''"
                    [routerLink]="link"
                    [queryParams]="one.query"
                    [attr.aria-label]="
                      ('overview.steps.do.' + one.step | transloco) + ': ' + ('overview.steps.' + one.step | transloco)
                    "
                    >{{ 'overview.steps.do.' + one.step | transloco }}</a
                  >
                } @else {
                  <span class="soft small">{{ 'overview.steps.later' | transloco }}</span>
                }
              </li>
            }
          </ol>
        </div>
      </section>
    }
  `,
})
export class FirstSteps {
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  readonly steps = input.required<FirstStepsView>();
  private readonly hiding = signal<boolean | null>(null);
  protected readonly hidden = computed(() => this.hiding() ?? stepsAreHidden(this.network.key()));
  protected readonly rows = computed(() => {
    const { done } = this.steps();
    const next = order.find((step) => !done.includes(step));
    return order.map((step) => ({
      step,
      state: done.includes(step) ? ('done' as const) : step === next ? ('now' as const) : ('later' as const),
      link: this.linkOf(step),
      query: step === 'meeting' ? { body: this.steps().body?.key } : {},
    }));
  });

  protected hide(): void {
    this.remember(true);
    this.toasts.say(this.transloco.translate('overview.steps.hidden'), () => this.remember(false));
  }

  private remember(hidden: boolean): void {
    this.hiding.set(hidden);
    hideSteps(this.network.key(), hidden);
  }

  /** Null: not before the body is there, or not this reader's to do. */
  private linkOf(step: FirstStep): string[] | null {
    const { body } = this.steps();
    if (step === 'organisations') return this.network.link('people', 'invite');
    if (step === 'body') return this.network.link('bodies', 'new');
    if (body === null) return null;
    if (step === 'meeting') return body.mayCall ? this.network.link('meetings', 'new') : null;
    return this.network.link('bodies', body.key);
  }
}
