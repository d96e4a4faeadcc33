import * as fc from 'fast-check';
import { type CompositionFacts, compositionGapsOf, quorumReachable } from './composition';
import type { NetworkPicture, PictureBody, PictureSeat } from './network-picture';
import { daysBetween } from './network-picture';

const party = (key: string, sector: string) => ({
  id: key,
  key,
  name: key,
  sector: sector as never,
  swatch: 0,
  parents: [],
});
const organisations = [
  party('kommune', 'municipality'),
  party('byraad', 'municipality'),
  party('bolig', 'housing'),
  party('afdeling', 'housing'),
  party('forening', 'civil-society'),
];
const person = { id: 'p', name: 'Plads' };
let count = 0;
const seatOf = (organisationId: string, over: Partial<PictureSeat> = {}): PictureSeat => ({
  id: `s${++count}`,
  role: 'member',
  voting: true,
  organisationId,
  person,
  from: '2025-01-01',
  until: null,
  vacantSince: over.person === null ? '2025-01-01' : null,
  ...over,
});
const chair = () => seatOf('forening', { role: 'chair', voting: false });
const bodyOf = (over: Partial<PictureBody> = {}): PictureBody => ({
  id: 'b',
  key: 'b',
  name: 'Styregruppen',
  kind: 'steering-group',
  status: null,
  secretariatId: null,
  mandate: null,
  seats: [],
  ...over,
});
const mandate = (quorum: number, requiredSectors: string[] = []) => ({
  remit: 'decides' as const,
  rule: 'consent' as const,
  quorum,
  requiredSectors,
  cadencePerYear: null,
});
const picture = (bodies: PictureBody[], links: NetworkPicture['links'] = []): NetworkPicture => ({
  today: '2026-06-01',
  organisations,
  bodies,
  links,
});
const facts: CompositionFacts = { ended: [], councils: ['byraad'], estates: ['afdeling'], approvedByCouncil: false };
const codes = (bodies: PictureBody[], over: Partial<CompositionFacts> = {}, links: NetworkPicture['links'] = []) =>
  compositionGapsOf(picture(bodies, links), { ...facts, ...over }).map((one) => one.code);

