import { BodyPage, BodyView, type NewBody } from '@torv/shared/bodies';
import { EventsView } from '@torv/shared/overview';
import { advisoryBoard, bodyNow, setUpBody } from './body-steps';
import { startDemoTorv, type DemoTorv, type Seat } from './demo-network';

let torv: DemoTorv;
let made: BodyView;

beforeAll(async () => {
  torv = await startDemoTorv();
  made = await setUpBody(torv.as('facilitator'));
}, 60_000);
afterAll(() => torv?.close());

const post = (seat: Seat, more: object) =>
  torv.as(seat)('POST', 'bodies', { key: true, body: { ...advisoryBoard, ...more } });
const patch = (seat: Seat, key: string, version: number, change: object) =>
  torv.as(seat)('PATCH', `bodies/${key}`, { version, body: change });

describe('who may not set up a body', () => {
  it.each(['chair', 'member.housing', 'manager', 'admin'] as Seat[])('%s', async (seat) => {
    expect((await post(seat, {})).refusal()).toMatchObject({ status: 403, code: 'BODIES.MAY_NOT_SET_UP' });
    expect((await patch(seat, 'styregruppen', 1, { name: 'Andet' })).refusal()).toMatchObject({
      status: 403,
      code: 'BODIES.MAY_NOT_SET_UP',
    });
    const closing = await torv.as(seat)('POST', 'bodies/styregruppen/closing', {
      version: 1,
      body: { endedOn: '2099-12-31' },
    });
    expect(closing.refusal()).toMatchObject({ status: 403, code: 'BODIES.MAY_NOT_SET_UP' });
    const seats = await torv.as(seat)('POST', 'bodies/styregruppen/seats', {
      key: true,
      body: { organisation: 'alabu' },
    });
    expect(seats.refusal()).toMatchObject({ status: 403, code: 'BODIES.MAY_NOT_SET_UP' });
  });

  it('a facilitator of another network is nobody here', async () => {
    expect((await post('outsider', {})).refusal().status).toBe(404);
  });
});

describe('what is refused, with the field at fault', () => {
  it.each([
    ['an organisation that is not here', { secretariat: 'findes-ikke' }, 404, 'secretariat'],
    ['a seat for one', { seats: [{ organisation: 'findes-ikke', until: null }] }, 404, 'seats[0].organisation'],
    ['a link to a body that is not here', { links: [{ kind: 'advises', body: 'findes-ikke' }] }, 404, 'links[0].body'],
    ['a name without a key', { name: '!!' }, 400, 'name'],
    [
      'a secretary with a vote',
      { seats: [{ organisation: 'himmerland', role: 'secretary', voting: true, until: null }] },
      400,
      'seats[0].voting',
    ],
    [
      'a seat that ends before it begins',
      { seats: [{ organisation: 'himmerland', from: '2030-02-01', until: '2030-01-01' }] },
      400,
      'seats[0].until',
    ],
  ])('%s', async (_what, more, status, path) => {
    const refused = (await post('facilitator', more)).refusal();
    expect({ status: refused.status, paths: refused.errors.map((one) => one.path) }).toEqual({ status, paths: [path] });
  });

  it('two chairs, and with them nothing of the body is left behind', async () => {
    const chair = { role: 'chair', until: null };
    const seats = [
      { ...chair, organisation: 'himmerland' },
      { ...chair, organisation: 'alabu' },
    ];
    const refused = await post('facilitator', { name: 'Gruppe med to forpersoner', seats });
    expect(refused.refusal()).toMatchObject({ status: 409, code: 'BODIES.CHAIR_TAKEN' });
    expect((await torv.as('chair')('GET', 'bodies/gruppe-med-to-forpersoner')).refusal().status).toBe(404);
  });
});

