import { DecisionPage } from '@torv/shared/decisions';
import { LogExport } from '@torv/shared/log';
import { MeetingPage, MeetingView } from '@torv/shared/meetings';
import { EventsView } from '@torv/shared/overview';
import { PublicDecisionPage } from '@torv/shared/portal';
import { ProposalPage, ProposalView } from '@torv/shared/proposals';
import { initiative } from '../decision-steps';
import { type Ask, network } from '../demo-network';
import { until } from '../harness/start-child';
import { type Listening, listenAs } from '../listen-as';
import { type Persona, seatOfPersona, startWorld, type World } from './personas';
import { grades, recordsOfEveryGrade } from './records-of-every-grade';
import { routesOf } from './routes-of-app';
import { queryOf } from './sample';
import { samples } from './samples';
import { calledMeeting, proposalNow, recordedDecision } from './steps';

// What each persona sees, asked in every way there is: one at a time, in lists, by filters, by words, in the export, in
// happenings and on the socket. The sets are the same, and the same as row security says.

const inside = ['member', 'conflicted', 'seated', 'secretary', 'chair'] as const satisfies readonly Persona[];
let world: World;
let everything: Record<'meeting' | 'item' | 'proposal' | 'decision', Map<string, string>>;
const listening: Listening[] = [];

beforeAll(async () => {
  world = await startWorld();
  await recordsOfEveryGrade(world);
}, 60_000);
/** Samples make records of their own: what there is is asked anew. */
beforeEach(async () => {
  const all = async (table: string, name = 'id') =>
    new Map(
      (
        await world.torv.admin.query<{ id: string; name: string }>(
          `SELECT id::text, ${name} AS name FROM ${table} WHERE network_id = $1`,
          [world.networkId],
        )
      ).rows.map((row) => [row.id, row.name]),
    );
  everything = {
    meeting: await all('meetings_meeting'),
    item: await all('meetings_item'),
    proposal: await all('proposals_proposal'),
    decision: await all('decisions_decision', 'number'),
  };
});
afterAll(async () => {
  for (const one of listening) one.close();
  await world?.close();
});

const tableOf = {
  meeting: 'meetings_meeting',
  item: 'meetings_item',
  proposal: 'proposals_proposal',
  decision: 'decisions_decision',
} as const;
const emailOf = (persona: Persona) => (persona === 'anonymous' ? null : (seatOfPersona[persona] ?? persona));

/** What row security shows a persona. */
async function truth(persona: Persona, kind: keyof typeof tableOf): Promise<Set<string>> {
  const sql = `SELECT id::text FROM ${tableOf[kind]} WHERE network_id = $1`;
  const found = await world.torv.bySql(emailOf(persona), (client) => client.query(sql, [world.networkId]));
  return new Set((found.rows as { id: string }[]).map((row) => row.id));
}

async function pagesOf(
  ask: Ask,
  list: string,
  contract: typeof MeetingPage | typeof ProposalPage | typeof DecisionPage,
) {
  const items: { id: string }[] = [];
  for (let after: string | null = ''; after !== null;) {
    const joint: string = list.includes('?') ? '&' : '?';
    const page = (await ask('GET', `${list}${joint}limit=7${after ? `&after=${after}` : ''}`)).as(contract) as {
      items: { id: string }[];
      nextCursor: string | null;
    };
    items.push(...page.items);
    after = page.nextCursor;
  }
  return items;
}
const idsOf = (items: { id: string }[]) => new Set(items.map((one) => one.id));

