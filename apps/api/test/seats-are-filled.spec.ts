import { BodyView, CandidateList, SittingList } from '@torv/shared/bodies';
import { ActorView } from '@torv/shared/access';
import { TallyView } from '@torv/shared/decisions';
import { MeetingView } from '@torv/shared/meetings';
import { bodyNow, seatOf, setUpBody } from './body-steps';
import { callMeeting, decisionOn, recordPlainDecision, takeStep } from './decision-steps';
import { startDemoTorv, type DemoTorv, type Seat } from './demo-network';

let torv: DemoTorv;
let board: BodyView;

const personId = (seat: string) =>
  torv.idOf('SELECT id FROM identity_person WHERE email = $1', `${seat}@demo.torv.test`);

beforeAll(async () => {
  torv = await startDemoTorv();
  board = await setUpBody(torv.as('facilitator'));
}, 60_000);
afterAll(() => torv?.close());

const ask = (seat: Seat, method: string, path: string, asked: object) => torv.as(seat)(method, path, asked);
const fill = async (
  seat: Seat,
  organisation: string,
  person: string | null,
  until: string | null = null,
  key = board.key,
) => {
  const place = seatOf(await bodyNow(torv.as(seat), key), organisation);
  return ask(seat, 'PATCH', `bodies/${key}/seats/${place.placeId}`, {
    version: place.version,
    body: { person, until },
  });
};
const rolesIn = async (seat: Seat, key: string) =>
  (await torv.as(seat)('GET', 'access/me')).as(ActorView).bodies.find((body) => body.key === key)?.roles ?? [];
const grantsOf = async (seat: string, key: string): Promise<string[]> =>
  (
    await torv.admin.query(
      `SELECT g.scope FROM platform_grant g JOIN bodies_body b ON b.id = g.scope_id WHERE b.key = $2 AND g.person_id = $1
         AND g.valid_from <= now() AND g.valid_until > now() ORDER BY 1`,
      [await personId(seat), key],
    )
  ).rows.map((row) => row.scope);

describe('a seat is filled', () => {
  it('by nobody but its own organisation, and with nobody but its own people', async () => {
    const housing = await personId('member.housing');
    for (const seat of ['facilitator', 'chair', 'manager', 'admin'] as Seat[])
      expect((await fill(seat, 'lokale-foreninger', housing)).refusal()).toMatchObject({
        status: 403,
        code: 'BODIES.MAY_NOT_FILL',
      });
    expect((await fill('manager', 'aalborg-kommune', housing)).refusal()).toMatchObject({
      status: 409,
      code: 'BODIES.NOT_OF_ORGANISATION',
    });
  });

  it('at the version that was read', async () => {
    const place = seatOf(board, 'aalborg-kommune');
    const path = `bodies/${board.key}/seats/${place.placeId}`;
    const person = await personId('manager');
    expect((await ask('manager', 'PATCH', path, { version: 7, body: { person, until: null } })).refusal().status).toBe(
      412,
    );
    expect((await ask('manager', 'PATCH', path, { body: { person, until: null } })).refusal().status).toBe(428);
  });

  it('with a candidate of the organisation, who may then see what is for the body', async () => {
    const place = seatOf(board, 'aalborg-kommune');
    const candidates = (await torv.as('manager')('GET', `bodies/${board.key}/seats/${place.placeId}/candidates`)).as(
      CandidateList,
    );
    const manager = await personId('manager');
    expect(candidates.items.map((one) => one.id)).toContain(manager);
    expect(candidates.items.map((one) => one.id)).not.toContain(await personId('member.housing'));
    const filled = (await fill('manager', 'aalborg-kommune', manager)).as(BodyView);
    expect(seatOf(filled, 'aalborg-kommune')).toMatchObject({
      placeId: place.placeId,
      person: { id: manager },
      vacantSince: null,
    });
    expect([filled.myRoles, await rolesIn('manager', board.key)]).toEqual([['member'], ['member']]);
    expect(await grantsOf('manager', board.key)).toEqual(['body', 'closed']);
  });

  it('for a term, after which it is vacant', async () => {
    const body = (await fill('member.civil', 'lokale-foreninger', await personId('member.civil'), '2099-06-30')).as(
      BodyView,
    );
    expect(seatOf(body, 'lokale-foreninger')).toMatchObject({ until: '2099-06-30T22:00:00+00:00', heldUntil: null });
    const then = (await torv.as('chair')('GET', `bodies/${board.key}/seats?on=2099-07-01`)).as(SittingList);
    expect(then.items.find((one) => one.organisation.key === 'lokale-foreninger')).toMatchObject({ person: null });
  });

  it('by another: who sat before has sat, and has no right any more', async () => {
    const successor = await personId('leader.municipality');
    await fill('manager', 'aalborg-kommune', successor);
    expect(await grantsOf('manager', board.key)).toEqual([]);
    expect(await grantsOf('leader.municipality', board.key)).toEqual(['body', 'closed']);
    const history = (await torv.as('chair')('GET', `bodies/${board.key}/seats`)).as(SittingList);
    const sat = history.items.filter((one) => one.organisation.key === 'aalborg-kommune');
    expect(sat.map((one) => one.person?.id ?? null)).toEqual([successor, await personId('manager'), null]);
    expect(new Set(sat.map((one) => one.placeId)).size).toBe(1);
  });

  it('and vacated, since when it says so', async () => {
    const body = (await fill('manager', 'aalborg-kommune', null)).as(BodyView);
    const seat = seatOf(body, 'aalborg-kommune');
    expect([seat.person, seat.vacantSince]).toEqual([null, seat.from]);
    expect(await grantsOf('leader.municipality', board.key)).toEqual([]);
  });
});

