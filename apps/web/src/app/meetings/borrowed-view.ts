import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, input, resource } from '@angular/core';
import type { LazyComponent } from './item-subjects';

/** Shows what another room lends, once it is there; nothing when there is none. */
@Component({
  selector: 't-borrowed-view',
  imports: [NgComponentOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'borrowed' },
  template: `@if (component.value(); as type) {
    <ng-container [ngComponentOutlet]="type" [ngComponentOutletInputs]="inputs()" />
  }`,
})
export class BorrowedView {
  readonly of = input.required<LazyComponent | null | undefined>();
  readonly inputs = input.required<Record<string, unknown>>();
  protected readonly component = resource({
    params: () => this.of() ?? undefined,
    loader: ({ params }) => params(),
  });
}
