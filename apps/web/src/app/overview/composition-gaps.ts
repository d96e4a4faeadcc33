import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { translateSignal, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { CompositionGap, GapCode } from '@torv/shared/overview';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Preferences } from '../platform/preferences';
import type { Tone } from '../ui/badge';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Empty, Heading } from '../ui/surfaces';

interface Line {
  code: GapCode;
  title: string;
  why: string;
  tone: Tone;
  action: { label: string; link: string[]; query: Record<string, string> } | null;
}
/** What stops a body, what weakens it, and what only wants watching. */
const tones: Record<GapCode, Tone> = {
  'quorum-unreachable': 'bad',
  'no-political-link': 'caution',
  'required-sector-missing': 'bad',
  'officials-only': 'caution',
  'chair-missing': 'caution',
  'term-ended': 'caution',
  'long-vacant': 'caution',
  'term-ending': 'quiet',
  'no-seats': 'quiet',
  'sector-without-seat': 'quiet',
};
const few = 6;

/** What lacks in how the bodies are put together: each with its reason in words, and one thing to do about it. */
@Component({
  selector: 't-composition-gaps',
  imports: [Badge, Button, Empty, Heading, RouterLink, TranslocoPipe],
  providers: [WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  template: `
    <t-heading [title]="'overview.gaps.title' | transloco" [count]="lines().length || null" />
    @if (lines().length > 0) {
      <ul class="panel flush rows">
        @for (line of shown(); track $index) {
          <li>
            <div class="row">
              <span>
                <span class="cluster">
                  <span class="title">{{ line.title }}</span>
                  <t-badge [icon]="line.tone === 'quiet' ? 'info' : 'reserve'" [tone]="line.tone">{{
                    'overview.gaps.tone.' + line.tone | transloco
                  }}</t-badge>
                </span>
                <span class="soft">{{ line.why }}</span>
              </span>
              @if (line.action; as action) {
                <a tButton [routerLink]="action.link" [queryParams]="action.query">{{ action.label }}</a>
              }
            </div>
          </li>
        }
      </ul>
      @if (lines().length > shown().length) {
        <button tButton="quiet" type="button" (click)="all.set(true)">
          {{ 'overview.gaps.all' | transloco: { count: lines().length } }}
        </button>
      }
    } @else {
      <div class="panel flush">
        <t-empty [title]="'overview.gaps.none' | transloco" [why]="'overview.gaps.noneWhy' | transloco" />
      </div>
    }
  `,
})
export class CompositionGaps {
  private readonly transloco = inject(TranslocoService);
  private readonly preferences = inject(Preferences);
  private readonly when = inject(WhenPipe);
  private readonly network = inject(Network);
  private readonly words = translateSignal('overview.gaps.title');
  readonly gaps = input.required<readonly CompositionGap[]>();
  protected readonly all = signal(false);
  protected readonly lines = computed(() => {
    this.words(); // read so that the sentences follow the language
    return this.gaps().map((gap) => this.lineOf(gap));
  });
  protected readonly shown = computed(() => (this.all() ? this.lines() : this.lines().slice(0, few)));

  private lineOf(gap: CompositionGap): Line {
    const facts = this.factsOf(gap);
    const say = (what: string) => this.transloco.translate<string>(`overview.gaps.${gap.code}.${what}`, facts);
    return {
      code: gap.code,
      title: say('title'),
      why: say('why'),
      tone: tones[gap.code],
      action: this.actionOf(gap, say),
    };
  }

  /** The words of the reason: names, days and lists as the language writes them. */
  private factsOf(gap: CompositionGap): Record<string, string | number> {
    const sector = (one: string) => this.transloco.translate<string>(`organisations.sector.${one}`).toLocaleLowerCase();
    const list = (names: readonly string[]) =>
      new Intl.ListFormat(this.preferences.language(), { type: 'conjunction' }).format(names);
    return {
      ...('body' in gap ? { body: gap.body.name } : {}),
      ...('sector' in gap ? { sector: sector(gap.sector) } : {}),
      ...('organisations' in gap ? { organisations: list(gap.organisations.map((one) => one.name)) } : {}),
      ...('boards' in gap ? { boards: list(gap.boards.map((one) => one.name)) } : {}),
      ...('seats' in gap ? { seats: gap.seats } : {}),
      ...('days' in gap ? { days: gap.days } : {}),
      ...('since' in gap ? { since: this.when.transform(gap.since) } : {}),
      ...('until' in gap ? { until: this.when.transform(gap.until) } : {}),
      ...('person' in gap
        ? { person: gap.person?.name ?? this.transloco.translate<string>('overview.gaps.someone') }
        : {}),
      ...('quorum' in gap
        ? { quorum: gap.quorum, filled: gap.filled, lacking: list(gap.lacking.map(sector)), lacks: gap.lacking.length }
        : {}),
      ...('seat' in gap && typeof gap.seat === 'object'
        ? {
            organisation: gap.seat.organisation.name,
            role: this.transloco.translate<string>(`bodies.role.${gap.seat.role}`).toLocaleLowerCase(),
          }
        : {}),
      ...(gap.code === 'chair-missing' ? { held: gap.seat ? 'yes' : 'no', vice: gap.viceChair ? 'yes' : 'no' } : {}),
    };
  }

  /** One thing to do. Only the facilitator sets up a body; for everyone else the reason says who may. */
  private actionOf(gap: CompositionGap, say: (what: string) => string): Line['action'] {
    if (gap.code === 'no-political-link') {
      if (!this.network.me()?.facilitates) return null;
      const query = { kind: 'reference-group' };
      return { label: say('action'), link: this.network.link('bodies', 'new'), query };
    }
    if (gap.code === 'sector-without-seat')
      return { label: say('action'), link: this.network.link('people', 'parties'), query: {} };
    return { label: say('action'), link: this.network.link('bodies', gap.body.key), query: {} };
  }
}
