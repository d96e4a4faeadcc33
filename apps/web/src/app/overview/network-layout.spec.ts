import type { NetworkPicture } from '@torv/shared/overview';
import { bondsOf, layOutNetwork } from './network-layout';

const sectors = ['municipality', 'housing', 'civil-society', 'business'] as const;
const organisations = Array.from({ length: 14 }, (_, n) => ({
  id: `o${n}`,
  key: `o${n}`,
  name: `Organisation ${n} ${'med et langt navn '.repeat(n % 3)}`,
  sector: sectors[n % sectors.length]!,
  swatch: n % 12,
  parents: [],
}));
const seat = (organisationId: string, filled = true, voting = true) => ({
  id: `s-${organisationId}-${filled}-${voting}`,
  role: 'member' as const,
  voting,
  organisationId,
  person: filled ? { id: 'p', name: 'Plads' } : null,
  from: '2025-01-01',
  until: null,
  vacantSince: null,
});
const bodies = Array.from({ length: 6 }, (_, n) => ({
  id: `b${n}`,
  key: `b${n}`,
  name: `Forum ${n}`,
  kind: 'working-group' as const,
  status: null,
  secretariatId: null,
  mandate: null,
  seats: [seat(`o${n}`), seat(`o${n + 4}`, n % 2 === 0), seat(`o${n + 6}`, true, false)],
}));
const links = [
  { id: 'l1', bodyId: 'b0', kind: 'linked-to', otherBodyId: 'b5', organisationId: null },
  { id: 'l2', bodyId: 'b5', kind: 'linked-to', otherBodyId: 'b0', organisationId: null },
  { id: 'l3', bodyId: 'b1', kind: 'dialogue-with', otherBodyId: null, organisationId: 'o12' },
  { id: 'l4', bodyId: 'b1', kind: 'dialogue-with', otherBodyId: null, organisationId: 'o1' },
];
const picture: NetworkPicture = { today: '2026-06-01', organisations, bodies, links };

describe('the layout of the network', () => {
  const layout = layOutNetwork(picture, () => 'note');
  const at = (id: string) => layout.boxes.find((one) => one.id === id)!;

  it('no box covers another, a heading or the edge of the picture', () => {
    for (const one of layout.boxes) {
      expect(one.y).toBeGreaterThanOrEqual(0);
      expect(one.y + one.height).toBeLessThanOrEqual(layout.height);
      expect(one.x + one.width).toBeLessThanOrEqual(layout.width);
      for (const other of layout.boxes) {
        if (other === one || other.x !== one.x) continue;
        expect(other.y >= one.y + one.height || one.y >= other.y + other.height).toBe(true);
      }
      for (const head of layout.heads)
        if (head.x === one.x) expect(head.y < one.y || head.y - 14 > one.y + one.height).toBe(true);
    }
  });

  it('lies the same whatever the order it is told in', () => {
    const told = { ...picture, organisations: [...organisations].reverse(), bodies: [...bodies].reverse() };
    const byId = (boxes: typeof layout.boxes) => [...boxes].sort((one, other) => one.id.localeCompare(other.id));
    expect(byId(layOutNetwork(told, () => 'note').boxes)).toEqual(byId(layout.boxes));
  });

  it('bodies stand in the middle, and an organisation on the side of its sector', () => {
    expect(at('o0').x).toBeLessThan(at('b0').x);
    expect(at('o2').x).toBeGreaterThan(at('b0').x);
    expect(new Set(bodies.map((one) => at(one.id).x)).size).toBe(1);
  });

  it('each organisation has one line to each body it sits in, and it ends on the edges of both boxes', () => {
    const lines = layout.edges.filter((one) => one.kind !== 'tied');
    expect(lines).toHaveLength(bondsOf(picture).length);
    for (const { from, to, path } of lines) {
      const [x1, y1, , , , , x2, y2] = path.match(/-?[\d.]+/g)!.map(Number) as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      for (const [box, x, y] of [
        [at(from), x1, y1],
        [at(to), x2, y2],
      ] as const) {
        expect([box.x, box.x + box.width]).toContain(x);
        expect(y > box.y && y < box.y + box.height).toBe(true);
      }
    }
  });

  it('a line says whether someone sits there, with a vote or without, or only talks', () => {
    const kindOf = (organisation: string, body: string) =>
      bondsOf(picture).find((one) => one.organisation === organisation && one.body === body)?.kind;
    expect([
      kindOf('o0', 'b0'),
      kindOf('o5', 'b1'),
      kindOf('o6', 'b0'),
      kindOf('o12', 'b1'),
      kindOf('o1', 'b1'),
    ]).toEqual(['seated', 'vacant', 'silent', 'talks', 'seated']);
  });

  it('bodies that are tied both ways have one arc, and who is tied to nothing stands apart', () => {
    expect(layout.edges.filter((one) => one.kind === 'tied')).toHaveLength(1);
    expect(layout.apart.map((one) => one.id)).toEqual(['o13']);
  });

  it('an empty network is an empty picture', () => {
    expect(layOutNetwork({ ...picture, organisations: [], bodies: [], links: [] })).toMatchObject({
      height: 0,
      boxes: [],
      edges: [],
    });
  });
});
