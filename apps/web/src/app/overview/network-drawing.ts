import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { translateSignal, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { NetworkPicture, PictureSeat } from '@torv/shared/overview';
import { WhenPipe } from '../platform/i18n/dates.pipes';
import { Network } from '../platform/network';
import { Button } from '../ui/button';
import { Segments } from '../ui/choices';
import { type Box, type Edge, layOutNetwork, lineHeight } from './network-layout';

interface Facts {
  name: string;
  note: string;
  link: string[];
  swatch: number | null;
  lines: string[];
  spoken: string;
}
const bonds = ['seated', 'vacant', 'silent', 'talks', 'tied'] as const;

/** Who sits where for whom, as a drawing and as a table; both lead to the body's and the organisation's own page. */
@Component({
  selector: 't-network-drawing',
  imports: [Button, RouterLink, Segments, TranslocoPipe, WhenPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack tight' },
  templateUrl: './network-drawing.html',
})
export class NetworkDrawing {
  private readonly transloco = inject(TranslocoService);
  private readonly words = translateSignal('overview.network.picture');
  protected readonly network = inject(Network);
  readonly picture = input.required<NetworkPicture>();
  /** On a narrow screen the table is read more easily, so it comes first there. */
  protected readonly shape = signal<'chart' | 'table'>(matchMedia('(max-width: 767px)').matches ? 'table' : 'chart');
  /** What is pointed at: its lines stand out, and its facts are read below. */
  protected readonly chosen = signal<string | null>(null);
  protected readonly lineHeight = lineHeight;
  protected readonly layout = computed(() => layOutNetwork(this.picture(), () => ' '));
  protected readonly legend = computed(() =>
    bonds.filter((kind) => this.layout().edges.some((one) => one.kind === kind)),
  );

  private readonly organisations = computed(() => new Map(this.picture().organisations.map((one) => [one.id, one])));
  private readonly facts = computed(() => {
    this.words(); // read so that what is spoken follows the language
    const facts = new Map<string, Facts>();
    for (const body of this.picture().bodies) {
      const lines = body.seats.map(
        (seat) => `${this.organisations().get(seat.organisationId)?.name ?? ''}: ${this.whoSits(seat)}`,
      );
      facts.set(body.id, this.said(body.name, body.seats, lines, this.network.link('bodies', body.key), null));
    }
    for (const one of this.picture().organisations) {
      const sits = this.picture().bodies.flatMap((body) =>
        body.seats.filter((seat) => seat.organisationId === one.id).map((seat) => ({ body, seat })),
      );
      const lines = sits.map(({ body, seat }) => `${body.name}: ${this.whoSits(seat)}`);
      const seats = sits.map(({ seat }) => seat);
      facts.set(one.id, this.said(one.name, seats, lines, this.network.link('people', 'parties', one.key), one.swatch));
    }
    return facts;
  });
  private readonly neighbours = computed(() => {
    const id = this.chosen();
    const near = new Set(id === null ? [] : [id]);
    for (const { from, to } of this.layout().edges) {
      if (from === id) near.add(to);
      if (to === id) near.add(from);
    }
    return near;
  });

  /** The same as rows: each body with its seats, and what it is tied to. */
  protected readonly rows = computed(() =>
    this.picture().bodies.map((body) => ({
      body,
      seats: body.seats.flatMap((seat) => {
        const organisation = this.organisations().get(seat.organisationId);
        return organisation ? [{ ...seat, organisation }] : [];
      }),
      tied: this.tiesOf(body.id),
    })),
  );

  protected factsOf(id: string): Facts {
    return this.facts().get(id)!;
  }
  protected textX(box: Box): number {
    return box.x + (box.kind === 'organisation' ? 30 : 12);
  }
  protected near(id: string): boolean {
    return this.neighbours().has(id);
  }
  protected touches({ from, to }: Edge): boolean {
    return from === this.chosen() || to === this.chosen();
  }
  protected print(): void {
    window.print();
  }

  private tiesOf(id: string): { name: string; link: string[]; kind: string }[] {
    const bodies = new Map(this.picture().bodies.map((one) => [one.id, one]));
    return this.picture().links.flatMap((one) => {
      const otherId = one.bodyId === id ? one.otherBodyId : one.otherBodyId === id ? one.bodyId : null;
      const other = otherId ? bodies.get(otherId) : undefined;
      if (other) {
        // Said from the other side, who advises is advised.
        const kind = one.bodyId === id ? one.kind : `${one.kind}-by`;
        return [{ name: other.name, link: this.network.link('bodies', other.key), kind }];
      }
      const party = one.bodyId === id && one.organisationId ? this.organisations().get(one.organisationId) : undefined;
      return party
        ? [{ name: party.name, link: this.network.link('people', 'parties', party.key), kind: one.kind }]
        : [];
    });
  }

  private said(
    name: string,
    seats: readonly PictureSeat[],
    lines: string[],
    link: string[],
    swatch: number | null,
  ): Facts {
    const vacant = seats.filter((seat) => !seat.person).length;
    const note = this.transloco.translate<string>('overview.network.counts', { seats: seats.length, vacant });
    return { name, note, link, swatch, lines, spoken: lines.join('. ') };
  }
  private whoSits(seat: PictureSeat): string {
    const role = this.transloco.translate<string>(`bodies.role.${seat.role}`).toLocaleLowerCase();
    return `${seat.person?.name ?? this.transloco.translate<string>('overview.network.vacant')} (${role})`;
  }
}