describe('the gaps in how bodies are put together', () => {
  it('a board of the municipality and housing organisations only is officials only, whoever is its secretary', () => {
    const secretary = seatOf('forening', { role: 'secretary', voting: false });
    const gaps = compositionGapsOf(
      picture([bodyOf({ seats: [seatOf('kommune'), seatOf('bolig'), secretary] })]),
      facts,
    );
    const found = gaps.find((one) => one.code === 'officials-only');
    expect(found).toMatchObject({ seats: 2, organisations: [{ key: 'kommune' }, { key: 'bolig' }] });
  });

  it.each(['forening', 'byraad', 'afdeling'])('one seat of %s makes it more than officials', (key) => {
    expect(codes([bodyOf({ seats: [seatOf('kommune'), seatOf('bolig'), seatOf(key)] })])).not.toContain(
      'officials-only',
    );
  });

  it('a leadership group is made of officials on purpose', () => {
    expect(codes([bodyOf({ kind: 'leadership-group', seats: [seatOf('kommune')] })])).not.toContain('officials-only');
  });

  it('a sector that the mandate asks for is missing when no organisation of it has a vote', () => {
    const observer = seatOf('forening', { role: 'observer', voting: false });
    const gaps = compositionGapsOf(
      picture([
        bodyOf({ mandate: mandate(1, ['municipality', 'civil-society']), seats: [seatOf('kommune'), observer] }),
      ]),
      facts,
    );
    expect(gaps.filter((one) => one.code === 'required-sector-missing')).toMatchObject([{ sector: 'civil-society' }]);
  });

  it('a sector that is in the network and sits nowhere is named with its organisations', () => {
    const gaps = compositionGapsOf(picture([bodyOf({ seats: [seatOf('kommune'), seatOf('bolig')] })]), facts);
    expect(gaps.find((one) => one.code === 'sector-without-seat')).toMatchObject({
      sector: 'civil-society',
      organisations: [{ key: 'forening' }],
    });
  });

  it('politicians are tied by a seat, a link, a filled reference group or as approving instance; by nothing else', () => {
    const board = bodyOf({ seats: [seatOf('kommune'), chair()] });
    const group = (seats: PictureSeat[]) =>
      bodyOf({ id: 'r', key: 'r', name: 'Referencegruppe', kind: 'reference-group', seats });
    const link = { id: 'l', bodyId: 'b', kind: 'dialogue-with', otherBodyId: null, organisationId: 'byraad' };
    expect(codes([board])).toContain('no-political-link');
    expect(codes([board, group([])])).toContain('no-political-link');
    expect(codes([board, group([seatOf('forening')])])).toContain('no-political-link');
    expect(codes([board, group([seatOf('kommune', { person: null })])])).toContain('no-political-link');
    expect(codes([board], {}, [{ ...link, organisationId: 'forening' }])).toContain('no-political-link');
    expect(codes([board, group([seatOf('kommune')])])).not.toContain('no-political-link');
    expect(codes([bodyOf({ seats: [seatOf('byraad')] })])).not.toContain('no-political-link');
    expect(codes([board], {}, [link])).not.toContain('no-political-link');
    expect(codes([board], { approvedByCouncil: true })).not.toContain('no-political-link');
    expect(codes([group([])])).not.toContain('no-political-link');
  });

  it('a seat is long vacant after more than ninety days', () => {
    const vacantFor = (since: string) =>
      codes([bodyOf({ seats: [seatOf('kommune', { person: null, vacantSince: since })] })]);
    expect(vacantFor('2026-03-03')).not.toContain('long-vacant');
    expect(vacantFor('2026-03-02')).toContain('long-vacant');
  });

  it('a term that ends within sixty days is said, and one that ended with nobody after', () => {
    const until = (day: string) => codes([bodyOf({ seats: [seatOf('kommune', { until: day })] })]);
    expect(until('2026-07-31')).toContain('term-ending');
    expect(until('2026-08-01')).not.toContain('term-ending');
    const ended = {
      bodyId: 'b',
      id: 's',
      role: 'member' as const,
      organisationId: 'kommune',
      person,
      until: '2026-05-01',
    };
    const gaps = compositionGapsOf(picture([bodyOf()]), { ...facts, ended: [ended] });
    expect(gaps.find((one) => one.code === 'term-ended')).toMatchObject({ days: 31, person });
    // A body whose seats have all run out is not one that never had any.
    expect(gaps.map((one) => one.code)).not.toContain('no-seats');
    expect(codes([bodyOf()])).toContain('no-seats');
  });

  it('a board without anyone as chair says whether there is a seat to fill', () => {
    const of = (seats: PictureSeat[]) =>
      compositionGapsOf(picture([bodyOf({ seats })]), facts).find((one) => one.code === 'chair-missing');
    expect(of([seatOf('kommune')])).toMatchObject({ seat: false });
    expect(of([seatOf('kommune'), seatOf('bolig', { role: 'chair', person: null })])).toMatchObject({ seat: true });
    expect(of([seatOf('kommune'), chair()])).toBeUndefined();
    const vice = seatOf('bolig', { role: 'vice-chair' });
    expect(of([seatOf('kommune'), vice])).toMatchObject({ seat: false, viceChair: true });
    expect(of([seatOf('kommune'), { ...vice, person: null }])).toMatchObject({ viceChair: false });
  });

  it('quorum counts organisations, not seats, and wants the required sectors filled', () => {
    const reached = (quorum: number, sectors: string[], seats: PictureSeat[]) =>
      quorumReachable(bodyOf({ mandate: mandate(quorum, sectors), seats }), picture([]));
    expect(reached(2, [], [seatOf('kommune'), seatOf('kommune')])).toBe(false);
    expect(reached(2, [], [seatOf('kommune'), seatOf('bolig')])).toBe(true);
    expect(reached(1, ['housing'], [seatOf('kommune'), seatOf('bolig', { person: null })])).toBe(false);
    expect(reached(1, ['housing'], [seatOf('kommune'), seatOf('bolig', { voting: false })])).toBe(false);
  });

  const seats = fc.array(
    fc.record({
      organisation: fc.constantFrom(...organisations.map((one) => one.key)),
      filled: fc.boolean(),
      voting: fc.boolean(),
    }),
    { maxLength: 8 },
  );
  const asks = fc.record({
    quorum: fc.integer({ min: 0, max: 6 }),
    sectors: fc.subarray(['municipality', 'housing', 'civil-society']),
  });
  const made = (given: { organisation: string; filled: boolean; voting: boolean }[]) =>
    given.map((one) => seatOf(one.organisation, { voting: one.voting, ...(one.filled ? {} : { person: null }) }));

  it('filling one more seat never puts quorum out of reach', () => {
    fc.assert(
      fc.property(seats, asks, (given, { quorum, sectors }) => {
        const before = bodyOf({ mandate: mandate(quorum, sectors), seats: made(given) });
        if (!quorumReachable(before, picture([]))) return;
        for (const each of before.seats.filter((one) => !one.person)) {
          const after = { ...before, seats: before.seats.map((one) => (one === each ? { ...one, person } : one)) };
          expect(quorumReachable(after, picture([]))).toBe(true);
        }
      }),
    );
  });

  it('every gap is of a body of the picture and of its own seats; one body more adds none to another body', () => {
    fc.assert(
      fc.property(seats, seats, asks, (first, second, { quorum, sectors }) => {
        const one = bodyOf({ mandate: mandate(quorum, sectors), seats: made(first) });
        const other = bodyOf({ id: 'o', key: 'o', name: 'Et andet', seats: made(second) });
        const of = (bodies: PictureBody[], id: string) =>
          compositionGapsOf(picture(bodies), facts).filter((gap) => 'body' in gap && gap.body.id === id);
        expect(of([one, other], 'b')).toEqual(of([one], 'b'));
        for (const gap of of([one, other], 'b'))
          if ('seat' in gap && typeof gap.seat === 'object')
            expect(one.seats.map((seat) => seat.id)).toContain(gap.seat.id);
      }),
    );
  });

  it('days are counted by the calendar, over a change to summer time', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
  });
});
