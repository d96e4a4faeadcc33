import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  signal,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { ProposalView } from '@torv/shared/proposals';
import { Api } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Notice, ProblemNotice } from '../ui/notice';
import { Crumbs, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { ProposalFields } from './proposal-fields';
import { changeOf, reconcile, type ProposalText, type TextField, textOf } from './proposal-text';
import { focusFault, whatIsMissing } from './what-is-missing';

@Component({
  selector: 't-edit-proposal-page',
  imports: [Button, Crumbs, Notice, ProblemNotice, ProposalFields, RouterLink, Skeleton, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './edit-proposal-page.html',
})
export class EditProposalPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly network = inject(Network);
  readonly id = input.required<string>();

  private readonly source = liveResource<ProposalView>(() => this.network.url('proposals', this.id()), ['proposals']);
  /** What the form began from, or was last compared with; its version is what a save builds on. */
  protected readonly base = signal<ProposalView | null>(null);
  protected readonly written = signal<ProposalText | null>(null);
  protected readonly taken = signal<TextField[]>([]);
  protected readonly contested = signal<TextField[]>([]);
  protected readonly theirs = computed(() => (this.base() ? textOf(this.base()!) : null));
  protected readonly refused = signal<Problem | null>(null);
  protected readonly problem = computed(
    () => this.refused() ?? (this.source.error() ? problemOf(this.source.error()) : null),
  );
  protected readonly busy = signal(false);
  protected readonly mayEdit = computed(() => this.base()?.may.includes('proposals.edit') ?? false);
  /** Words already stood behind become words on an earlier text. */
  protected readonly stated = computed(() => this.base()?.positions.length ?? 0);

  constructor() {
    effect(() => {
      const now = this.source.hasValue() ? this.source.value() : null;
      if (now) untracked(() => this.meet(now));
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const base = this.base();
    const written = this.written();
    if (!base || !written || this.busy()) return;
    const missing = whatIsMissing(written, (key) => this.transloco.translate(key));
    if (missing) return this.refuse(missing);
    const change = changeOf(textOf(base), written);
    if (!change) return this.leave();
    this.busy.set(true);
    try {
      await this.api.patch(this.network.url('proposals', base.id), change, { version: base.version });
      this.toasts.say(this.transloco.translate('proposals.changed'));
      await this.leave();
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status === 412) await this.fetchTheirs();
      this.refuse(problem);
    } finally {
      this.busy.set(false);
    }
  }

  protected takeTheirs(field: TextField): void {
    const theirs = this.theirs();
    if (!theirs) return;
    this.written.update((mine) => (mine ? { ...mine, [field]: theirs[field] } : mine));
    this.contested.update((all) => all.filter((one) => one !== field));
  }

  /** The proposal as it is now: the form begins from it, or is compared with it and loses nothing. */
  private meet(now: ProposalView): void {
    const base = this.base();
    const mine = this.written();
    if (!base || !mine || base.id !== now.id) {
      this.base.set(now);
      this.written.set(textOf(now));
      return;
    }
    if (base.version === now.version) return;
    const { text, taken, contested } = reconcile(textOf(base), mine, textOf(now));
    this.base.set(now);
    this.written.set(text);
    this.taken.update((all) => [...new Set([...all, ...taken])]);
    this.contested.update((all) => [...new Set([...all, ...contested])]);
  }

  private async fetchTheirs(): Promise<void> {
    const now = await this.api.get<ProposalView>(this.network.url('proposals', this.id())).catch(() => null);
    if (now) this.meet(now);
  }

  private refuse(problem: Problem): void {
    this.refused.set(problem);
    afterNextRender(() => focusFault(this.host.nativeElement), { injector: this.injector });
  }

  private async leave(): Promise<void> {
    await this.router.navigate(this.network.link('proposals', this.id()), { replaceUrl: true });
  }
}
