import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Drawn for Torv on a 20 × 20 grid, as strokes. */
const strokes = {
  home: 'M3 9.5 10 4l7 5.5M5 8.5V16h10V8.5M8.5 16v-4h3v4',
  meetings: 'M3.5 5.5h13v11h-13zM3.5 9h13M7 3.5v3M13 3.5v3',
  decisions: 'M5 3.5h7.5L15 6v10.5H5zM7.5 11l2 2 3.5-4.5',
  goals: 'M10 3a7 7 0 1 0 7 7M10 6.5a3.5 3.5 0 1 0 3.5 3.5M10 10l6.5-6.5M13.5 3.5h3v3',
  people:
    'M7.5 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 16.5c0-3 2-5 4.5-5s4.5 2 4.5 5M12.5 4.4a2.5 2.5 0 0 1 0 4.2M14 11.8c1.9.6 3 2.4 3 4.7',
  check: 'M4 10.5l4 4 8-9',
  reserve: 'M10 3l7.5 13.5h-15zM10 8v4M10 14.2v.3',
  aside: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM6.5 10h7',
  cross: 'M5 5l10 10M15 5L5 15',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 6v4.3l2.8 1.7',
  pause: 'M7 4.5v11M13 4.5v11',
  play: 'M6 4l10 6-10 6z',
  draft: 'M4 16l.8-3.5L13 4.3l2.7 2.7-8.2 8.2zM11.5 5.8l2.7 2.7',
  forward: 'M7.5 4.5L13 10l-5.5 5.5',
  back: 'M12.5 4.5L7 10l5.5 5.5',
  down: 'M4.5 7.5L10 13l5.5-5.5',
  up: 'M4.5 12.5L10 7l5.5 5.5',
  referred: 'M3.5 10h12M11 5.5l4.5 4.5-4.5 4.5',
  talk: 'M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 9.2v4.3M10 6.4v.3',
  add: 'M10 4v12M4 10h12',
  switch: 'M6.5 8L10 4.5 13.5 8M6.5 12l3.5 3.5 3.5-3.5',
  person: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c0-3 2.5-5 6-5s6 2 6 5',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  globe: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM3 10h14M10 3c-2.5 2-2.5 12 0 14M10 3c2.5 2 2.5 12 0 14',
  task: 'M3.5 3.5h13v13h-13zM6.5 10l2.5 2.5 4.5-5',
  hands: 'M3 11l4-5h3l3 2.5M17 11l-4-5M7 11.5l4 4 4-3.5M3 11l4.5 4.5',
  offline: 'M3 3l14 14M5 9.5a8 8 0 0 1 2.5-1.6M15 9.5a8 8 0 0 0-4-2.2M8 13a3.5 3.5 0 0 1 4 0M10 16v.2',
  download: 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12',
  torv: 'M4.5 4.5h11v11h-11zM10 2v5M10 13v5M2 10h5M13 10h5',
  sun: 'M10 6.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4ZM10 2.5v1.6M10 15.9v1.6M2.5 10h1.6M15.9 10h1.6M4.7 4.7l1.1 1.1M14.2 14.2l1.1 1.1M4.7 15.3l1.1-1.1M14.2 5.8l1.1-1.1',
  moon: 'M15.5 12.5A6.5 6.5 0 0 1 7.5 4.5a6.5 6.5 0 1 0 8 8Z',
  device: 'M3.5 4.5h13v9h-13zM7.5 16.5h5M10 13.5v3',
  leave: 'M12 4.5H4.5v11H12M9 10h8M14 6.5l3.5 3.5-3.5 3.5',
  key: 'M7 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10.5 10h6.5v3M14 10v2.5',
  mail: 'M3 5h14v10H3zM3 5.5l7 5.5 7-5.5',
  undo: 'M7 4L3.5 7.5 7 11M4 7.5h7.5a4 4 0 0 1 0 8H8',
} as const;
export type IconName = keyof typeof strokes;

/** `<t-icon name="check" />`: decoration only; the word beside it says what it means. */
@Component({
  selector: 't-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'icon', 'aria-hidden': 'true' },
  template: `<svg
    [attr.width]="size()"
    [attr.height]="size()"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path [attr.d]="path()" />
  </svg>`,
})
export class Icon {
  readonly name = input.required<IconName>();
  readonly size = input(20);
  protected readonly path = computed(() => strokes[this.name()]);
}