describe('who leaves their organisation', () => {
  it('counts no longer from that moment; the seat is vacant since then, and comes back with a new affiliation', async () => {
    const civil = await personId('member.civil');
    expect(await grantsOf('member.civil', 'styregruppen')).toEqual(['body', 'closed']);
    await torv.admin.query('UPDATE organisations_affiliation SET valid_until = now() WHERE person_id = $1', [civil]);
    expect(await grantsOf('member.civil', 'styregruppen')).toEqual([]);
    for (const key of ['styregruppen', board.key]) {
      const seat = seatOf(await bodyNow(torv.as('chair'), key), 'lokale-foreninger');
      const left = (
        await torv.admin.query('SELECT max(valid_until) AS at FROM organisations_affiliation WHERE person_id = $1', [
          civil,
        ])
      ).rows[0];
      expect([seat.person, Date.parse(seat.vacantSince ?? '')]).toEqual([null, (left.at as Date).getTime()]);
    }
    const past = (await torv.as('chair')('GET', 'bodies/styregruppen/seats?on=2025-05-01')).as(SittingList);
    expect(past.items.find((one) => one.organisation.key === 'lokale-foreninger')?.person?.id).toBe(civil);
    await torv.admin.query(
      `INSERT INTO organisations_affiliation (network_id, person_id, organisation_id, valid_from)
       SELECT network_id, person_id, organisation_id, now() FROM organisations_affiliation WHERE person_id = $1`,
      [civil],
    );
    expect(await grantsOf('member.civil', 'styregruppen')).toEqual(['body', 'closed']);
    expect(seatOf(await bodyNow(torv.as('chair'), 'styregruppen'), 'lokale-foreninger').person?.id).toBe(civil);
  });
});

