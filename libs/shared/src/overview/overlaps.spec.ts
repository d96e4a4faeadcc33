import * as fc from 'fast-check';
import { OverlapsView, overlapsOf, type Standing } from './overlaps';
import type { NetworkPicture, PictureBody } from './network-picture';

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const organisations = ['kommune', 'bolig', 'forening'].map((key, n) => ({
  id: id(n),
  key,
  name: key,
  sector: (['municipality', 'housing', 'civil-society'] as const)[n]!,
  swatch: n,
  parents: [],
}));
const [kommune, bolig, forening] = organisations as [
  (typeof organisations)[0],
  (typeof organisations)[0],
  (typeof organisations)[0],
];
const person = (n: number) => ({ id: id(100 + n), name: `Plads ${n}` });
let seats = 0;
/** A body in which these persons sit for these organisations. */
const body = (
  n: number,
  sits: [number | null, { id: string }, PictureBody['seats'][0]['role']?][],
  cadencePerYear: number | null = null,
): PictureBody => ({
  id: id(200 + n),
  key: `b${n}`,
  name: `Forum ${n}`,
  kind: 'working-group',
  status: null,
  secretariatId: null,
  mandate:
    cadencePerYear === null
      ? null
      : { remit: 'decides', rule: 'consent', quorum: 1, requiredSectors: [], cadencePerYear },
  seats: sits.map(([who, organisation, role = 'member']) => ({
    id: id(1000 + ++seats),
    role,
    voting: role === 'member',
    organisationId: organisation.id,
    person: who === null ? null : person(who),
    from: '2025-01-01',
    until: null,
    vacantSince: null,
  })),
});
const picture = (bodies: PictureBody[], links: NetworkPicture['links'] = []): NetworkPicture => ({
  today: '2026-06-01',
  organisations,
  bodies,
  links,
});
const names = (all: { name: string }[]) => all.map((one) => one.name);

