import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { InstanceKind, InstanceView, OrganisationDetail } from '@torv/shared/organisations';
import type { Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Field, Input } from '../ui/field';
import { Icon } from '../ui/icon';
import { faultAt, ProblemNotice } from '../ui/notice';
import { Heading } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';

const kinds: readonly InstanceKind[] = [
  'council',
  'committee',
  'organisation-board',
  'representatives',
  'estate-meeting',
  'estate-board',
];

/** Where the organisation approves for itself, and when each meets next; kept by its administrator. */
@Component({
  selector: 't-instances-section',
  imports: [Button, Field, Heading, Icon, Input, ProblemNotice, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="stack tight">
      <t-heading [title]="'organisations.instances.title' | transloco">
        @if (administers() && !open()) {
          <button tButton type="button" (click)="write(null)">
            <t-icon name="add" />{{ 'organisations.instances.add' | transloco }}
          </button>
        }
      </t-heading>
      @if (open()) {
        <form class="panel stack" novalidate (submit)="save($event)">
          <h3>
            {{ (editing() ? 'organisations.instances.change' : 'organisations.instances.add') | transloco }}
          </h3>
          @if (problem(); as it) {
            @if (!it.errors?.length) {
              <t-problem [problem]="it" />
            }
          }
          <div class="fields">
            <t-field
              [label]="'organisations.instances.name' | transloco"
              [hint]="'organisations.instances.nameHint' | transloco"
              [error]="fault('name')"
            >
              <input #named tInput maxlength="200" [value]="name()" (input)="name.set(named.value)" />
            </t-field>
            <t-field [label]="'organisations.instances.kindOf' | transloco" [error]="fault('kind')">
              <select #what tInput (change)="kind.set($any(what.value))">
                @for (one of kinds; track one) {
                  <option [value]="one" [selected]="one === kind()">
                    {{ 'organisations.instances.kind.' + one | transloco }}
                  </option>
                }
              </select>
            </t-field>
            <t-field
              [label]="'organisations.instances.nextOn' | transloco"
              [hint]="'organisations.instances.nextOnHint' | transloco"
              [error]="fault('nextOn')"
            >
              <input #day tInput type="date" [value]="nextOn()" (input)="nextOn.set(day.value)" />
            </t-field>
          </div>
          <div class="cluster">
            <button tButton="primary" type="submit" [busy]="busy()">{{ 'organisations.save' | transloco }}</button>
            <button tButton="quiet" type="button" (click)="open.set(false)">
              {{ 'organisations.cancel' | transloco }}
            </button>
          </div>
        </form>
      }
      <ul class="panel flush rows">
        @for (one of organisation().instances; track one.id) {
          <li class="row">
            <span>
              <span class="title">{{ one.name }}</span>
              <span class="meta">
                <span>{{ 'organisations.instances.kind.' + one.kind | transloco }}</span>
                <span class="num">{{
                  (one.nextOn ? 'organisations.instances.meets' : 'organisations.instances.meetsUnknown')
                    | transloco: { on: (one.nextOn | when) }
                }}</span>
              </span>
            </span>
            @if (administers()) {
              <span class="cluster">
                <button
                  tButton="quiet"
                  type="button"
                  [attr.aria-label]="'organisations.instances.changeOf' | transloco: { name: one.name }"
                  (click)="write(one)"
                >
                  <t-icon name="draft" />{{ 'organisations.instances.change' | transloco }}
                </button>
                <button
                  tButton="quiet"
                  type="button"
                  [attr.aria-label]="'organisations.instances.removeOf' | transloco: { name: one.name }"
                  (click)="remove(one)"
                >
                  {{ 'organisations.instances.remove' | transloco }}
                </button>
              </span>
            }
          </li>
        } @empty {
          <li class="row">
            <span class="soft">{{
              (administers() ? 'organisations.instances.noneYet' : 'organisations.instances.none') | transloco
            }}</span>
          </li>
        }
      </ul>
    </section>
  `,
})
export class InstancesSection {
  private readonly api = inject(Api);
  private readonly network = inject(Network);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  readonly organisation = input.required<OrganisationDetail>();
  readonly administers = input.required<boolean>();
  readonly changed = output<OrganisationDetail>();

  protected readonly kinds = kinds;
  protected readonly open = signal(false);
  protected readonly editing = signal<string | null>(null);
  protected readonly name = signal('');
  protected readonly kind = signal<InstanceKind>('organisation-board');
  protected readonly nextOn = signal('');
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }

  protected write(one: InstanceView | null): void {
    const estate = this.organisation().kind === 'estate';
    this.editing.set(one?.id ?? null);
    this.name.set(one?.name ?? '');
    this.kind.set(one?.kind ?? (estate ? 'estate-meeting' : 'organisation-board'));
    this.nextOn.set(one?.nextOn ?? '');
    this.problem.set(null);
    this.open.set(true);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.name().trim()) {
      const message = this.transloco.translate<string>('organisations.instances.nameMissing');
      const plain = { type: 'about:blank', title: 'Incomplete', status: 422, code: 'ORGANISATIONS.INCOMPLETE' };
      this.problem.set({ ...plain, detail: message, errors: [{ path: 'name', message }] });
      return;
    }
    const given = { name: this.name().trim(), kind: this.kind(), nextOn: this.nextOn() || null };
    const id = this.editing();
    if (await this.act(id ? 'patch' : 'post', id ? [id] : [], given)) this.open.set(false);
  }

  protected async remove(one: InstanceView): Promise<void> {
    if (await this.act('post', [one.id, 'end'], {}))
      this.toasts.say(
        this.transloco.translate('organisations.instances.removed', { name: one.name }),
        () => void this.act('post', [one.id, 'reopening'], {}),
      );
  }

  private async act(method: 'post' | 'patch', path: string[], body: object): Promise<boolean> {
    if (this.busy()) return false;
    this.busy.set(true);
    const { key, version } = this.organisation();
    try {
      const url = this.network.url('organisations', key, 'instances', ...path);
      this.changed.emit(
        await this.api[method]<OrganisationDetail>(url, body, { version, submission: this.submission }),
      );
      this.problem.set(null);
      return true;
    } catch (error) {
      this.problem.set(problemOf(error));
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}