describe('the facilitator', () => {
  it('gives seats, changes what they are and ends them, and the history stays', async () => {
    const given = await ask('facilitator', 'POST', `bodies/${board.key}/seats`, {
      key: true,
      body: { organisation: 'alabu', role: 'observer' },
    });
    const seat = seatOf(given.as(BodyView, 201), 'alabu', 'observer');
    const path = `bodies/${board.key}/seats/${seat.placeId}`;
    const change = (version: number, body: object) => ask('facilitator', 'PUT', `${path}/terms`, { version, body });
    const vote = { role: 'observer', voting: true, heldUntil: null };
    expect((await change(seat.version, vote)).refusal().code).toBe('BODIES.ROLE_HAS_NO_VOTE');
    expect((await change(seat.version, { ...vote, role: 'chair' })).refusal().code).toBe('BODIES.CHAIR_TAKEN');
    const member = (await change(seat.version, { ...vote, role: 'member', heldUntil: '2098-12-31' })).as(BodyView);
    expect(seatOf(member, 'alabu')).toMatchObject({
      placeId: seat.placeId,
      voting: true,
      heldUntil: '2098-12-31T23:00:00+00:00',
    });
    const ended = await ask('facilitator', 'POST', `${path}/ending`, {
      version: seatOf(member, 'alabu').version,
      body: {},
    });
    expect(ended.as(BodyView).seats.map((one) => one.organisation.key)).not.toContain('alabu');
    expect((await change(seat.version, vote)).refusal()).toMatchObject({ status: 409, code: 'BODIES.SEAT_ENDED' });
    const history = (await torv.as('chair')('GET', `bodies/${board.key}/seats`)).as(SittingList);
    expect(history.items.filter((one) => one.organisation.key === 'alabu').map((one) => one.role)).toEqual([
      'member',
      'observer',
    ]);
  });

  it('has two seats of one organisation in one body kept apart', async () => {
    const second = await ask('facilitator', 'POST', `bodies/${board.key}/seats`, {
      key: true,
      body: { organisation: 'aalborg-kommune', role: 'member' },
    });
    const seats = second.as(BodyView, 201).seats.filter((one) => one.organisation.key === 'aalborg-kommune');
    expect(new Set(seats.map((one) => one.placeId)).size).toBe(2);
  });
});

describe('who sat here on a day', () => {
  it('is answered for each place, and before there was anybody it is nobody', async () => {
    const on = async (day: string) =>
      (await torv.as('manager')('GET', `bodies/styregruppen/seats?on=${day}`)).as(SittingList);
    const may = await on('2025-05-01');
    expect(may.items.map((one) => [one.role, one.organisation.key, one.person?.name])).toEqual([
      ['chair', 'himmerland', 'Forperson, Styregruppen'],
      ['secretary', 'center-for-samskabelse', 'Tovholder og sekretær, Center for Samskabelse'],
      ['member', 'aalborg-kommune', 'Medlem for Aalborg Kommune'],
      ['member', 'erhvervslivet', 'Medlem for det lokale erhvervsliv'],
      ['member', 'himmerland', 'Medlem for Himmerland Boligforening'],
      ['member', 'lokale-foreninger', 'Medlem for de lokale foreninger'],
    ]);
    expect((await on('2000-01-01')).items).toEqual([]);
    expect((await torv.as('manager')('GET', 'bodies/styregruppen/seats?on=i-dag')).refusal().status).toBe(400);
  });
});

