import { InitiativePage, InitiativeView } from '@torv/shared/initiatives';
import { HomeView } from '@torv/shared/overview';
import { PauseWhenCommitmentsExpire } from '../src/initiatives/pause-when-commitments-expire';
import { initiative, initiativeNow } from './decision-steps';
import { startDemoTorv, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let pausing: PauseWhenCommitmentsExpire;

beforeAll(async () => {
  torv = await startDemoTorv();
  pausing = torv.app.get(PauseWhenCommitmentsExpire);
}, 60_000);
afterAll(() => torv?.close());

const paused = async (): Promise<{ word: string; actor_id: string | null }[]> =>
  (await torv.admin.query("SELECT word, actor_id FROM platform_event WHERE kind = 'initiatives.paused' ORDER BY seq"))
    .rows;
const stored = async (): Promise<string> =>
  (await torv.admin.query('SELECT state FROM initiatives_initiative WHERE key = $1', [initiative])).rows[0].state;

/** The municipality commits, to a day; the facilitator starts the initiative. */
async function startUntil(until: string): Promise<InitiativeView> {
  const { version } = await initiativeNow(torv.as('member.municipality'));
  const given = await torv.as('member.municipality')('POST', `initiatives/${initiative}/commitments`, {
    key: true,
    version,
    body: { organisation: 'aalborg-kommune', kind: 'staff-hours', amount: 12, from: '2026-01-01', until },
  });
  const step = { version: given.as(InitiativeView, 201).version, body: { to: 'active' } };
  return (await torv.as('facilitator')('POST', `initiatives/${initiative}/transitions`, step)).as(InitiativeView);
}

describe("when the last partner's commitment runs out", () => {
  it('the initiative is paused as the day after it begins where the network is, once, and it is told', async () => {
    const started = await startUntil('2031-06-30');
    expect(started.state).toBe('active');
    // 23.59 in the network, and 00.01; elsewhere it is the 30th still.
    await pausing.sweep(new Date('2031-06-30T21:59:00Z'));
    expect(await stored()).toBe('active');
    expect(await paused()).toEqual([]);
    await pausing.sweep(new Date('2031-06-30T22:01:00Z'));
    const after = await initiativeNow(torv.as('facilitator'));
    expect(after).toMatchObject({ state: 'paused', version: started.version + 1 });
    expect(await paused()).toEqual([{ word: 'paused', actor_id: null }]);
    await pausing.sweep(new Date('2031-07-01T22:01:00Z'));
    expect(await paused()).toHaveLength(1);
  });

  it('two processes that see it at once tell it once', async () => {
    await startUntil('2032-06-30');
    const at = new Date('2032-08-01T00:00:00Z');
    await Promise.all([pausing.sweep(at), pausing.sweep(at), pausing.sweep(at)]);
    expect(await stored()).toBe('paused');
    expect(await paused()).toHaveLength(2);
  });

  it('it says how long until a day begins somewhere, and looks again within the hour', async () => {
    expect(await pausing.sweep(new Date('2031-06-30T21:59:00Z'))).toBe(60_000);
    expect(await pausing.sweep(new Date('2031-06-30T12:00:00Z'))).toBe(3_600_000);
    // Midnight itself belongs to the day that begins.
    expect(await pausing.sweep(new Date('2031-06-30T22:00:00Z'))).toBe(3_600_000);
  });
});

describe('between a midnight and the pause', () => {
  beforeAll(async () => {
    await startUntil('2033-06-30');
    // The day has passed: what no request can do, done without triggers.
    await torv.admin.query('SET session_replication_role = replica');
    await torv.admin.query(
      "UPDATE initiatives_commitment SET valid_until = current_date - 2, valid_from = '2020-01-01' WHERE withdrawn_at IS NULL",
    );
    await torv.admin.query('SET session_replication_role = origin');
    expect(await stored()).toBe('active');
  });

  it('no door shows it as active', async () => {
    const ask = torv.as('facilitator');
    expect(await initiativeNow(ask)).toMatchObject({ state: 'paused', hindrance: 'no-partner-committed' });
    const list = (await ask('GET', 'initiatives?state=active')).as(InitiativePage);
    expect(list.items.map((one) => one.key)).not.toContain(initiative);
    const halted = (await ask('GET', 'initiatives?state=paused')).as(InitiativePage);
    expect(halted.items.map((one) => one.key)).toContain(initiative);
    const { goals } = (await ask('GET', 'overview/home')).as(HomeView);
    expect(goals.map((goal) => goal.active)).toEqual(goals.map(() => 0));
  });

  it('and no change keeps it so', async () => {
    for (const role of ['torv_app', 'torv_owner'])
      await expect(
        torv.bySql(
          'facilitator',
          (client) =>
            client.query('UPDATE initiatives_initiative SET version = version + 1 WHERE key = $1', [initiative]),
          role,
        ),
      ).rejects.toMatchObject({ code: '23001', message: 'INITIATIVES.PARTNER_REQUIRED' });
  });

  it('a process that starts pauses it before it answers anyone', async () => {
    const before = (await paused()).length;
    await pausing.onApplicationBootstrap();
    expect(await stored()).toBe('paused');
    expect(await paused()).toHaveLength(before + 1);
  });
});
