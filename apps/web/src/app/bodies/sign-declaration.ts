import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { BodyView } from '@torv/shared/bodies';
import type { Problem } from '@torv/shared/kernel';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';
import { BodyOnScreen } from './body-on-screen';

/** Asks whoever sits here to sign, in one tap, before they see what is for the body. */
@Component({
  selector: 't-sign-declaration',
  imports: [Button, Icon, ProblemNotice, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="panel stack" aria-labelledby="declaration">
      <h2 id="declaration" class="cluster"><t-icon name="lock" />{{ 'bodies.sign.title' | transloco }}</h2>
      <p>{{ 'bodies.sign.why' | transloco }}</p>
      <p class="theirs">{{ text() }}</p>
      <t-problem [problem]="problem()" />
      <div class="cluster">
        <button tButton="primary" type="button" [busy]="busy()" (click)="sign()">
          {{ 'bodies.sign.do' | transloco }}
        </button>
      </div>
    </section>
  `,
})
export class SignDeclaration {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly screen = inject(BodyOnScreen);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  readonly body = input.required<BodyView>();
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  protected readonly text = () => this.body().confidentiality?.text ?? '';

  protected async sign(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const url = this.network.url('bodies', this.body().key, 'confidentiality');
      await this.api.post(url, { hash: this.body().confidentiality?.hash });
      this.screen.reload();
      this.toasts.say(this.transloco.translate('bodies.sign.done'));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