describe('the same people in several bodies', () => {
  it('who sits in one body only is not among them, in however many seats', () => {
    const view = overlapsOf(
      picture([
        body(1, [
          [1, kommune],
          [1, kommune, 'chair'],
          [2, bolig],
        ]),
        body(2, [[3, bolig]]),
      ]),
      [],
      {},
    );
    expect(view.people).toEqual([]);
    expect(view.routes).toEqual([]);
  });

  it('a person is shown with roles and for whom in each, and the evenings are those of mandates, else of meetings', () => {
    const one = body(
      1,
      [
        [1, kommune, 'chair'],
        [1, kommune],
      ],
      6,
    );
    const two = body(2, [[1, forening]]);
    const three = body(3, [[1, kommune, 'observer']]);
    const view = OverlapsView.parse(overlapsOf(picture([one, two, three]), [], { [one.id]: 12, [two.id]: 4 }));
    expect(view.people).toHaveLength(1);
    const { sits, eveningsAMonth, unknown } = view.people[0]!;
    expect(sits.map((each) => [each.body.name, each.roles, names(each.for), each.cadence])).toEqual([
      ['Forum 1', ['chair', 'member'], ['kommune'], { perYear: 6, source: 'mandate' }],
      ['Forum 2', ['member'], ['forening'], { perYear: 4, source: 'meetings' }],
      ['Forum 3', ['observer'], ['kommune'], null],
    ]);
    expect([eveningsAMonth, unknown]).toEqual([0.8, 1]);
  });

  it('word goes between two bodies by whoever sits in both; a single carrier is a single point of failure', () => {
    const view = overlapsOf(
      picture([
        body(1, [
          [1, kommune],
          [2, bolig],
        ]),
        body(2, [
          [1, kommune],
          [2, bolig],
        ]),
        body(3, [
          [2, bolig],
          [null, forening],
        ]),
      ]),
      [],
      {},
    );
    expect(view.routes.map((one) => [...names(one.between), names(one.carriers)])).toEqual([
      ['Forum 1', 'Forum 2', ['Plads 1', 'Plads 2']],
      ['Forum 1', 'Forum 3', ['Plads 2']],
      ['Forum 2', 'Forum 3', ['Plads 2']],
    ]);
    expect(view.singlePoints.map((one) => one.kind === 'carries' && [one.person.name, ...names(one.between)])).toEqual([
      ['Plads 2', 'Forum 1', 'Forum 3'],
      ['Plads 2', 'Forum 2', 'Forum 3'],
    ]);
  });

  it('bodies that are tied while nobody sits in both are silent, whichever of them the tie stands on', () => {
    const [one, two] = [body(1, [[1, kommune]]), body(2, [[2, kommune]])];
    const link = { id: id(900), bodyId: two.id, kind: 'linked-to', otherBodyId: one.id, organisationId: null };
    const silent = overlapsOf(
      picture([one, two], [link, { ...link, bodyId: one.id, otherBodyId: two.id }]),
      [],
      {},
    ).silent;
    expect(silent.map(({ between }) => names(between))).toEqual([['Forum 1', 'Forum 2']]);
    const carried = overlapsOf(
      picture(
        [one, body(2, [[1, kommune]])].map((b, n) => ({ ...b, id: [one.id, two.id][n]! })),
        [link],
      ),
      [],
      {},
    );
    expect(carried.silent).toEqual([]);
    expect(carried.routes).toMatchObject([{ tied: true }]);
  });

  it('the only one who may bind an organisation with a vote is named once, with what; two are no single point', () => {
    const may = (who: number, organisation: { id: string }, what: Standing['what']): Standing => ({
      person: person(who),
      organisationId: organisation.id,
      what,
    });
    const bodies = [
      body(1, [
        [1, kommune],
        [2, bolig, 'observer'],
      ]),
    ];
    const points = (...standings: Standing[]) => overlapsOf(picture(bodies), standings, {}).singlePoints;
    expect(points(may(1, kommune, 'positions'), may(1, kommune, 'commitments'))).toMatchObject([
      { kind: 'binds', subjects: ['positions', 'commitments'] },
    ]);
    expect(points(may(1, kommune, 'positions'), may(2, kommune, 'commitments'))).toMatchObject([
      { kind: 'binds', person: person(1), subjects: ['positions'] },
      { kind: 'binds', person: person(2), subjects: ['commitments'] },
    ]);
    expect(points(may(1, kommune, 'positions'), may(2, kommune, 'positions'))).toEqual([]);
    // Without a vote nobody waits for it.
    expect(points(may(1, bolig, 'positions'))).toEqual([]);
    expect(points(may(1, bolig, 'administrator'), may(3, bolig, 'facilitator'))).toMatchObject([
      { kind: 'administers', person: person(1) },
      { kind: 'facilitates', person: person(3) },
    ]);
    expect(points(may(1, bolig, 'administrator'), may(2, bolig, 'administrator'))).toEqual([]);
  });

  it('whatever the seats: a route has carriers who sit in both, and every two bodies of a person are a route', () => {
    const sits = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }), { maxLength: 5 });
    fc.assert(
      fc.property(sits, (all) => {
        const bodies = all.map((who, n) =>
          body(
            n,
            who.map((one) => [one, kommune]),
          ),
        );
        const view = OverlapsView.parse(overlapsOf(picture(bodies), [], {}));
        const sitsIn = (bodyId: string, personId: string) =>
          bodies.find((one) => one.id === bodyId)!.seats.some((seat) => seat.person?.id === personId);
        for (const { between, carriers } of view.routes)
          for (const one of carriers) expect(between.every((each) => sitsIn(each.id, one.id))).toBe(true);
        const pairs = new Set(
          all.flatMap((who, n) =>
            all.slice(n + 1).flatMap((other, m) => (other.some((x) => who.includes(x)) ? [`${n}-${n + 1 + m}`] : [])),
          ),
        );
        expect(view.routes).toHaveLength(pairs.size);
      }),
    );
  });
});
