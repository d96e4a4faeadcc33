import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  signal,
  type TemplateRef,
  viewChild,
} from '@angular/core';
import type { DialogRef } from '@angular/cdk/dialog';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { SavedView, SavedViewList } from '@torv/shared/decisions';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Dialogs } from '../ui/dialog';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';

/** The reader's own ways of looking at the log, by the names they gave them. */
@Component({
  selector: 't-saved-views',
  imports: [Button, Field, Icon, Input, ProblemNotice, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (views().length > 0 || (query() && !shown())) {
      <nav class="cluster" [attr.aria-label]="'decisions.views.title' | transloco">
        @for (view of views(); track view.id) {
          <a
            tButton
            [routerLink]="network.link('decisions')"
            [queryParams]="paramsOf(view)"
            [attr.aria-current]="view.query === query() ? 'page' : null"
            ><t-icon name="decisions" />{{ view.name }}</a
          >
        }
        @if (shown(); as view) {
          <button tButton="quiet" type="button" (click)="ask(view)">
            <t-icon name="draft" />{{ 'decisions.views.rename' | transloco }}
          </button>
          <button tButton="quiet" type="button" (click)="drop(view)">
            <t-icon name="cross" />{{ 'decisions.views.drop' | transloco }}
          </button>
        } @else if (query()) {
          <button tButton="quiet" type="button" (click)="ask(null)">
            <t-icon name="add" />{{ 'decisions.views.keep' | transloco }}
          </button>
        }
      </nav>
    }
    <ng-template #form>
      <form class="dialog" novalidate (submit)="keep($event)">
        <h2>{{ (renamed() ? 'decisions.views.rename' : 'decisions.views.keep') | transloco }}</h2>
        @if (problem(); as it) {
          <t-problem [problem]="it" />
        }
        <t-field
          [label]="'decisions.views.name' | transloco"
          [hint]="'decisions.views.nameHint' | transloco"
          [error]="missing() ? ('decisions.views.nameMissing' | transloco) : null"
        >
          <input #typed tInput maxlength="200" [value]="name()" (input)="name.set(typed.value)" />
        </t-field>
        <div class="cluster">
          <button tButton="primary" type="submit" [busy]="busy()">{{ 'decisions.views.save' | transloco }}</button>
          <button tButton="quiet" type="button" (click)="dialog?.close()">
            {{ 'decisions.views.cancel' | transloco }}
          </button>
        </div>
      </form>
    </ng-template>
  `,
})
export class SavedViews {
  private readonly api = inject(Api);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  /** What is shown now, as it stands after the `?`. */
  readonly query = input.required<string>();

  private readonly source = liveResource<SavedViewList>(() => this.network.url('decisions', 'views'), []);
  protected readonly views = computed(() => (this.source.hasValue() ? this.source.value().items : []));
  protected readonly shown = computed(() => this.views().find((view) => view.query === this.query()) ?? null);
  private readonly form = viewChild.required<TemplateRef<unknown>>('form');
  protected dialog: DialogRef<unknown, unknown> | null = null;
  protected readonly renamed = signal<SavedView | null>(null);
  protected readonly name = signal('');
  protected readonly missing = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected paramsOf(view: SavedView): Record<string, string> {
    return Object.fromEntries(new URLSearchParams(view.query));
  }

  protected ask(view: SavedView | null): void {
    this.renamed.set(view);
    this.name.set(view?.name ?? '');
    this.missing.set(false);
    this.problem.set(null);
    this.dialog = this.dialogs.open(
      this.form(),
      this.transloco.translate(view ? 'decisions.views.rename' : 'decisions.views.keep'),
    );
  }

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    const name = this.name().trim();
    this.missing.set(!name);
    if (!name || this.busy()) return;
    const view = this.renamed();
    await this.doing(async () => {
      if (view) {
        await this.api.put(this.address(view), { name, query: view.query }, { version: view.version });
      } else {
        await this.make({ name, query: this.query() });
      }
      this.dialog?.close();
      this.toasts.say(this.transloco.translate('decisions.views.kept', { name }));
    });
  }

  protected async drop(view: SavedView): Promise<void> {
    await this.doing(async () => {
      await this.api.delete(this.address(view), { version: view.version });
      const undo = () => void this.doing(() => this.make({ name: view.name, query: view.query }));
      this.toasts.say(this.transloco.translate('decisions.views.dropped', { name: view.name }), undo);
    });
    if (this.problem()) this.toasts.say(this.problem()!.detail);
  }

  private async doing(act: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      await act();
      this.source.reload();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
    this.busy.set(false);
  }

  private make(view: { name: string; query: string }): Promise<void> {
    return this.api.post(this.network.url('decisions', 'views'), view, { submission: this.submission });
  }

  private address(view: SavedView): string {
    return this.network.url('decisions', 'views', view.id);
  }
}
