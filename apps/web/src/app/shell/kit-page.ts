import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { Preferences } from '../platform/preferences';
import { Badge, DemoMark } from '../ui/badge';
import { Button } from '../ui/button';
import { Check, Checks, Choices, Segments } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { Notice, ProblemNotice } from '../ui/notice';
import { Organisation, Person } from '../ui/organisation';
import { SegmentLinks } from '../ui/segment-links';
import { Empty, Heading, Progress, Skeleton } from '../ui/surfaces';
import { ToastOutlet, Toasts } from '../ui/toasts';

/** Development only: every component of the kit, on one page. */
@Component({
  selector: 't-kit-page',
  imports: [
    Badge,
    Button,
    Check,
    Checks,
    Choices,
    DemoMark,
    Empty,
    Field,
    Heading,
    Input,
    Notice,
    Organisation,
    Person,
    ProblemNotice,
    Progress,
    SegmentLinks,
    Segments,
    Skeleton,
    ToastOutlet,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main class="content stack wide">
      <h1>Torv · ui</h1>
      <t-segments
        label="Theme"
        [choices]="themes"
        [value]="preferences.theme()"
        (valueChange)="preferences.chooseTheme($event)"
      />
      <t-segment-links label="Pages" [links]="pages" />
      <div class="cluster">
        <button tButton="primary">Primary</button><button tButton>Secondary</button
        ><button tButton="quiet">Quiet</button>
        <button tButton="primary" [busy]="true">Busy</button>
        <button tButton (click)="toasts.say('Marked as seen', again)">Toast</button>
      </div>
      <div class="cluster">
        <t-badge icon="check" tone="good">Adopted</t-badge><t-badge icon="clock" tone="caution">Postponed</t-badge>
        <t-badge icon="cross" tone="bad">Rejected</t-badge><t-badge icon="referred" tone="accent">Referred</t-badge>
        <t-badge icon="info">Noted</t-badge><t-demo-mark>Demonstration</t-demo-mark>
      </div>
      <div class="cluster">
        @for (swatch of swatches; track swatch) {
          <t-organisation [name]="'Organisation ' + swatch" [swatch]="swatch" />
        }
      </div>
      <t-person name="Seat 1" role="Chair" organisation="Organisation 0" [swatch]="0" />
      <t-field label="Title" hint="One line" error="Write a title."><input tInput /></t-field>
      <t-field label="Date"><input tInput type="date" /></t-field>
      <t-field label="Body"
        ><select tInput>
          <option>One</option>
        </select></t-field
      >
      <t-field label="Text"><textarea tInput></textarea></t-field>
      <t-choices legend="Position" [choices]="stances" [(value)]="stance" />
      <t-check label="Call at once" hint="Everyone with a seat hears of it." [(value)]="call" />
      <t-checks legend="Goals" filter="Find a goal" [choices]="goals" [(value)]="chosen" />
      <t-notice tone="caution">No partner is committed.</t-notice><t-notice>Good to know.</t-notice>
      <t-problem [problem]="problem" />
      <t-heading title="Section" [count]="2"><button tButton="quiet">Act</button></t-heading>
      <div class="panel flush">
        <t-empty title="Nothing here" why="Because." example="For example …"
          ><button tButton>One action</button></t-empty
        >
      </div>
      <div class="panel flush"><t-skeleton label="Loading" /></div>
      <t-progress label="Fetching" [value]="0.4" />
      <t-toasts />
    </main>
  `,
})
export class KitPage {
  protected readonly preferences = inject(Preferences);
  protected readonly toasts = inject(Toasts);
  protected readonly themes = [
    { value: 'auto', label: 'Auto' },
    { value: 'light', label: 'Light' },
    { value: 'dark', label: 'Dark' },
  ] as const;
  protected readonly pages = [
    { label: 'This page', link: ['/ui'] },
    { label: 'Another', link: ['/sign-in'] },
  ];
  protected readonly swatches = Array.from({ length: 12 }, (_, index) => index);
  protected readonly stances = [
    { value: 'endorse', label: 'Endorses' },
    { value: 'reserve', label: 'Endorses with reservation', hint: 'The text stays with the decision for good.' },
  ] as const;
  protected readonly stance = signal<'endorse' | 'reserve' | null>('endorse');
  protected readonly call = signal(true);
  protected readonly goals = Array.from({ length: 10 }, (_, index) => ({ value: `${index}`, label: `Goal ${index}` }));
  protected readonly chosen = signal<readonly string[]>(['1']);
  protected readonly problem = {
    type: 'about:blank',
    title: 'Stale',
    status: 412,
    detail: 'Someone changed it.',
    code: 'KIT.STALE',
  };
  protected readonly again = (): void => this.toasts.say('Taken back');
}
