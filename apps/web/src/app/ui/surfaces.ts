import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from './icon';

/** `<t-heading title="…" [count]="3"><button tButton="quiet">…</button></t-heading>`: a section's title and its act. */
@Component({
  selector: 't-heading',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'heading' },
  template: `<h2>
      {{ title() }}
      @if (count() !== null) {
        <span class="count num">{{ count() }}</span>
      }
    </h2>
    <ng-content />`,
})
export class Heading {
  readonly title = input.required<string>();
  readonly count = input<number | null>(null);
}

/** `<t-empty title="Intet venter" why="…" example="…"><a tButton …>one action</a></t-empty>`. */
@Component({
  selector: 't-empty',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'empty' },
  template: `<strong>{{ title() }}</strong>
    <p class="soft">{{ why() }}</p>
    @if (example()) {
      <p class="soft small">{{ example() }}</p>
    }
    <ng-content />`,
})
export class Empty {
  readonly title = input.required<string>();
  readonly why = input.required<string>();
  readonly example = input<string>();
}

/** `<t-skeleton [label]="…" [lines]="4" />`: what comes has this shape; the label is read aloud. */
@Component({
  selector: 't-skeleton',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'skeleton', role: 'status' },
  template: `<span class="visually-hidden">{{ label() }}</span>
    @for (line of [].constructor(lines()); track $index) {
      <i aria-hidden="true"></i>
    }`,
})
export class Skeleton {
  readonly label = input.required<string>();
  readonly lines = input(4);
}

/** `<t-progress label="Henter bilag" [value]="0.4" />`: named; without a value it only says that it goes on. */
@Component({
  selector: 't-progress',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'progress' },
  template: `<span class="small">{{ label() }}</span>
    <progress [attr.aria-label]="label()" [attr.value]="value()" max="1"></progress>`,
})
export class Progress {
  readonly label = input.required<string>();
  readonly value = input<number | null>(null);
}

export interface Crumb {
  label: string;
  link: readonly string[];
}

/** `<t-crumbs label="Du er her" [crumbs]="[{ label, link }]" />`: the way here; the page itself is the `h1`. */
@Component({
  selector: 't-crumbs',
  imports: [RouterLink, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<nav class="crumbs" [attr.aria-label]="label()">
    <ol>
      @for (crumb of crumbs(); track crumb.label) {
        <li class="cluster">
          <a [routerLink]="crumb.link">{{ crumb.label }}</a>
        </li>
        <li aria-hidden="true" class="soft"><t-icon name="forward" [size]="14" /></li>
      }
    </ol>
  </nav>`,
})
export class Crumbs {
  readonly label = input.required<string>();
  readonly crumbs = input.required<readonly Crumb[]>();
}
