import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

/** `<t-segment-links label="Vis" [links]="[{ label: 'Mål', link: network.link('goals') }]" />`: two to four pages of one place. */
@Component({
  selector: 't-segment-links',
  imports: [RouterLink, RouterLinkActive],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<nav class="segments" [attr.aria-label]="label()">
    @for (one of links(); track one.label) {
      <a
        class="segment"
        [routerLink]="one.link"
        routerLinkActive
        [routerLinkActiveOptions]="{
          paths: 'exact',
          queryParams: 'ignored',
          fragment: 'ignored',
          matrixParams: 'ignored',
        }"
        ariaCurrentWhenActive="page"
        >{{ one.label }}</a
      >
    }
  </nav>`,
})
export class SegmentLinks {
  readonly label = input.required<string>();
  readonly links = input.required<readonly { label: string; link: readonly string[] }[]>();
}
