import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DecisionView } from '@torv/shared/decisions';
import { EntriesView, LogExport, parseLeaf, verifyExport } from '@torv/shared/log';
import { MeetingView } from '@torv/shared/meetings';
import { body, network, startDemoTorv, type DemoTorv } from './demo-network';
import { takeStep } from './decision-steps';
import { endChildren, startChild, until } from './harness/start-child';
import { contradictions, type Append, type Read } from './list-append';

const clients = 8;
const kills = 3;
let torv: DemoTorv;
let url = '';

const serving = `
  const { readSettings } = load('platform/config/read-settings');
  const { createApp } = load('create-app');
  const app = await createApp(readSettings(process.env), process.env.DATABASE_URL);
  await app.listen(0, '127.0.0.1');
  console.log('listening on ' + app.getHttpServer().address().port);`;

/** A Torv of its own process on the spec's database, which can be killed. */
async function serve() {
  const { child, said, over } = startChild(serving, {
    env: { DATABASE_URL: torv.database.appUrl, TORV_DATA: torv.dataDir, PORT: '0', TORV_SECOND_FACTOR: 'offered' },
  });
  await until('the child listens', () => {
    if (child.exitCode !== null) throw new Error(said());
    return /listening on \d+/.test(said());
  });
  url = `http://127.0.0.1:${/listening on (\d+)/.exec(said())![1]}/api/v1/networks/${network}`;
  return { child, over };
}

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterEach(endChildren);
afterAll(() => torv?.close());

async function openMeeting(items: number): Promise<MeetingView> {
  const chair = torv.as('chair');
  const called = await chair('POST', 'meetings', {
    key: true,
    body: {
      body,
      title: 'Langt møde',
      startsAt: '2027-03-01T15:00:00+01:00',
      endsAt: '2027-03-01T17:00:00+01:00',
      items: Array.from({ length: items }, (_, n) => ({ title: `Orientering ${n + 1}`, kind: 'information' })),
      call: true,
    },
  });
  return takeStep(chair, called.as(MeetingView, 201).id, 'open');
}

it('eight clients record decisions while the process is killed: nothing acknowledged is lost, and the order holds', async () => {
  const meetings = await Promise.all(Array.from({ length: clients }, () => openMeeting(40)));
  const cookie = torv.cookieOf('chair');
  const appends: Append[] = [];
  const reads: Read[] = [];
  const answers = new Map<string, string>();
  let ended = false;
  let acknowledged = 0;
  let server = await serve();

  /** Records what was noted on each item of a meeting, each again and again under its key until someone answers. */
  const record = async (meeting: MeetingView) => {
    for (const item of meeting.items) {
      if (ended) return;
      const append: Append = { element: '', invoked: performance.now(), acknowledged: null, at: null };
      const key = randomUUID();
      const request = {
        method: 'POST',
        headers: {
          cookie,
          'x-requested-with': 'torv',
          'content-type': 'application/json',
          'if-match': `"${meeting.version}"`,
          'idempotency-key': key,
        },
        body: JSON.stringify({
          meetingId: meeting.id,
          itemId: item.id,
          outcome: 'noted',
          text: 'Taget til efterretning.',
          rationale: 'Punktet var til orientering.',
          summary: 'Gruppen blev orienteret.',
          visibility: 'network',
        }),
      };
      for (;;) {
        const answer = await fetch(`${url}/decisions`, request).catch(() => null);
        const text = await answer?.text().catch(() => null);
        if (!answer || text === null || text === undefined) {
          await pause(20);
          continue;
        }
        expect({ status: answer.status, text }).toMatchObject({ status: 201 });
        const decision = DecisionView.parse(JSON.parse(text));
        append.element = decision.id;
        append.at = decision.logIndex;
        append.acknowledged = performance.now();
        answers.set(decision.id, decision.number);
        acknowledged += 1;
        break;
      }
      appends.push(append);
    }
  };

  /** Reads the whole log, as ids of what its entries are of. */
  const look = async () => {
    while (!ended) {
      const invoked = performance.now();
      const answer = await fetch(`${url}/log/entries?start=0&end=1000`, { headers: { cookie } }).catch(() => null);
      const text = answer?.ok ? await answer.text().catch(() => null) : null;
      if (text) {
        const { items } = EntriesView.parse(JSON.parse(text));
        // Dense: entry n is the nth.
        expect(items.map((one) => one.index)).toEqual(items.map((_, n) => n));
        reads.push({ invoked, answered: performance.now(), list: items.map((one) => parseLeaf(one.leaf)!.subject) });
      }
      await pause(15);
    }
  };

  const looking = look();
  const recording = Promise.all(meetings.map(record));
  for (let killed = 0; killed < kills; killed += 1) {
    const before = acknowledged;
    await until('some are recorded', () => acknowledged >= before + 20);
    server.child.kill('SIGKILL');
    await server.over;
    server = await serve();
  }
  const before = acknowledged;
  await until('it goes on', () => acknowledged >= before + 20 || acknowledged === clients * 40);
  ended = true;
  await Promise.all([recording, looking]);

  const whole = (await torv.as('chair')('GET', 'log/entries?start=0&end=1000')).as(EntriesView);
  const list = whole.items.map((one) => parseLeaf(one.leaf)!.subject);
  reads.push({ invoked: performance.now(), answered: performance.now(), list });
  // The log's key is named by the process as somebody first records: when, nobody was told.
  const first = list.slice(0, list.length - appends.length);
  const others = first.map((element, at) => ({ element, invoked: 0, acknowledged: null, at }));
  expect(contradictions([...others, ...appends], reads)).toEqual([]);
  expect(reads.length).toBeGreaterThan(kills);
  // No request that was repeated made a second decision, and no number is missing.
  const numbers = [...answers.values()].map((one) => Number(one.split('-').at(-1))).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, n) => n + 1));
  const log = (await torv.as('chair')('GET', 'log/export')).as(LogExport);
  expect(verifyExport(log)).toMatchObject({ ok: true, findings: [] });
}, 120_000);