describe('a deputy', () => {
  const appoint = async (seat: Seat, key: string, organisation: string, body: object) =>
    ask(
      seat,
      'POST',
      `bodies/${key}/seats/${seatOf(await bodyNow(torv.as(seat), key), organisation).placeId}/deputies`,
      {
        key: true,
        body,
      },
    );

  it('is appointed by who sits there or by their administrator, among their own people, and not of oneself', async () => {
    const manager = await personId('manager');
    const alternate = { kind: 'alternate', person: manager };
    for (const seat of ['facilitator', 'chair', 'member.housing'] as Seat[])
      expect((await appoint(seat, 'styregruppen', 'aalborg-kommune', alternate)).refusal()).toMatchObject({
        status: 403,
        code: 'BODIES.MAY_NOT_APPOINT',
      });
    const other = { ...alternate, person: await personId('member.housing') };
    expect((await appoint('manager', 'styregruppen', 'aalborg-kommune', other)).refusal().code).toBe(
      'BODIES.NOT_OF_ORGANISATION',
    );
    const self = { ...alternate, person: await personId('member.municipality') };
    expect((await appoint('member.municipality', 'styregruppen', 'aalborg-kommune', self)).refusal().code).toBe(
      'BODIES.DEPUTY_OF_ONESELF',
    );
    const body = (await appoint('member.municipality', 'styregruppen', 'aalborg-kommune', alternate)).as(BodyView, 201);
    expect(seatOf(body, 'aalborg-kommune').deputies.map((one) => [one.kind, one.person.id])).toContainEqual([
      'alternate',
      manager,
    ]);
    expect(await grantsOf('manager', 'styregruppen')).toEqual([]);
  });

  it('for a period has the seat’s rights in it, once at a time, until withdrawn', async () => {
    const period = { kind: 'period', person: await personId('manager'), from: '2020-01-01', until: '2099-12-31' };
    const body = (await appoint('member.municipality', 'styregruppen', 'aalborg-kommune', period)).as(BodyView, 201);
    expect(await grantsOf('manager', 'styregruppen')).toEqual(['body', 'closed']);
    expect(await rolesIn('manager', 'styregruppen')).toEqual(['member']);
    // Nobody is said to have stepped in before it was agreed.
    const past = (await torv.as('chair')('GET', 'bodies/styregruppen/seats?on=2025-05-01')).as(SittingList);
    expect(past.items.flatMap((one) => one.deputies)).toEqual([]);
    expect(
      (await appoint('manager', 'styregruppen', 'aalborg-kommune', { ...period, until: '2050-01-01' })).refusal(),
    ).toMatchObject({
      status: 409,
      code: 'BODIES.DEPUTY_TAKEN',
    });
    const meeting = await callMeeting(torv.as('chair'));
    expect(meeting.attendance.find((one) => one.organisation.key === 'aalborg-kommune')).toMatchObject({
      personName: 'Områdechef, Aalborg Kommune',
      insteadOf: 'Medlem for Aalborg Kommune',
    });
    expect([meeting.attendance.length, meeting.quorum.of]).toEqual([6, 4]);
    const place = seatOf(body, 'aalborg-kommune');
    const deputy = place.deputies.find((one) => one.kind === 'deputy')!;
    const withdraw = (seat: Seat) =>
      ask(seat, 'DELETE', `bodies/styregruppen/seats/${place.placeId}/deputies/${deputy.id}`, {});
    expect((await withdraw('chair')).refusal()).toMatchObject({ status: 403, code: 'BODIES.MAY_NOT_APPOINT' });
    expect(
      seatOf((await withdraw('member.municipality')).as(BodyView), 'aalborg-kommune').deputies.map((one) => one.kind),
    ).not.toContain('deputy');
    expect(await grantsOf('manager', 'styregruppen')).toEqual([]);
    expect((await withdraw('member.municipality')).refusal().status).toBe(404);
  });

  it('for one meeting reads its pack at once, is seated on its day, and follows it when it is moved', async () => {
    const { meeting: elsewhere } = await recordPlainDecision(torv, 'body');
    const meeting = await callMeeting(torv.as('chair'), 'body');
    expect((await torv.as('manager')('GET', `meetings/${meeting.id}`)).refusal().status).toBe(404);
    const body = (
      await appoint('member.municipality', 'styregruppen', 'aalborg-kommune', {
        kind: 'meeting',
        person: await personId('manager'),
        meetingId: meeting.id,
      })
    ).as(BodyView, 201);
    const deputy = () => seatOf(body, 'aalborg-kommune').deputies.find((one) => one.kind === 'deputy');
    expect(deputy()).toMatchObject({
      meetingId: meeting.id,
      from: '2027-02-28T23:00:00+00:00',
      until: '2027-03-01T23:00:00+00:00',
    });
    const read = (await torv.as('manager')('GET', `meetings/${meeting.id}`)).as(MeetingView);
    expect(read.attendance.find((one) => one.organisation.key === 'aalborg-kommune')?.insteadOf).toBe(
      'Medlem for Aalborg Kommune',
    );
    expect(await rolesIn('manager', 'styregruppen')).toEqual([]);
    await ask('chair', 'PATCH', `meetings/${meeting.id}`, {
      version: meeting.version,
      body: { startsAt: '2027-03-08T15:00:00+01:00', endsAt: '2027-03-08T17:00:00+01:00' },
    });
    const moved = seatOf(await bodyNow(torv.as('manager'), 'styregruppen'), 'aalborg-kommune').deputies;
    expect(moved.find((one) => one.kind === 'deputy')?.from).toBe('2027-03-07T23:00:00+00:00');
    // A meeting of another body, or of none, is no meeting to step in for.
    const other = await ask(
      'member.housing',
      'POST',
      `bodies/bestyrelse-cfs/seats/${seatOf(await bodyNow(torv.as('member.housing'), 'bestyrelse-cfs'), 'himmerland').placeId}/deputies`,
      {
        key: true,
        body: { kind: 'meeting', person: await personId('member.housing'), meetingId: elsewhere.id },
      },
    );
    expect(other.refusal()).toMatchObject({ status: 409, code: 'MEETINGS.OTHER_BODY' });
  });

  it('declares a conflict of their own, before the day has come; with nobody else left the organisation is left out', async () => {
    const called = await callMeeting(torv.as('chair'));
    const person = await personId('manager');
    const stepsIn = { kind: 'meeting', person, meetingId: called.id };
    const body = (await appoint('member.municipality', 'styregruppen', 'aalborg-kommune', stepsIn)).as(BodyView, 201);
    const { seatId } = called.attendance.find((one) => one.organisation.key === 'aalborg-kommune')!;
    const item = called.items[0]!.id;
    const declaring = async (seat: Seat, more: object) => {
      const { version } = (await torv.as(seat)('GET', `meetings/${called.id}`)).as(MeetingView);
      const conflict = { seatId, ground: 'Søster til ansøgeren', ...more };
      return ask(seat, 'POST', `meetings/${called.id}/items/${item}/conflicts`, { key: true, version, body: conflict });
    };
    for (const [seat, deputy] of [
      ['member.civil', true],
      ['manager', false],
    ] as const)
      expect((await declaring(seat, { deputy })).refusal().code).toBe('MEETINGS.MAY_NOT_DECLARE');
    const declared = (await declaring('manager', { deputy: true })).as(MeetingView, 201);
    const [conflict] = declared.items[0]!.conflicts;
    expect(conflict).toMatchObject({ personName: 'Områdechef, Aalborg Kommune', mine: true, ruling: null });
    const ruled = await ask('chair', 'PUT', `meetings/${called.id}/items/${item}/conflicts/${conflict!.id}`, {
      version: declared.version,
      body: { ruling: 'conflicted' },
    });
    ruled.as(MeetingView);
    const { tally } = (await torv.as('chair')('GET', `meetings/${called.id}/items/${item}/tally`)).as(TallyView);
    expect(tally.recused).toEqual(['aalborg-kommune']);
    const place = seatOf(body, 'aalborg-kommune');
    const deputy = place.deputies.find((one) => one.meetingId === called.id)!;
    await ask('member.municipality', 'DELETE', `bodies/styregruppen/seats/${place.placeId}/deputies/${deputy.id}`, {});
  });

  it('counts where whoever has the seat was ruled conflicted on the item', async () => {
    const called = await callMeeting(torv.as('chair'));
    const open = await takeStep(torv.as('chair'), called.id, 'open');
    const seats = open.attendance
      .filter((one) => ['aalborg-kommune', 'himmerland', 'lokale-foreninger'].includes(one.organisation.key))
      .map(({ seatId }) => ({ seatId, presence: 'room' }));
    const met = (
      await ask('chair', 'PUT', `meetings/${open.id}/attendance`, { version: open.version, body: { seats } })
    ).as(MeetingView);
    const seatId = met.attendance.find((one) => one.organisation.key === 'aalborg-kommune')!.seatId;
    const item = met.items[0]!.id;
    const ruled = (
      await ask('chair', 'POST', `meetings/${open.id}/items/${item}/conflicts`, {
        key: true,
        version: met.version,
        body: { seatId, ground: 'Gift med leverandøren', ruling: 'conflicted', mayRead: true },
      })
    ).as(MeetingView, 201);
    const decide = () =>
      ask('chair', 'POST', 'decisions', {
        key: true,
        version: ruled.version,
        body: { ...decisionOn(open.id, item), text: 'Dagsordenen er godkendt.' },
      });
    expect((await decide()).refusal()).toMatchObject({ status: 409, code: 'DECISIONS.QUORUM_MISSING' });
    const deputy = { kind: 'meeting', person: await personId('leader.municipality'), meetingId: open.id };
    (await appoint('manager', 'styregruppen', 'aalborg-kommune', deputy)).as(BodyView, 201);
    expect((await decide()).status).toBe(201);
  });
});

