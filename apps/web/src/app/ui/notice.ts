import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Problem } from '@torv/shared/kernel';
import { Icon, type IconName } from './icon';

const icons = { info: 'info', good: 'check', caution: 'reserve', bad: 'reserve' } as const satisfies Record<
  string,
  IconName
>;

/** `<t-notice tone="caution">…</t-notice>`: something to know before going on. */
@Component({
  selector: 't-notice',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class]': "'notice ' + tone()" },
  template: `<t-icon [name]="icon()" />
    <div><ng-content /></div>`,
})
export class Notice {
  readonly tone = input<'info' | 'good' | 'caution' | 'bad'>('info');
  protected readonly icon = computed(() => icons[this.tone()]);
}

/**
 * `<t-problem [problem]="problem()" />`: the API's sentence; nothing when there is none. Where the sentence speaks of
 * fields they are listed; elsewhere a field's own fault stands at the field.
 */
@Component({
  selector: 't-problem',
  imports: [Icon, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<div role="alert">
    @if (problem(); as it) {
      <div class="notice bad">
        <t-icon name="reserve" />
        <div>
          <p>{{ it.detail || ('ui.unreachable' | transloco) }}</p>
          @if (it.code.endsWith('.INVALID_INPUT') && it.errors?.length) {
            <ul>
              @for (field of it.errors; track $index) {
                <li>{{ field.message }}</li>
              }
            </ul>
          }
        </div>
      </div>
    }
  </div>`,
})
export class ProblemNotice {
  readonly problem = input.required<Problem | null>();
}

/** The sentence for one field of a problem, or null: `[error]="faultAt(problem(), 'title')"`. */
export function faultAt(problem: Problem | null, path: string): string | null {
  return problem?.errors?.find((field) => field.path.replace(/^[/.]/, '') === path)?.message ?? null;
}
