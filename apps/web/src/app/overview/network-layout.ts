import type { NetworkPicture, PictureBody, PictureOrganisation } from '@torv/shared/overview';
import { breakLines } from '../strategies/alignment-layout';

export const lineHeight = 20;
export const boxWidth = { organisation: 232, body: 264 } as const;
const [gapAcross, gapDown, groupGap, padding, headHeight] = [148, 14, 26, 10, 30];
const lineLength = { organisation: 25, body: 31 } as const;

/** Sectors to the left of the bodies and to the right of them, from the top. */
export const sides = {
  left: ['municipality', 'housing', 'education', 'health'],
  right: ['civil-society', 'business', 'foundation'],
} as const;

export interface Box {
  id: string;
  kind: 'organisation' | 'body';
  x: number;
  y: number;
  width: number;
  height: number;
  lines: string[];
}

/**
 * How an organisation stands to a body. `seated`: someone sits for it; `vacant`: it has seats and nobody in them;
 * `silent`: it sits there without a vote; `talks`: no seat, the body speaks with it.
 */
export type Bond = 'seated' | 'vacant' | 'silent' | 'talks';

export interface Edge {
  id: string;
  from: string;
  to: string;
  kind: Bond | 'tied';
  path: string;
}

export interface NetworkLayout {
  width: number;
  height: number;
  boxes: Box[];
  edges: Edge[];
  heads: { sector: string; x: number; y: number }[];
  /** Organisations with no seat and no link: they stand beside the drawing, in words. */
  apart: PictureOrganisation[];
}

/** Each pair of an organisation and a body, and how they stand to each other. */
export function bondsOf(picture: NetworkPicture): { organisation: string; body: string; kind: Bond }[] {
  return picture.bodies.flatMap((body) => {
    const holders = [...new Set(body.seats.map((seat) => seat.organisationId))];
    const talks = picture.links.flatMap((link) =>
      link.bodyId === body.id && link.organisationId && !holders.includes(link.organisationId)
        ? [link.organisationId]
        : [],
    );
    return [
      ...holders.map((organisation) => ({ organisation, body: body.id, kind: bondOf(body, organisation) })),
      ...[...new Set(talks)].map((organisation) => ({ organisation, body: body.id, kind: 'talks' as const })),
    ];
  });
}

function bondOf(body: PictureBody, organisationId: string): Bond {
  const seats = body.seats.filter((seat) => seat.organisationId === organisationId);
  if (seats.every((seat) => !seat.person)) return 'vacant';
  return seats.some((seat) => seat.voting) ? 'seated' : 'silent';
}

/**
 * Lays the network out in three columns: bodies in the middle, organisations by sector on both sides, each near what it
 * is tied to. The same picture always lies in the same way, and no box covers another.
 *
 * @param noteOf a line under a name
 */
export function layOutNetwork(picture: NetworkPicture, noteOf: (id: string) => string = () => ''): NetworkLayout {
  const bonds = bondsOf(picture);
  const tied = new Set(bonds.map((one) => one.organisation));
  const byName = (one: { name: string; id: string }, other: { name: string; id: string }) =>
    one.name.localeCompare(other.name, 'da') || one.id.localeCompare(other.id);
  const placed = picture.organisations.filter((one) => tied.has(one.id)).sort(byName);
  let bodies = [...picture.bodies].sort(byName);
  let [left, right] = [columnOf(placed, sides.left), columnOf(placed, sides.right)];
  // What hangs together is moved side by side, a few times to and fro.
  for (let sweep = 0; sweep < 4; sweep += 1) {
    const outer = placesOf([...left, ...right]);
    bodies = inOrderOf(bodies, (body) =>
      bonds.flatMap((one) => (one.body === body.id ? outer.get(one.organisation)! : [])),
    );
    const inner = placesOf(bodies);
    const near = (one: PictureOrganisation) =>
      bonds.flatMap((bond) => (bond.organisation === one.id ? inner.get(bond.body)! : []));
    left = columnOf(inOrderOf(left, near), sides.left);
    right = columnOf(inOrderOf(right, near), sides.right);
  }
  const middleX = boxWidth.organisation + gapAcross;
  const rightX = middleX + boxWidth.body + gapAcross;
  const columns = [
    stack(left, 'organisation', 0, noteOf, (one) => one.sector),
    stack(bodies, 'body', middleX, noteOf, () => null),
    stack(right, 'organisation', rightX, noteOf, (one) => one.sector),
  ];
  const height = Math.max(0, ...columns.map((one) => one.height));
  const boxes = columns.flatMap((one) => one.boxes.map((box) => ({ ...box, y: box.y + (height - one.height) / 2 })));
  const heads = columns.flatMap((one) => one.heads.map((head) => ({ ...head, y: head.y + (height - one.height) / 2 })));
  return {
    width: rightX + boxWidth.organisation,
    height,
    boxes,
    heads,
    edges: [...edgesOf(boxes, bonds), ...arcsOf(boxes, picture)],
    apart: picture.organisations.filter((one) => !tied.has(one.id)).sort(byName),
  };
}