describe('it is not the same for all, and nothing for those outside', () => {
  it('each sees another part of it', async () => {
    const counts: Partial<Record<Persona, number>> = {};
    for (const persona of ['anonymous', 'former', 'stranger', ...inside] as const)
      counts[persona] = (await truth(persona, 'decision')).size;
    // Of each grade two on items that `conflicted` is kept from, and one that they are not.
    expect(counts).toMatchObject({
      anonymous: 3,
      former: 3,
      stranger: 3,
      member: 6,
      conflicted: 6,
      seated: 12,
      chair: 12,
    });
  });

  it('an item and a proposal may be seen by name alone', async () => {
    const named = await truth('member', 'proposal');
    const { rows } = await world.torv.admin.query<{ id: string }>(
      "SELECT id::text FROM proposals_proposal WHERE network_id = $1 AND visibility = 'closed' AND state = 'on-agenda'",
      [world.networkId],
    );
    expect(rows.filter((row) => named.has(row.id))).toHaveLength(1);
  });
});

describe.each(inside)('%s', (persona) => {
  it('sees the same meetings one by one, in lists, and in counts', async () => {
    const ask = world.ask(persona);
    const seen = await truth(persona, 'meeting');
    const listed = [
      ...(await pagesOf(ask, 'meetings?when=upcoming', MeetingPage)),
      ...(await pagesOf(ask, 'meetings?when=past', MeetingPage)),
    ] as { id: string; items: number }[];
    expect(idsOf(listed)).toEqual(seen);
    const items = new Set<string>();
    for (const id of everything.meeting.keys()) {
      const answer = await ask('GET', `meetings/${id}`);
      expect({ id, status: answer.status }).toEqual({ id, status: seen.has(id) ? 200 : 404 });
      if (!seen.has(id)) continue;
      const shown = answer.as(MeetingView);
      for (const item of shown.items) items.add(item.id);
      expect(listed.find((one) => one.id === id)!.items).toBe(shown.items.length);
    }
    // One named for an item of a meeting that is not theirs reads it where its proposal stands.
    const all = await truth(persona, 'item');
    expect([...items].filter((id) => !all.has(id))).toEqual([]);
    const { rows } = await world.torv.admin.query<{ id: string; meeting: string }>(
      'SELECT id::text, meeting_id::text AS meeting FROM meetings_item WHERE network_id = $1',
      [world.networkId],
    );
    const ofSeen = rows.filter((row) => all.has(row.id) && seen.has(row.meeting)).map((row) => row.id);
    expect(new Set(ofSeen)).toEqual(items);
  });

  it('sees the same proposals one by one, in lists, by filters, and in counts', async () => {
    const ask = world.ask(persona);
    const seen = await truth(persona, 'proposal');
    const listed = (await pagesOf(ask, 'proposals', ProposalPage)) as { id: string; stated: number }[];
    expect(idsOf(listed)).toEqual(seen);
    const byState = await Promise.all(
      ['draft', 'open', 'on-agenda', 'decided', 'referred', 'withdrawn'].map((state) =>
        pagesOf(ask, `proposals?state=${state}`, ProposalPage),
      ),
    );
    expect(idsOf(byState.flat())).toEqual(seen);
    expect(idsOf(await pagesOf(ask, 'proposals?body=styregruppen', ProposalPage))).toEqual(seen);
    for (const id of everything.proposal.keys()) {
      const answer = await ask('GET', `proposals/${id}`);
      expect({ id, status: answer.status }).toEqual({ id, status: seen.has(id) ? 200 : 404 });
      if (seen.has(id))
        expect(listed.find((one) => one.id === id)!.stated).toBe(answer.as(ProposalView).positions.length);
      const linked = (await ask('GET', `initiatives?proposal=${id}`)).json() as { items: unknown[] };
      if (!seen.has(id)) expect(linked.items).toEqual([]);
    }
  });

  it('sees the same decisions one by one, in lists, by filters and words, in receipts and in the export', async () => {
    const ask = world.ask(persona);
    const seen = await truth(persona, 'decision');
    const year = new Date().getFullYear();
    const lists = ['decisions', 'decisions?body=styregruppen', `decisions?year=${year}`, 'decisions?q=beboerne'];
    for (const list of lists)
      expect({ list, ids: idsOf(await pagesOf(ask, list, DecisionPage)) }).toEqual({ list, ids: seen });
    const matched = await world.torv.bySql(emailOf(persona), (client) =>
      client.query("SELECT id::text FROM decisions_found($1, 'beboerne', 1000)", [world.networkId]),
    );
    expect(idsOf(matched.rows as { id: string }[])).toEqual(seen);
    const byOutcome = await Promise.all(
      ['adopted', 'postponed'].map((outcome) => pagesOf(ask, `decisions?outcome=${outcome}`, DecisionPage)),
    );
    expect(idsOf(byOutcome.flat())).toEqual(seen);
    const byMeeting = await Promise.all(
      [...everything.meeting.keys()].map((id) => pagesOf(ask, `decisions?meeting=${id}`, DecisionPage)),
    );
    expect(idsOf(byMeeting.flat())).toEqual(seen);
    for (const [id, number] of everything.decision) {
      const status = seen.has(id) ? 200 : 404;
      for (const path of [`decisions/${number}`, `decisions/${number}/receipt`])
        expect({ path, status: (await ask('GET', path)).status }).toEqual({ path, status });
    }
    const log = (await ask('GET', 'log/export')).as(LogExport);
    const opened = log.entries.flatMap((entry) => (entry.record ? [(entry.record as { number: string }).number] : []));
    const numbers = [...seen].map((id) => everything.decision.get(id)!);
    expect(opened.sort()).toEqual(numbers.sort());
    // That the log has an entry more than one can see is the stated exception.
    expect(log.entries.length).toBeGreaterThanOrEqual(everything.decision.size);
  });

  it('is told in happenings what row security says, and of nothing else', async () => {
    const ask = world.ask(persona);
    const seen = new Map<string, Set<string>>();
    for (const kind of ['meeting', 'proposal', 'decision'] as const) seen.set(kind, await truth(persona, kind));
    const told: EventsView['items'] = [];
    for (let since = 0, more = true; more;) {
      const page = (await ask('GET', `overview/events?since=${since}`)).as(EventsView);
      told.push(...page.items);
      more = page.items.length === 100;
      since = page.upTo;
    }
    const stored = await world.torv.bySql(emailOf(persona), (client) =>
      client.query(
        'SELECT seq, subject_kind AS kind, subject_id::text AS id FROM platform_event WHERE network_id = $1',
        [world.networkId],
      ),
    );
    const rows = stored.rows as { seq: string; kind: string; id: string }[];
    const visible = rows.filter((row) => seen.get(row.kind)?.has(row.id));
    const ofKinds = told.filter((one) => seen.has(one.subject.kind));
    expect(ofKinds.map((one) => String(one.seq))).toEqual(
      visible.map((row) => row.seq).sort((a, b) => Number(a) - Number(b)),
    );
  });

  it('reads in no answer the id of what they may not see', async () => {
    const hidden = new Set<string>();
    for (const kind of ['meeting', 'item', 'proposal', 'decision'] as const) {
      const seen = await truth(persona, kind);
      for (const id of everything[kind].keys()) if (!seen.has(id)) hidden.add(id);
    }
    // A leaf of the log names its record by id, and says nothing of it: a stated exception.
    const read = routesOf(world.torv.app).filter(
      (route) =>
        /^GET \/api\/v1\/networks\/\{networkKey\}[^{]*$/.test(route) && !/\/log\/(entries|export)$/.test(route),
    );
    expect(read.length).toBeGreaterThan(15);
    for (const route of [
      ...read,
      'GET /api/v1/networks',
      `GET /api/v1/networks/{networkKey}/initiatives/${initiative}`,
    ]) {
      const path = route.slice(4).replace('{networkKey}', network);
      const sample = await samples[route]?.(world, persona, world.ask(persona));
      const { text } = await world.ask(persona)('GET', `${path}${sample ? queryOf(sample) : ''}`);
      expect({ route, named: [...hidden].filter((id) => text.includes(id)) }).toEqual({ route, named: [] });
    }
  });

  it('finds in the public what is public, as anyone does', async () => {
    const ask = world.ask(persona);
    const shown = (await ask('GET', `/api/public/v1/networks/${network}/decisions?limit=100`)).as(PublicDecisionPage);
    const anyones = [...(await truth('anonymous', 'decision'))].map((id) => everything.decision.get(id)!);
    expect(shown.items.map((one) => one.number).sort()).toEqual(anyones.sort());
    const page = (await ask('GET', `/p/${network}`)).text;
    for (const number of everything.decision.values()) {
      const isPublic = anyones.includes(number);
      expect({ number, shown: page.includes(`/decisions/${number}`) }).toEqual({ number, shown: isPublic });
      const path = `/api/public/v1/networks/${network}/decisions/${number}`;
      expect({ path, status: (await ask('GET', path)).status }).toEqual({ path, status: isPublic ? 200 : 404 });
    }
  });
});

describe('the search as the owner runs it', () => {
  it.each(['anonymous', 'stranger', 'former'] as const)('gives %s no candidate', async (persona) => {
    const matched = await world.torv.bySql(emailOf(persona), (client) =>
      client.query("SELECT id FROM decisions_found($1, 'beboerne', 1000)", [world.networkId]),
    );
    expect(matched.rowCount).toBe(0);
  });
});

describe('on the socket', () => {
  it('each hears exactly the happenings that row security shows them', async () => {
    const heard = new Map<Persona, Listening>();
    for (const persona of inside) {
      const one = await listenAs(world.torv, seatOfPersona[persona]!);
      heard.set(persona, one);
      listening.push(one);
    }
    const { rows } = await world.torv.admin.query<{ id: string }>(
      "SELECT id::text FROM proposals_proposal WHERE network_id = $1 AND state = 'on-agenda' ORDER BY id",
      [world.networkId],
    );
    const since = (heard.get('chair')!.reply as { upTo: number }).upTo;
    for (const { id } of rows) {
      const { version } = await proposalNow(world, id);
      const body = { organisation: 'lokale-foreninger', stance: 'endorse' };
      const stated = await world.ask('seated')('POST', `proposals/${id}/positions`, { key: true, version, body });
      stated.as(ProposalView, 201);
    }
    for (const grade of grades) {
      const { decision } = await recordedDecision(world, grade);
      expect(decision.visibility).toBe(grade);
    }
    await calledMeeting(world, 'public');
    const last = Number(
      (await world.torv.admin.query('SELECT last_event FROM platform_counter WHERE network_id = $1', [world.networkId]))
        .rows[0].last_event,
    );
    const kept = new Set<string>();
    for (const [persona, one] of heard) {
      await until(`${persona} hears the last`, () => one.heard.some((event) => event.seq === last));
      const shown = await world.torv.bySql(emailOf(persona), (client) =>
        client.query(
          'SELECT seq::int, kind, subject_id::text AS id FROM platform_event WHERE network_id = $1 AND seq > $2 ORDER BY seq',
          [world.networkId, since],
        ),
      );
      const rowsShown = shown.rows as { seq: number; kind: string; id: string }[];
      const seqs = new Set(one.heard.filter((event) => event.seq > since).map((event) => event.seq));
      // A proposal is placed before anyone is ruled conflicted on it: that much was heard, and is not shown afterwards.
      const early = one.heard.filter((event) => event.kind === 'proposals.placed').map((event) => event.seq);
      const shownSeqs = new Set(rowsShown.map((row) => row.seq));
      expect({ persona, missed: rowsShown.filter((row) => !seqs.has(row.seq)) }).toEqual({ persona, missed: [] });
      const extra = [...seqs].filter(
        (seq) => !shownSeqs.has(seq) && !(persona === 'conflicted' && early.includes(seq)),
      );
      expect({ persona, extra }).toEqual({ persona, extra: [] });
      kept.add(`${seqs.size}`);
    }
    expect(kept.size).toBeGreaterThan(2);
  });
});
