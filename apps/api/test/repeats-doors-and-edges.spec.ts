import { randomUUID } from 'node:crypto';
import { MeetingPage, MeetingView } from '@torv/shared/meetings';
import type { ProposalView } from '@torv/shared/proposals';
import {
  callMeeting,
  decisionOn,
  draftProposal,
  everyoneAttends,
  initiativeNow,
  place,
  takeStep,
} from './decision-steps';
import { body, network, startDemoTorv, type Asked, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let openMeeting: MeetingView;
let placed: ProposalView;

const newMeeting = { body, title: 'Møde', startsAt: '2027-03-01T15:00:00Z', endsAt: '2027-03-01T16:00:00Z' };
const countOf = async (table: string): Promise<number> =>
  Number((await torv.admin.query(`SELECT count(*) FROM ${table}`)).rows[0].count);

beforeAll(async () => {
  torv = await startDemoTorv();
  const chair = torv.as('chair');
  const facilitator = torv.as('facilitator');
  openMeeting = await everyoneAttends(chair, await takeStep(chair, (await callMeeting(chair)).id, 'open'));
  placed = await place(facilitator, await draftProposal(facilitator), await callMeeting(chair));
}, 60_000);

afterAll(() => torv?.close());

describe('versions and repeats', () => {
  it('a stale, missing or senseless If-Match changes nothing', async () => {
    const chair = torv.as('chair');
    const path = `meetings/${openMeeting.id}`;
    const change = { body: { title: 'En anden titel' } };
    expect((await chair('PATCH', path, { ...change, version: openMeeting.version - 1 })).refusal()).toMatchObject({
      status: 412,
      code: 'PLATFORM.VERSION_STALE',
    });
    expect((await chair('PATCH', path, change)).refusal()).toMatchObject({
      status: 428,
      code: 'PLATFORM.VERSION_MISSING',
    });
    expect((await chair('PATCH', path, { ...change, version: 'x' })).refusal().status).toBe(412);
    const answer = await chair('GET', path);
    expect(answer.headers['etag']).toBe(`"${openMeeting.version}"`);
    expect(answer.as(MeetingView).title).toBe(openMeeting.title);
  });

  it('of two changes of one version only the first is made', async () => {
    const proposal = await draftProposal(torv.as('facilitator'));
    const change = (title: string) =>
      torv.as('facilitator')('PATCH', `proposals/${proposal.id}`, { version: proposal.version, body: { title } });
    const statuses = (await Promise.all(['Et', 'To', 'Tre'].map(change))).map((one) => one.status);
    expect(statuses.sort()).toEqual([200, 412, 412]);
  });

  it('a replayed key with the same body answers the same thing and makes no second', async () => {
    const asked: Asked = { key: randomUUID(), body: { ...newMeeting, title: 'Kun én gang' } };
    const first = (await torv.as('chair')('POST', 'meetings', asked)).as(MeetingView, 201);
    const [meetings, events] = [await countOf('meetings_meeting'), await countOf('platform_event')];
    const second = (await torv.as('chair')('POST', 'meetings', asked)).as(MeetingView, 201);
    expect(second).toEqual(first);
    expect([await countOf('meetings_meeting'), await countOf('platform_event')]).toEqual([meetings, events]);
  });

  it('five at once with one key make one', async () => {
    const asked: Asked = { key: randomUUID(), body: { ...newMeeting, title: 'Fem på én gang' } };
    const answers = await Promise.all(Array.from({ length: 5 }, () => torv.as('chair')('POST', 'meetings', asked)));
    expect(new Set(answers.map((one) => one.as(MeetingView, 201).id)).size).toBe(1);
  });

  it('a replayed decision is the same decision, with the same number and one leaf', async () => {
    const chair = torv.as('chair');
    const meeting = await everyoneAttends(chair, await takeStep(chair, (await callMeeting(chair)).id, 'open'));
    const asked: Asked = {
      key: randomUUID(),
      version: meeting.version,
      body: { ...decisionOn(meeting.id, meeting.items[0]!.id), text: 'x' },
    };
    const first = await chair('POST', 'decisions', asked);
    expect(first.status).toBe(201);
    const leaves = await countOf('log_leaf');
    expect((await chair('POST', 'decisions', asked)).json()).toEqual(first.json());
    expect(await countOf('log_leaf')).toBe(leaves);
    const again = await chair('POST', 'decisions', { ...asked, key: true });
    expect(again.refusal()).toMatchObject({ status: 409, code: 'DECISIONS.ALREADY_RECORDED' });
  });

  it("the key with another body is refused; another person's key is another", async () => {
    const key = randomUUID();
    (await torv.as('chair')('POST', 'meetings', { key, body: newMeeting })).as(MeetingView, 201);
    const other = await torv.as('chair')('POST', 'meetings', { key, body: { ...newMeeting, title: 'Et andet møde' } });
    expect(other.refusal()).toMatchObject({ status: 422, code: 'PLATFORM.IDEMPOTENCY_KEY_REUSED' });
    expect((await torv.as('facilitator')('POST', 'meetings', { key, body: newMeeting })).status).toBe(201);
  });

  it.each([undefined, 'short', 'x'.repeat(101)])('a creating request needs its key (%s)', async (key) => {
    const refused = await torv.as('chair')(
      'POST',
      'meetings',
      key === undefined ? { body: newMeeting } : { key, body: newMeeting },
    );
    expect(refused.refusal()).toMatchObject({ status: 400, code: 'PLATFORM.IDEMPOTENCY_KEY_MISSING' });
  });
});

describe('at the door', () => {
  const post = (headers: Record<string, string | undefined>) =>
    torv.as('chair')('POST', 'meetings', { key: true, body: newMeeting, headers });

  it('a request that another site could send is refused', async () => {
    expect((await post({ 'x-requested-with': undefined })).refusal()).toMatchObject({
      status: 403,
      code: 'PLATFORM.FORGED',
    });
    expect((await post({ origin: 'https://evil.example' })).refusal()).toMatchObject({
      status: 403,
      code: 'PLATFORM.FORGED',
    });
    expect((await post({ origin: 'null' })).refusal()).toMatchObject({ status: 403, code: 'PLATFORM.FORGED' });
    expect((await post({ 'content-type': 'text/plain' })).refusal().status).toBe(415);
    // Loopback, but another program's port; and a foreign name that says it is the host too.
    expect((await post({ origin: 'http://localhost:9999', host: 'localhost:3000' })).refusal().status).toBe(403);
    expect((await post({ origin: 'http://evil.example', host: 'evil.example' })).refusal().status).toBe(403);
  });

  it('its own origin is let in', async () => {
    expect((await post({ origin: 'http://localhost:3000', host: 'localhost:3000' })).status).toBe(201);
  });

  it('broken JSON, and JSON that is no object, are refused as input', async () => {
    const sent = await torv.app.inject({
      method: 'POST',
      url: `/api/v1/networks/${network}/meetings`,
      headers: {
        cookie: torv.cookieOf('chair'),
        'x-requested-with': 'torv',
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      payload: '{"body": ',
    });
    expect([sent.statusCode, (sent.json() as { code: string }).code]).toEqual([400, 'PLATFORM.INVALID_INPUT']);
    expect((await torv.as('chair')('POST', 'meetings', { key: true, body: [] })).refusal().status).toBe(400);
  });

  it('who is not signed in is asked to, and a made-up session is no session', async () => {
    expect((await torv.as(null)('GET', 'meetings')).refusal()).toMatchObject({
      status: 401,
      code: 'IDENTITY.SIGN_IN_REQUIRED',
    });
    const madeUp = await torv.as(null)('GET', 'meetings', { headers: { cookie: 'torv_session=x' } });
    expect(madeUp.refusal().status).toBe(401);
  });

  it('a wrong password and an unknown address sound the same', async () => {
    const tried = (email: string) =>
      torv.as(null)('POST', '/api/v1/session', { body: { email, password: 'not-the-password' } });
    const [wrong, unknown] = [await tried('chair@demo.torv.test'), await tried('no-one@demo.torv.test')];
    expect(wrong.status).toBe(401);
    expect(unknown.text).toBe(wrong.text);
  });

  it('another network, and one that does not exist, are both nothing', async () => {
    for (const path of [
      'meetings',
      'decisions',
      'overview/home',
      'log/checkpoint',
      'log/export',
      'organisations',
      `proposals/${placed.id}`,
    ])
      expect((await torv.as('outsider')('GET', path)).refusal()).toMatchObject({
        status: 404,
        code: 'PLATFORM.NOT_FOUND',
      });
    expect((await torv.as('outsider')('POST', 'meetings', { key: true, body: newMeeting })).refusal().status).toBe(404);
    expect((await torv.as('chair')('GET', '/api/v1/networks/findes-ikke/meetings')).refusal().status).toBe(404);
    expect(
      (await torv.as('facilitator')('GET', `/api/v1/networks/naboby-demo/proposals/${placed.id}`)).refusal().status,
    ).toBe(404);
    expect(
      (await torv.as('facilitator')('GET', `/api/v1/networks/naboby-demo/meetings/${openMeeting.id}`)).refusal().status,
    ).toBe(404);
  });
});

describe('lists and the log at their edges', () => {
  it.each(['meetings', 'decisions', 'proposals', 'initiatives'])(
    'a cursor that is none of the list of %s is refused',
    async (list) => {
      const cursors = [
        'x',
        Buffer.from('{}').toString('base64url'),
        Buffer.from('["one"]').toString('base64url'),
        Buffer.from('["not a time","not an id"]').toString('base64url'),
      ];
      for (const after of cursors) {
        const answer = await torv.as('chair')('GET', `${list}?after=${after}`);
        // A list sorted by words takes any two words for a place in it.
        if (answer.status === 200) expect([list, after]).toEqual(['initiatives', cursors.at(-2)]);
        else
          expect({ after, ...answer.refusal() }).toMatchObject({ after, status: 400, code: 'PLATFORM.INVALID_INPUT' });
      }
    },
  );

  it('pages follow each other without gap or overlap', async () => {
    const chair = torv.as('chair');
    const whole = (await chair('GET', 'meetings?limit=100')).as(MeetingPage).items.map((one) => one.id);
    expect(whole.length).toBeGreaterThan(4);
    const collected: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: MeetingPage = (await chair('GET', `meetings?limit=2${after ? `&after=${after}` : ''}`)).as(
        MeetingPage,
      );
      collected.push(...page.items.map((one) => one.id));
      after = page.nextCursor;
    }
    expect(collected).toEqual(whole);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'when=never'])('meetings?%s is refused', async (query) => {
    expect((await torv.as('chair')('GET', `meetings?${query}`)).refusal().status).toBe(400);
  });

  it.each([
    'entries',
    'entries?start=0',
    'entries?start=-1&end=1',
    'entries?start=2&end=1',
    'entries?start=0&end=1001',
    'proof/inclusion?index=0&size=0',
    'proof/inclusion?index=5&size=5',
    'proof/inclusion?index=0&size=999999',
    'proof/consistency?from=2&to=1',
    'proof/consistency?from=0&to=999999',
    'proof/consistency?from=0.5&to=1',
  ])('log/%s is refused with the field at fault', async (path) => {
    const refused = (await torv.as('chair')('GET', `log/${path}`)).refusal();
    expect(refused).toMatchObject({ status: 400, code: 'PLATFORM.INVALID_INPUT' });
    expect(refused.errors.length).toBeGreaterThan(0);
  });

  it('entries beyond the end are none, and a tree is consistent with itself and with the empty one', async () => {
    const chair = torv.as('chair');
    await chair('GET', 'log/checkpoint');
    expect((await chair('GET', 'log/entries?start=900&end=901')).json()).toEqual({ items: [] });
    expect((await chair('GET', 'log/proof/consistency?from=1&to=1')).json()).toEqual({ hashes: [] });
    expect((await chair('GET', 'log/proof/consistency?from=0&to=1')).json()).toEqual({ hashes: [] });
    expect((await chair('GET', 'log/proof/inclusion?index=0&size=1')).json()).toEqual({ hashes: [] });
  });

  it('what is no id, number or key finds nothing and breaks nothing', async () => {
    const chair = torv.as('chair');
    for (const path of ['meetings/x', 'proposals/x']) expect((await chair('GET', path)).refusal().status).toBe(400);
    for (const path of [
      'decisions/x',
      "decisions/'",
      'initiatives/findes-ikke',
      'bodies/findes-ikke',
      'strategies/goals/findes-ikke',
    ])
      expect((await chair('GET', path)).refusal().status).toBe(404);
    expect((await initiativeNow(chair, 'skolerenovering')).state).not.toBe('active');
  });
});
