import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
} from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import type { OrganisationRef } from '@torv/shared/organisations';
import type { PositionView, ProposalView, Stance } from '@torv/shared/proposals';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Toasts } from '../ui/toasts';
import { ChangedSince } from './changed-since';
import { StanceBadge, stanceLooks } from './stance-badge';

/** The stances that need words of their own. */
type Worded = 'reserve' | 'object';

/** One organisation's word on a proposal, given by someone who may bind it; nothing typed is lost when others speak. */
@Component({
  selector: 't-state-position',
  imports: [Button, ChangedSince, Field, Icon, Input, Notice, ProblemNotice, StanceBadge, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './state-position.html',
})
export class StatePosition {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly proposal = input.required<ProposalView>();
  readonly organisation = input.required<OrganisationRef>();
  /** The version of the text that was read, which is what a position is taken on. */
  readonly readVersion = input.required<number>();
  readonly stated = output<ProposalView>();
  /** The text has changed since it was read; the page knows how to show that. */
  readonly stale = output();

  protected readonly looks = stanceLooks;
  protected readonly stances: readonly Stance[] = ['endorse', 'reserve', 'stand-aside', 'object'];
  protected readonly said = computed(
    () => this.proposal().positions.find((one) => one.organisation.id === this.organisation().id) ?? null,
  );
  /** How the reader's word will count: alone or with another, finally or for approval. */
  protected readonly counts = computed(
    () => this.proposal().statesAs.find((one) => one.organisation === this.organisation().key) ?? null,
  );
  /** Instances of the organisation's own that it may reserve for; none where the authority already waits for one. */
  protected readonly instances = computed(() => (this.counts()?.approval ? [] : (this.counts()?.instances ?? [])));
  protected readonly approvalBy = signal('');
  protected readonly changing = signal(false);
  protected readonly wording = signal<Worded | null>(null);
  protected readonly text = signal('');
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal<Stance | null>(null);
  private readonly submission = new Submission();

  protected fault(): string | null {
    return faultAt(this.problem(), 'text');
  }

  /** Tiltræder and undlader are said at once; the other two ask for their words first. */
  protected choose(stance: Stance): void {
    this.problem.set(null);
    if (stance === 'endorse' || stance === 'stand-aside') {
      void this.state(stance, null);
      return;
    }
    this.wording.set(stance);
    this.focusOn('textarea');
  }

  protected word(event: Event): void {
    event.preventDefault();
    const stance = this.wording();
    const text = this.text().trim();
    if (!stance) return;
    const awaits = stance === 'reserve' && this.approvalBy() ? this.approvalBy() : null;
    if (text || awaits) return void this.state(stance, text || null, awaits);
    const missing = this.transloco.translate<string>(`proposals.missing.${stance}`);
    this.refuse({
      type: 'about:blank',
      title: 'Incomplete',
      status: 422,
      detail: missing,
      code: 'PROPOSALS.INCOMPLETE',
      errors: [{ path: 'text', message: missing }],
    });
  }

  /** The words changed, and what the organisation said holds for those too. */
  protected stand(said: PositionView): void {
    // What it waits for is named anew; the words follow from it.
    const awaits = this.instances().find((one) => one.name === said.terms?.approval?.instance);
    void this.state(said.stance, said.text, (said.stance === 'reserve' && awaits?.id) || null);
  }

  protected change(): void {
    this.changing.set(true);
    this.text.set(this.said()?.text ?? '');
    this.focusOn('.stances button');
  }

  /** Back to the four ways, or to what was said; what was typed stays for as long as the page is open. */
  protected back(): void {
    this.problem.set(null);
    if (this.wording()) this.wording.set(null);
    else this.changing.set(false);
    this.focusOn(this.said() && !this.changing() ? '.said button' : '.stances button');
  }

  private async state(stance: Stance, text: string | null, approvalBy: string | null = null): Promise<void> {
    if (this.busy()) return;
    this.busy.set(stance);
    const organisation = this.organisation();
    try {
      const after = await this.api.post<ProposalView>(
        this.network.url('proposals', this.proposal().id, 'positions'),
        { organisation: organisation.key, stance, ...(text ? { text } : {}), ...(approvalBy ? { approvalBy } : {}) },
        { version: this.readVersion(), submission: this.submission },
      );
      this.problem.set(null);
      this.wording.set(null);
      this.changing.set(false);
      this.text.set('');
      this.stated.emit(after);
      const now = after.positions.find((one) => one.organisation.id === organisation.id);
      const waits = after.pending.some((one) => one.organisation.id === organisation.id && one.mine);
      this.toasts.say(
        this.transloco.translate(waits ? 'proposals.pending.waits' : 'proposals.saidFor', {
          organisation: organisation.name,
          // A yes that an instance must approve has become a reservation.
          stance: this.transloco.translate<string>(`stance.${waits ? stance : (now?.stance ?? stance)}`),
        }),
      );
      this.focusOn('.said');
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status === 412) this.stale.emit();
      this.refuse(problem);
    } finally {
      this.busy.set(null);
    }
  }

  private refuse(problem: Problem): void {
    this.problem.set(problem);
    this.focusOn(problem.errors?.some((one) => one.path === 'text') ? 'textarea' : '.notice');
  }

  private focusOn(selector: string): void {
    afterNextRender(
      () => {
        const at = this.host.nativeElement.querySelector<HTMLElement>(selector);
        if (at?.matches('.said, .notice')) at.tabIndex = -1;
        at?.focus();
      },
      { injector: this.injector },
    );
  }
}