describe('a body with a declaration to sign', () => {
  let key: string;
  const text = 'Det, vi hører her, bliver her.';
  const ensure = async (seat: Seat) => (await bodyNow(torv.as(seat), key)).confidentiality;
  const sign = (seat: Seat, hash: string) => ask(seat, 'POST', `bodies/${key}/confidentiality`, { body: { hash } });

  beforeAll(async () => {
    key = (await setUpBody(torv.as('facilitator'), { name: 'Fortrolig gruppe', confidentiality: text })).key;
    (await fill('manager', 'aalborg-kommune', await personId('manager'), null, key)).as(BodyView);
  });

  it('shows nothing that is for it until it is signed, once', async () => {
    expect([await grantsOf('manager', key), await rolesIn('manager', key)]).toEqual([[], []]);
    expect(await ensure('manager')).toMatchObject({ text, asked: true, signedAt: null });
    expect(await ensure('chair')).toMatchObject({ asked: false });
    expect((await sign('chair', (await ensure('chair'))!.hash)).refusal()).toMatchObject({
      status: 403,
      code: 'BODIES.NOTHING_TO_SIGN',
    });
    expect((await sign('manager', '0'.repeat(64))).refusal()).toMatchObject({
      status: 409,
      code: 'BODIES.OTHER_DECLARATION',
    });
    const signed = (await sign('manager', (await ensure('manager'))!.hash)).as(BodyView);
    expect(signed.confidentiality).toMatchObject({ asked: false, signedAt: expect.any(String) });
    expect([await grantsOf('manager', key), await rolesIn('manager', key)]).toEqual([['body', 'closed'], ['member']]);
    (await sign('manager', signed.confidentiality!.hash)).as(BodyView);
    expect((await torv.admin.query('SELECT FROM bodies_signature')).rowCount).toBe(1);
  });

  it('asks again when its text has changed, and nothing when it has none', async () => {
    const change = async (confidentiality: string | null) =>
      ask('facilitator', 'PATCH', `bodies/${key}`, {
        version: (await bodyNow(torv.as('facilitator'), key)).version,
        body: { confidentiality },
      });
    (await change('Og det, vi læser, også.')).as(BodyView);
    expect([(await ensure('manager'))?.asked, await grantsOf('manager', key)]).toEqual([true, []]);
    (await change(text)).as(BodyView);
    expect([(await ensure('manager'))?.asked, await grantsOf('manager', key)]).toEqual([false, ['body', 'closed']]);
    (await change(null)).as(BodyView);
    expect(await grantsOf('manager', key)).toEqual(['body', 'closed']);
  });
});
