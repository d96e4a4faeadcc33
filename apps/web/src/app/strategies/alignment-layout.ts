/** Something in one of the columns, from left to right, and what it leads to in the next. */
export interface AlignmentNode {
  id: string;
  label: string;
  /** A line under the label. */
  note: string;
  column: 0 | 1 | 2;
  to: readonly string[];
}

export interface PlacedNode {
  node: AlignmentNode;
  x: number;
  y: number;
  height: number;
  /** The label and the note, broken into lines; the last `noteLines` are the note's. */
  lines: string[];
  noteLines: number;
}

export interface AlignmentLayout {
  width: number;
  height: number;
  nodes: PlacedNode[];
  links: { from: string; to: string; path: string }[];
}

export const boxWidth = 264;
export const lineHeight = 20;
const [columnGap, rowGap, padding, charactersALine] = [96, 12, 10, 32];

/** Breaks a text into lines of at most `limit` characters; a longer word is broken too. */
export function breakLines(text: string, limit: number): string[] {
  const lines: string[] = [];
  for (const whole of text.split(/\s+/).filter(Boolean)) {
    for (let word = whole; word; word = word.slice(limit)) {
      const piece = word.slice(0, limit);
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + piece.length <= limit) lines[lines.length - 1] = `${last} ${piece}`;
      else lines.push(piece);
    }
  }
  return lines;
}

/**
 * Lays a tree of three columns out: the middle column keeps its order, the outer ones follow what they are linked
 * with, so that links cross little; what has no link comes last. Columns are centred on the tallest.
 */
export function layOutAlignment(nodes: readonly AlignmentNode[]): AlignmentLayout {
  const middle = new Map(nodes.filter((one) => one.column === 1).map((one, place) => [one.id, place]));
  const mean = (places: readonly number[]) =>
    places.length > 0 ? places.reduce((sum, one) => sum + one, 0) / places.length : Number.MAX_VALUE;
  const place = (node: AlignmentNode): number => {
    if (node.column === 1) return middle.get(node.id)!;
    const linked = node.column === 0 ? node.to : nodes.filter((one) => one.to.includes(node.id)).map((one) => one.id);
    return mean(linked.flatMap((id) => middle.get(id) ?? []));
  };
  const columns = ([0, 1, 2] as const).map((column) =>
    nodes
      .filter((one) => one.column === column)
      .map((node) => {
        const note = breakLines(node.note, charactersALine);
        const lines = [...breakLines(node.label, charactersALine), ...note];
        return {
          node,
          lines,
          noteLines: note.length,
          height: lines.length * lineHeight + 2 * padding,
          at: place(node),
        };
      })
      .sort((one, other) => one.at - other.at),
  );
  const heightOf = (boxes: readonly { height: number }[]) =>
    boxes.reduce((sum, one) => sum + one.height, 0) + Math.max(0, boxes.length - 1) * rowGap;
  const height = Math.max(0, ...columns.map(heightOf));
  const placed = columns.flatMap((boxes, column) => {
    let y = (height - heightOf(boxes)) / 2;
    return boxes.map(({ node, lines, noteLines, height: tall }) => {
      const box: PlacedNode = { node, x: column * (boxWidth + columnGap), y, height: tall, lines, noteLines };
      y += tall + rowGap;
      return box;
    });
  });
  const byId = new Map(placed.map((one) => [one.node.id, one]));
  const links = placed.flatMap((from) =>
    from.node.to.flatMap((id) => {
      const to = byId.get(id);
      if (!to) return [];
      const [x1, y1, x2, y2] = [from.x + boxWidth, from.y + from.height / 2, to.x, to.y + to.height / 2];
      const bend = (x2 - x1) / 2;
      return [{ from: from.node.id, to: id, path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }];
    }),
  );
  return { width: 3 * boxWidth + 2 * columnGap, height, nodes: placed, links };
}