const columnOf = (all: readonly PictureOrganisation[], sectors: readonly string[]): PictureOrganisation[] =>
  sectors.flatMap((sector) => all.filter((one) => one.sector === sector));

const placesOf = (all: readonly { id: string }[]) => new Map(all.map((one, place) => [one.id, place]));

/** By the mean place of what each is tied to; what is tied to nothing comes last. The order is kept where it is the same. */
function inOrderOf<T>(all: readonly T[], near: (one: T) => readonly number[]): T[] {
  return all
    .map((one, place) => {
      const places = near(one);
      return {
        one,
        place,
        mean: places.length ? places.reduce((sum, each) => sum + each, 0) / places.length : Infinity,
      };
    })
    .sort((a, b) => (a.mean === b.mean ? a.place - b.place : a.mean - b.mean))
    .map(({ one }) => one);
}

function stack<T extends { id: string; name: string }>(
  all: readonly T[],
  kind: Box['kind'],
  x: number,
  noteOf: (id: string) => string,
  groupOf: (one: T) => string | null,
): { boxes: Box[]; heads: NetworkLayout['heads']; height: number } {
  const boxes: Box[] = [];
  const heads: NetworkLayout['heads'] = [];
  let [y, group] = [0, null as string | null];
  for (const one of all) {
    const sector = groupOf(one);
    if (sector !== null && sector !== group) {
      if (group !== null) y += groupGap - gapDown;
      heads.push({ sector, x, y: y + 18 });
      y += headHeight;
      group = sector;
    }
    const lines = breakLines(one.name, lineLength[kind]);
    const note = noteOf(one.id) ? 1 : 0;
    const height = (lines.length + note) * lineHeight + 2 * padding;
    boxes.push({ id: one.id, kind, x, y, width: boxWidth[kind], height, lines });
    y += height + gapDown;
  }
  return { boxes, heads, height: Math.max(0, y - gapDown) };
}

/** Lines from organisations to bodies; where several meet on a box's side, they are spread out by where they come from. */
function edgesOf(boxes: readonly Box[], bonds: ReturnType<typeof bondsOf>): Edge[] {
  const byId = new Map(boxes.map((one) => [one.id, one]));
  const middle = (one: Box) => one.y + one.height / 2;
  const ends = bonds.flatMap((bond) => {
    const [from, to] = [byId.get(bond.organisation), byId.get(bond.body)];
    return from && to ? [{ bond, from, to, left: from.x < to.x }] : [];
  });
  type End = (typeof ends)[number];
  const port = (at: Box, end: End, together: readonly End[], other: (one: End) => Box): number => {
    const order = [...together].sort((a, b) => middle(other(a)) - middle(other(b)));
    return at.y + (at.height * (order.indexOf(end) + 1)) / (order.length + 1);
  };
  return ends.map((end) => {
    const { bond, from, to, left } = end;
    const y1 = port(
      from,
      end,
      ends.filter((one) => one.from === from),
      (one) => one.to,
    );
    const y2 = port(
      to,
      end,
      ends.filter((one) => one.to === to && one.left === left),
      (one) => one.from,
    );
    const [x1, x2] = left ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
    const bend = (x2 - x1) / 2;
    return {
      id: `${from.id} ${to.id}`,
      from: from.id,
      to: to.id,
      kind: bond.kind,
      path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
    };
  });
}

/** Bodies that are tied to each other, as arcs beside their column; the wider apart, the further out. */
function arcsOf(boxes: readonly Box[], picture: NetworkPicture): Edge[] {
  const byId = new Map(boxes.map((one) => [one.id, one]));
  const seen = new Set<string>();
  return picture.links.flatMap((link) => {
    const [one, other] = [byId.get(link.bodyId), link.otherBodyId === null ? undefined : byId.get(link.otherBodyId)];
    if (!one || !other) return [];
    const id = [one.id, other.id].sort().join(' ');
    if (seen.has(id)) return [];
    seen.add(id);
    const [x, y1, y2] = [one.x + one.width, one.y + one.height - 8, other.y + 8];
    const out = x + Math.min(gapAcross - 20, 28 + Math.abs(y2 - y1) / 6);
    return [
      {
        id,
        from: one.id,
        to: other.id,
        kind: 'tied' as const,
        path: `M${x} ${y1}C${out} ${y1} ${out} ${y2} ${x} ${y2}`,
      },
    ];
  });
}