describe('a body that was set up', () => {
  it('has a key made from its name, its seats vacant, its links, and a mandate that is provisional', () => {
    expect(made).toMatchObject({
      key: 'raadgivende-gruppe-for-groen-arena',
      kind: 'advisory-board',
      purpose: advisoryBoard.purpose,
      secretariat: { key: 'center-for-samskabelse' },
      mandate: { version: 1, state: 'provisional', quorum: 2, cadencePerYear: 4, termMonths: 24, adoptedBy: null },
      draft: null,
      links: [{ kind: 'advises', direction: 'out', body: { key: 'styregruppen' } }],
      may: ['bodies.change', 'bodies.draft-mandate'],
      myRoles: [],
    });
    expect(made.seats.map((seat) => [seat.role, seat.organisation.key, seat.voting, seat.person])).toEqual([
      ['chair', 'himmerland', true, null],
      ['secretary', 'center-for-samskabelse', false, null],
      ['member', 'aalborg-kommune', true, null],
      ['member', 'lokale-foreninger', true, null],
    ]);
    expect(made.seats.every((seat) => seat.vacantSince !== null && seat.may.includes('bodies.change-seat'))).toBe(true);
  });

  it('is read by every member of the network, and the other body says whom it is advised by', async () => {
    const seen = await bodyNow(torv.as('manager'), made.key);
    expect([seen.name, seen.may]).toEqual([made.name, []]);
    const advised = await bodyNow(torv.as('manager'), 'styregruppen');
    expect(advised.links).toContainEqual(
      expect.objectContaining({ kind: 'advises', direction: 'in', body: expect.objectContaining({ key: made.key }) }),
    );
    const list = (await torv.as('chair')('GET', 'bodies?limit=100')).as(BodyPage);
    expect(list.items.find((one) => one.key === made.key)).toMatchObject({ members: 4, vacant: 4, endedOn: null });
  });

  it('is told to the network', async () => {
    const events = (await torv.as('chair')('GET', 'overview/events?since=0')).as(EventsView);
    expect(events.items.find((one) => one.kind === 'bodies.set-up')).toMatchObject({
      subject: { kind: 'body', key: made.key, title: made.name },
    });
  });

  it('is made once by a request that is repeated, and a second of the same name has another key', async () => {
    const body: NewBody = { ...advisoryBoard, name: 'Beboergruppe' };
    const ask = (key: string) => torv.as('facilitator')('POST', 'bodies', { key, body });
    const first = (await ask('the-same-key')).as(BodyView, 201);
    expect((await ask('the-same-key')).as(BodyView, 201).id).toBe(first.id);
    expect((await ask('another-key')).as(BodyView, 201).key).toBe('beboergruppe-2');
  });
});

describe('a body is changed', () => {
  it('at the version that was read', async () => {
    expect((await patch('facilitator', made.key, 99, { name: 'Nyt' })).refusal().status).toBe(412);
    const changed = (
      await patch('facilitator', made.key, made.version, { name: 'Pladsgruppen', secretariat: null })
    ).as(BodyView);
    expect([changed.key, changed.name, changed.secretariat, changed.version]).toEqual([
      made.key,
      'Pladsgruppen',
      null,
      made.version + 1,
    ]);
  });

  it('its links become exactly those, and none makes a body report to itself by however many others', async () => {
    const report = async (key: string, ...above: string[]) => {
      const { version } = await bodyNow(torv.as('facilitator'), key);
      const links = above.map((body) => ({ kind: 'reports-to', body }));
      return patch('facilitator', key, version, { links });
    };
    expect((await report(made.key, 'ledergruppen')).as(BodyView).links).toEqual([
      expect.objectContaining({ kind: 'reports-to', direction: 'out' }),
    ]);
    // ledergruppen reports to styregruppen in the demonstration.
    expect((await report('styregruppen', made.key)).refusal()).toMatchObject({
      status: 409,
      code: 'BODIES.REPORTS_IN_A_RING',
    });
    expect((await report(made.key, made.key)).refusal()).toMatchObject({
      status: 400,
      code: 'BODIES.LINKED_TO_ITSELF',
    });
    expect((await bodyNow(torv.as('chair'), 'styregruppen')).links.map((link) => link.direction)).not.toContain('out');
  });
});

describe('a body is closed', () => {
  const close = (key: string, version: number, endedOn: string) =>
    torv.as('facilitator')('POST', `bodies/${key}/closing`, { version, body: { endedOn } });

  it('not in the past; its seats end with its last day, and then nothing is changed any more', async () => {
    const body = await setUpBody(torv.as('facilitator'), { name: 'Kort gruppe' });
    expect((await close(body.key, body.version, '2020-01-01')).refusal()).toMatchObject({
      status: 400,
      code: 'BODIES.ENDS_IN_THE_PAST',
    });
    const later = (await close(body.key, body.version, '2099-12-31')).as(BodyView);
    expect([later.endedOn, later.seats.length]).toEqual(['2099-12-31', 4]);
    expect(later.seats.every((seat) => seat.heldUntil?.startsWith('2099-12-31T23:00'))).toBe(true);
    expect((await patch('facilitator', body.key, later.version, { name: 'Videre' })).refusal().code).toBe(
      'BODIES.CLOSED',
    );
    const seat = await torv.as('facilitator')('POST', `bodies/${body.key}/seats`, {
      key: true,
      body: { organisation: 'alabu' },
    });
    expect(seat.refusal()).toMatchObject({ status: 409, code: 'BODIES.CLOSED' });
  });

  it('today: nobody sits there from now on, and the list says so', async () => {
    const body = await setUpBody(torv.as('facilitator'), { name: 'Endnu kortere gruppe' });
    const today = (await torv.admin.query("SELECT (now() AT TIME ZONE 'Europe/Copenhagen')::date::text AS day")).rows[0]
      .day as string;
    const ended = (await close(body.key, body.version, today)).as(BodyView);
    expect([ended.endedOn, ended.seats, ended.may]).toEqual([today, [], []]);
    const list = (await torv.as('chair')('GET', 'bodies?limit=100')).as(BodyPage);
    expect(list.items.find((one) => one.key === body.key)).toMatchObject({ endedOn: today, members: 0 });
  });
});
