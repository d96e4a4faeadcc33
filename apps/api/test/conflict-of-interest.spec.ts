import { DecisionPage, DecisionView, TallyView } from '@torv/shared/decisions';
import { MeetingView } from '@torv/shared/meetings';
import { EventsView, HomeView } from '@torv/shared/overview';
import { ProposalPage, ProposalView } from '@torv/shared/proposals';
import type { Client } from 'pg';
import { callMeeting, decisionOn, draftProposal, everyoneAttends, place, takeStep } from './decision-steps';
import { type Ask, network, startDemoTorv, type DemoTorv, type Seat } from './demo-network';
import { until } from './harness/start-child';
import { listenAs, type Listening } from './listen-as';

// 5: who the body has ruled conflicted on an item takes no part in it, through any door.

let torv: DemoTorv;
let networkId: string;
const open: Listening[] = [];

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
}, 60_000);
afterAll(async () => {
  for (const one of open) one.close();
  await torv?.close();
});

const meetingNow = async (ask: Ask, id: string) => (await ask('GET', `meetings/${id}`)).as(MeetingView);
const seatOf = (meeting: MeetingView, organisation: string, role = 'member') =>
  meeting.attendance.find((one) => one.organisation.key === organisation && one.role === role)!.seatId;

/** A called meeting with an own item and a placed proposal, on its second. */
async function meetingWithProposal(visibility: 'public' | 'network' | 'body' | 'closed' = 'network') {
  const facilitator = torv.as('facilitator');
  const called = await callMeeting(torv.as('chair'), visibility === 'public' ? 'public' : 'network');
  const proposal = await place(facilitator, await draftProposal(facilitator, visibility), called);
  const meeting = await meetingNow(facilitator, called.id);
  return { meeting, proposal, item: meeting.items[1]! };
}

async function declare(seat: Seat, meeting: MeetingView, itemId: string, body: object) {
  const { version } = await meetingNow(torv.as(seat), meeting.id);
  return torv.as(seat)('POST', `meetings/${meeting.id}/items/${itemId}/conflicts`, { key: true, version, body });
}

/** The chair notes that the municipality's member is conflicted, and that the body has ruled so. */
async function ruled(
  meeting: MeetingView,
  itemId: string,
  { mayRead = false, organisation = 'aalborg-kommune', role = 'member', by = 'chair' as Seat } = {},
): Promise<MeetingView> {
  const ground = 'Gift med direktøren for den, der får opgaven';
  const seatId = seatOf(meeting, organisation, role);
  return (await declare(by, meeting, itemId, { seatId, ground, ruling: 'conflicted', mayRead })).as(MeetingView, 201);
}

const stating = async (seat: Seat, organisation: string, proposalId: string, version: number) =>
  torv.as(seat)('POST', `proposals/${proposalId}/positions`, {
    key: true,
    version,
    body: { organisation, stance: 'endorse' },
  });

describe('declaring and ruling', () => {
  it('a stranger finds nothing, a member of the network without a seat declares for nobody', async () => {
    const { meeting, item } = await meetingWithProposal();
    const body = { seatId: seatOf(meeting, 'aalborg-kommune'), ground: 'x' };
    const path = `meetings/${meeting.id}/items/${item.id}/conflicts`;
    const tried = async (seat: Seat | null) =>
      (await torv.as(seat)('POST', path, { key: true, version: meeting.version, body })).refusal();
    expect((await tried(null)).status).toBe(401);
    expect((await tried('outsider')).status).toBe(404);
    expect(await tried('manager')).toMatchObject({ status: 403, code: 'MEETINGS.MAY_NOT_DECLARE' });
    expect(await tried('member.civil')).toMatchObject({ status: 403, code: 'MEETINGS.MAY_NOT_DECLARE' });
  });

  it('who sits there declares for themself, and does not rule on it', async () => {
    const { meeting, item } = await meetingWithProposal();
    const mine = { seatId: seatOf(meeting, 'aalborg-kommune'), ground: 'Jeg er formand for foreningen' };
    const refused = await declare('member.municipality', meeting, item.id, { ...mine, ruling: 'not-conflicted' });
    expect(refused.refusal()).toMatchObject({ status: 403, code: 'MEETINGS.NOT_ON_ONESELF' });
    const declared = (await declare('member.municipality', meeting, item.id, mine)).as(MeetingView, 201);
    expect(declared.version).toBeGreaterThan(meeting.version);
    expect(declared.items[1]!.conflicts).toMatchObject([
      { personName: 'Medlem for Aalborg Kommune', ground: mine.ground, ruling: null, ruledAt: null, mine: true },
    ]);
    expect((await declare('member.municipality', declared, item.id, mine)).refusal().code).toBe(
      'MEETINGS.ALREADY_DECLARED',
    );
  });

  it('nobody rules on oneself: the chair is ruled on by another who runs the meeting', async () => {
    const { meeting, item } = await meetingWithProposal();
    const seatId = seatOf(meeting, 'himmerland', 'chair');
    const own = await declare('chair', meeting, item.id, { seatId, ground: 'x', ruling: 'not-conflicted' });
    expect(own.refusal().code).toBe('MEETINGS.NOT_ON_ONESELF');
    const declared = (await declare('chair', meeting, item.id, { seatId, ground: 'x' })).as(MeetingView, 201);
    const conflict = declared.items[1]!.conflicts[0]!;
    const rule = (seat: Seat) =>
      torv.as(seat)('PUT', `meetings/${meeting.id}/items/${item.id}/conflicts/${conflict.id}`, {
        version: declared.version,
        body: { ruling: 'conflicted' },
      });
    expect((await rule('chair')).refusal().code).toBe('MEETINGS.NOT_ON_ONESELF');
    expect((await rule('member.civil')).refusal().code).toBe('MEETINGS.MAY_NOT_RUN');
    const after = (await rule('facilitator')).as(MeetingView);
    expect(after.items[1]!.conflicts[0]).toMatchObject({ ruling: 'conflicted', mayRead: false, mine: false });
    expect(after.items[1]!.conflicts[0]!.ruledAt).not.toBeNull();
  });

  it('a ground is told to those who sit there and to nobody else', async () => {
    const { meeting, item } = await meetingWithProposal('public');
    await ruled(meeting, item.id);
    const shown = async (seat: Seat) => (await meetingNow(torv.as(seat), meeting.id)).items[1]!.conflicts.length;
    expect([await shown('member.civil'), await shown('manager')]).toEqual([1, 0]);
  });

  it('a stale version, a vacant seat, an item of another meeting and a meeting that is over are refused', async () => {
    const { meeting, item } = await meetingWithProposal();
    const body = { seatId: seatOf(meeting, 'aalborg-kommune'), ground: 'x' };
    const chair = torv.as('chair');
    const path = `meetings/${meeting.id}/items/${item.id}/conflicts`;
    const at = (version: number, more: object = {}) =>
      chair('POST', path, { key: true, version, body: { ...body, ...more } });
    expect((await at(meeting.version - 1)).refusal().code).toBe('PLATFORM.VERSION_STALE');
    expect((await at(meeting.version, { seatId: meeting.id })).refusal().errors[0]!.path).toBe('seatId');
    expect((await at(meeting.version, { mayRead: true })).refusal().errors[0]!.path).toBe('mayRead');
    const other = await callMeeting(chair);
    const elsewhere = await chair('POST', `meetings/${other.id}/items/${item.id}/conflicts`, {
      key: true,
      version: other.version,
      body,
    });
    expect(elsewhere.refusal().status).toBe(404);
    const cancelled = await takeStep(chair, meeting.id, 'cancelled');
    expect((await at(cancelled.version)).refusal().code).toBe('MEETINGS.OVER');
  });
});

describe('who was ruled conflicted', () => {
  it('finds neither item nor proposal, in no list, count or happening; their colleague does', async () => {
    const { meeting, proposal, item } = await meetingWithProposal();
    await ruled(meeting, item.id);
    const conflicted = torv.as('member.municipality');
    expect((await conflicted('GET', `proposals/${proposal.id}`)).refusal()).toMatchObject({ status: 404 });
    const shown = await meetingNow(conflicted, meeting.id);
    expect(shown.items.map((one) => one.id)).toEqual([meeting.items[0]!.id]);
    expect(shown.withheld).toBe(1);
    const listed = async (ask: Ask) =>
      (await ask('GET', 'proposals?limit=100')).as(ProposalPage).items.some((one) => one.id === proposal.id);
    const happened = async (ask: Ask) =>
      (await ask('GET', 'overview/events?since=0')).as(EventsView).items.some((one) => one.subject.id === proposal.id);
    const needed = async (ask: Ask) =>
      JSON.stringify((await ask('GET', 'overview/home')).as(HomeView)).includes(proposal.id);
    expect([await listed(conflicted), await happened(conflicted), await needed(conflicted)]).toEqual([
      false,
      false,
      false,
    ]);
    const colleague = torv.as('manager');
    expect([await listed(colleague), await happened(colleague)]).toEqual([true, true]);
    expect(await needed(torv.as('member.civil'))).toBe(true);
  });

  it('states no position, not even where the ruling lets them read on', async () => {
    const { meeting, proposal, item } = await meetingWithProposal();
    await ruled(meeting, item.id, { mayRead: true });
    const { version } = (await torv.as('member.municipality')('GET', `proposals/${proposal.id}`)).as(ProposalView);
    const refused = await stating('member.municipality', 'aalborg-kommune', proposal.id, version);
    expect(refused.refusal()).toMatchObject({ status: 403, code: 'MEETINGS.CONFLICTED' });
    expect((await stating('member.civil', 'lokale-foreninger', proposal.id, version)).status).toBe(201);
  });

  it('is let back in by another ruling', async () => {
    const { meeting, proposal, item } = await meetingWithProposal();
    const after = await ruled(meeting, item.id);
    const conflict = after.items[1]!.conflicts[0]!;
    const lifted = await torv.as('facilitator')(
      'PUT',
      `meetings/${meeting.id}/items/${item.id}/conflicts/${conflict.id}`,
      {
        version: after.version,
        body: { ruling: 'not-conflicted' },
      },
    );
    lifted.as(MeetingView);
    const seen = (await torv.as('member.municipality')('GET', `proposals/${proposal.id}`)).as(ProposalView);
    expect((await stating('member.municipality', 'aalborg-kommune', proposal.id, seen.version)).status).toBe(201);
  });

  it('does not count in the quorum of the item, and counts in that of the others', async () => {
    const { meeting, item } = await meetingWithProposal();
    await ruled(meeting, item.id);
    const chair = torv.as('chair');
    const opened = await everyoneAttends(chair, await takeStep(chair, meeting.id, 'open'));
    expect(opened.quorum.met).toBe(true);
    const deciding = async (itemId: string, text?: string) =>
      chair('POST', 'decisions', {
        key: true,
        version: (await meetingNow(chair, meeting.id)).version,
        body: { ...decisionOn(meeting.id, itemId), ...(text ? { text } : {}) },
      });
    // The municipality is a sector that must be present, and its only member here is conflicted.
    expect((await deciding(item.id)).refusal()).toMatchObject({ status: 409, code: 'DECISIONS.QUORUM_MISSING' });
    (await deciding(meeting.items[0]!.id, 'Dagsordenen er godkendt.')).as(DecisionView, 201);
  });

  it('as chair does not record the decision, even where they may read', async () => {
    const { meeting, item } = await meetingWithProposal();
    await ruled(meeting, item.id, { organisation: 'himmerland', role: 'chair', by: 'facilitator', mayRead: true });
    const chair = torv.as('chair');
    const opened = await everyoneAttends(torv.as('facilitator'), await takeStep(chair, meeting.id, 'open'));
    const refused = await chair('POST', 'decisions', {
      key: true,
      version: opened.version,
      body: decisionOn(meeting.id, item.id),
    });
    expect(refused.refusal()).toMatchObject({ status: 403, code: 'MEETINGS.CONFLICTED' });
  });

  it('does not find the decision, in the list, by its words or in the export; of a public one they read it', async () => {
    for (const visibility of ['network', 'public'] as const) {
      const { meeting, proposal, item } = await meetingWithProposal(visibility);
      await ruled(meeting, item.id, { organisation: 'lokale-foreninger' });
      const chair = torv.as('chair');
      const opened = await everyoneAttends(chair, await takeStep(chair, meeting.id, 'open'));
      const recorded = await chair('POST', 'decisions', {
        key: true,
        version: opened.version,
        body: {
          ...decisionOn(meeting.id, item.id, visibility),
          outcome: 'postponed',
          summary: `Kålroer ${visibility}`,
        },
      });
      const decision = recorded.as(DecisionView, 201);
      const finds = async (seat: Seat) => {
        const ask = torv.as(seat);
        const pages = ['decisions?limit=100', 'decisions?q=k%C3%A5lroer&limit=100', 'decisions?outcome=postponed'];
        const lists = await Promise.all(pages.map(async (path) => (await ask('GET', path)).as(DecisionPage).items));
        const log = (await ask('GET', 'log/export')).json() as {
          entries: { index: number; record?: unknown; salts?: unknown }[];
        };
        const entry = log.entries.find((one) => one.index === decision.logIndex)!;
        return [
          (await ask('GET', `decisions/${decision.number}`)).status === 200,
          (await ask('GET', `decisions/${decision.number}/receipt`)).status === 200,
          ...lists.map((items) => items.some((one) => one.id === decision.id)),
          JSON.stringify(entry).includes('Kålroer'),
        ];
      };
      const reads = visibility === 'public';
      expect([...(await finds('member.civil'))]).toEqual(Array<boolean>(6).fill(reads));
      expect(await finds('manager')).toEqual(Array<boolean>(6).fill(true));
      expect((await torv.as('member.civil')('GET', `proposals/${proposal.id}`)).status).toBe(reads ? 200 : 404);
    }
  });

  it('a ruling after the decision reaches the decision too', async () => {
    const { meeting, item } = await meetingWithProposal();
    const chair = torv.as('chair');
    const opened = await everyoneAttends(chair, await takeStep(chair, meeting.id, 'open'));
    const body = { ...decisionOn(meeting.id, item.id), outcome: 'postponed' };
    const decided = (await chair('POST', 'decisions', { key: true, version: opened.version, body })).as(
      DecisionView,
      201,
    );
    expect((await torv.as('member.civil')('GET', `decisions/${decided.number}`)).status).toBe(200);
    await ruled(opened, item.id, { organisation: 'lokale-foreninger' });
    expect((await torv.as('member.civil')('GET', `decisions/${decided.number}`)).status).toBe(404);
  });

  it('as secretary puts the items that they see in order, and adds one, round the one that they do not', async () => {
    const { meeting, item } = await meetingWithProposal();
    const facilitator = torv.as('facilitator');
    await ruled(meeting, item.id, { organisation: 'center-for-samskabelse', role: 'secretary' });
    const before = await meetingNow(facilitator, meeting.id);
    expect(before.items).toHaveLength(1);
    const added = await facilitator('POST', `meetings/${meeting.id}/items`, {
      key: true,
      version: before.version,
      body: { title: 'Eventuelt', kind: 'information', minutes: 5 },
    });
    const seen = added.as(MeetingView, 201);
    const ordered = await facilitator('PUT', `meetings/${meeting.id}/order`, {
      version: seen.version,
      body: { items: seen.items.map((one) => one.id).toReversed() },
    });
    expect(ordered.as(MeetingView).items.map((one) => one.position)).toEqual([1, 3]);
    const whole = await meetingNow(torv.as('chair'), meeting.id);
    expect(whole.items.map((one) => one.title)).toEqual(['Eventuelt', item.title, 'Godkendelse af dagsorden']);
  });

  it('hears nothing of it, and everything else', async () => {
    const { meeting, proposal, item } = await meetingWithProposal();
    await ruled(meeting, item.id, { mayRead: true });
    const [conflicted, other] = [await listenAs(torv, 'member.municipality'), await listenAs(torv, 'manager')];
    open.push(conflicted, other);
    const { version } = (await torv.as('member.civil')('GET', `proposals/${proposal.id}`)).as(ProposalView);
    (await stating('member.civil', 'lokale-foreninger', proposal.id, version)).as(ProposalView, 201);
    await callMeeting(torv.as('chair'));
    await until('the conflicted hears', () => conflicted.heard.some((one) => one.kind === 'meetings.called'));
    await until('the other hears', () => other.heard.some((one) => one.kind === 'meetings.called'));
    expect(other.heard.map((one) => one.kind)).toContain('proposals.position-stated');
    expect(conflicted.heard.map((one) => one.kind)).not.toContain('proposals.position-stated');
    const missed = (await torv.as('member.municipality')('GET', 'overview/events?since=0')).as(EventsView);
    expect(missed.items.some((one) => one.subject.id === proposal.id)).toBe(false);
  });
});

describe('by SQL, as the application', () => {
  const run =
    (sql: string, ...values: unknown[]) =>
    async (client: Client) =>
      (await client.query(sql, values)).rowCount ?? 0;
  const notPermitted = expect.objectContaining({ code: '42501' });
  const refusedBy = (message: string) => expect.objectContaining({ code: '23001', message });

  it('sees and says nothing, whatever is asked', async () => {
    const { meeting, proposal, item } = await meetingWithProposal('body');
    await ruled(meeting, item.id);
    const seen = (seat: string, sql: string, ...values: unknown[]) => torv.bySql(seat, run(sql, ...values));
    for (const [sql, id] of [
      ['SELECT FROM meetings_item WHERE id = $1', item.id],
      ['SELECT FROM proposals_proposal WHERE id = $1', proposal.id],
      ['SELECT FROM proposals_goal WHERE proposal_id = $1', proposal.id],
      ['SELECT FROM platform_event WHERE subject_id = $1', proposal.id],
    ] as const) {
      expect([sql, await seen('member.municipality', sql, id)]).toEqual([sql, 0]);
      expect([sql, await seen('member.civil', sql, id)]).toEqual([sql, expect.any(Number)]);
      expect(await seen('member.civil', sql, id)).toBeGreaterThan(0);
    }
    const state = run(
      `INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, on_version, stated_by)
       SELECT $1, $2, g.scope_id, 9, 'endorse', 1, platform_actor() FROM platform_grant g WHERE g.scope = 'organisation'`,
      networkId,
      proposal.id,
    );
    await expect(torv.bySql('member.municipality', state)).rejects.toEqual(notPermitted);
    expect(await torv.bySql('member.civil', state)).toBe(1);
  });

  it('takes back no ruling, rules not on oneself, and gets nobody in or out', async () => {
    const { meeting, item } = await meetingWithProposal();
    await ruled(meeting, item.id, { organisation: 'himmerland', role: 'chair', by: 'facilitator', mayRead: true });
    const lift = run(
      "UPDATE meetings_conflict SET ruling = 'not-conflicted', may_read = false, ruled_by = platform_actor() WHERE item_id = $1",
      item.id,
    );
    expect(await torv.bySql('chair', lift)).toBe(0);
    expect(await torv.bySql('member.civil', lift)).toBe(0);
    expect(await torv.bySql('facilitator', lift)).toBe(1);
    const inAnothersName = run('UPDATE meetings_conflict SET ruled_by = person_id WHERE item_id = $1', item.id);
    await expect(torv.bySql('facilitator', inAnothersName)).rejects.toEqual(notPermitted);
    for (const sql of [
      'DELETE FROM meetings_conflict',
      "UPDATE meetings_conflict SET ground = 'x'",
      'DELETE FROM platform_exclusion',
      'UPDATE platform_exclusion SET may_read = true',
      'INSERT INTO platform_exclusion (network_id, person_id, subject_id, source_id) SELECT network_id, platform_actor(), id, id FROM meetings_item',
      'INSERT INTO platform_participant (network_id, person_id, subject_id, source_id) SELECT network_id, platform_actor(), id, id FROM meetings_item',
    ])
      for (const seat of ['chair', 'facilitator', 'manager'])
        await expect(torv.bySql(seat, run(sql))).rejects.toEqual(notPermitted);
  });

  it('declares for nobody else, in no other body and on no item that is not there', async () => {
    const { meeting, item } = await meetingWithProposal();
    const declaring = (person: string, more = '') =>
      run(
        `INSERT INTO meetings_conflict (network_id, meeting_id, item_id, body_id, person_id, ground, recorded_by ${more && ', ruling, ruled_by, ruled_at'})
         SELECT i.network_id, i.meeting_id, i.id, i.body_id, ${person}, 'x', platform_actor() ${more} FROM meetings_item i WHERE i.id = $1`,
        item.id,
      );
    const municipality =
      "(SELECT s.person_id FROM bodies_seat s JOIN identity_person p ON p.id = s.person_id WHERE p.email = 'member.municipality@demo.torv.test' LIMIT 1)";
    const conflicted = ", 'conflicted', platform_actor(), now()";
    expect(await torv.bySql('member.civil', declaring('platform_actor()'))).toBe(1);
    await expect(torv.bySql('member.civil', declaring(municipality))).rejects.toEqual(notPermitted);
    await expect(torv.bySql('manager', declaring('platform_actor()'))).rejects.toEqual(notPermitted);
    await expect(torv.bySql('chair', declaring('platform_actor()', conflicted))).rejects.toEqual(notPermitted);
    expect(await torv.bySql('chair', declaring(municipality, conflicted))).toBe(1);
    const inAnotherBody = run(
      `INSERT INTO meetings_conflict (network_id, meeting_id, item_id, body_id, person_id, ground, recorded_by)
       SELECT i.network_id, i.meeting_id, i.id, b.id, platform_actor(), 'x', platform_actor() FROM meetings_item i, bodies_body b
       WHERE i.id = $1 AND b.network_id = i.network_id AND b.key = 'bestyrelse-cfs'`,
      item.id,
    );
    await expect(torv.bySql('facilitator', inAnotherBody)).rejects.toEqual(refusedBy('MEETINGS.OTHER_BODY'));
    expect(meeting.id).not.toBe(item.id);
  });

  it('gives no first word of two either, and one that they gave before waits no more', async () => {
    const { meeting, proposal, item } = await meetingWithProposal();
    const wait = run(
      `INSERT INTO proposals_pending (network_id, proposal_id, organisation_id, stance, on_version, stated_by)
       SELECT $1, $2, g.scope_id, 'endorse', 1, platform_actor() FROM platform_grant g WHERE g.scope = 'organisation'`,
      networkId,
      proposal.id,
    );
    expect(await torv.bySql('member.municipality', wait)).toBe(1);
    await torv.admin.query(
      `INSERT INTO proposals_pending (network_id, proposal_id, organisation_id, stance, on_version, stated_by)
       SELECT o.network_id, $1, o.id, 'endorse', 1, p.id FROM organisations_organisation o, identity_person p
       WHERE o.network_id = $2 AND o.key = 'aalborg-kommune' AND p.email = 'member.municipality@demo.torv.test'`,
      [proposal.id, networkId],
    );
    await ruled(meeting, item.id, { mayRead: true });
    await expect(torv.bySql('member.municipality', wait)).rejects.toEqual(notPermitted);
    const waiting = 'SELECT FROM proposals_pending WHERE proposal_id = $1 AND ended_at IS NULL';
    expect((await torv.admin.query(waiting, [proposal.id])).rowCount).toBe(0);
  });

  it('as chair records nothing on it', async () => {
    const { meeting, item } = await meetingWithProposal();
    await ruled(meeting, item.id, { organisation: 'himmerland', role: 'chair', by: 'facilitator', mayRead: true });
    await everyoneAttends(torv.as('facilitator'), await takeStep(torv.as('chair'), meeting.id, 'open'));
    const path = `meetings/${meeting.id}/items/${item.id}/tally`;
    expect((await torv.as('chair')('GET', path)).refusal().code).toBe('DECISIONS.MAY_NOT_COUNT');
    const { rule, tally } = (await torv.as('facilitator')('GET', path)).as(TallyView);
    const decide = run(
      `INSERT INTO decisions_decision (network_id, number, body_id, meeting_id, item_id, proposal_id, title, outcome, text, rationale, summary,
         visibility, positions, reservations, decided_at, recorded_by, recorded_as, rule, tally)
       SELECT i.network_id, 'styregruppen-2026-1', i.body_id, i.meeting_id, i.id, i.subject_id, i.title, 'noted', 't', 'r', 's', 'network', '[]', 0, now(),
         platform_actor(), (SELECT name FROM identity_person WHERE id = platform_actor()), $2, $3 FROM meetings_item i WHERE i.id = $1`,
      item.id,
      rule,
      JSON.stringify(tally),
    );
    const tried = torv.bySql('chair', async (client) => {
      await client.query(
        `INSERT INTO decisions_series SELECT network_id, body_id, 2026, 1 FROM meetings_item WHERE id = $1
         ON CONFLICT (network_id, body_id, year) DO UPDATE SET last = 1`,
        [item.id],
      );
      return decide(client);
    });
    await expect(tried).rejects.toEqual(notPermitted);
  });
});

describe('named for a closed item', () => {
  const naming = async (ask: Ask, meeting: MeetingView, itemId: string, people: string[]) =>
    ask('PUT', `meetings/${meeting.id}/items/${itemId}/participants`, {
      version: (await meetingNow(ask, meeting.id)).version,
      body: { people },
    });
  const personOf = (seat: string) =>
    torv.idOf('SELECT id FROM identity_person WHERE email = $1', `${seat}@demo.torv.test`);

  it('only who runs the body names, only for a closed item, and only people of the network', async () => {
    const closed = await meetingWithProposal('closed');
    const openly = await meetingWithProposal('body');
    const manager = await personOf('manager');
    const chair = torv.as('chair');
    const refusalOf = async (ask: Ask, at: typeof closed, people: string[]) =>
      (await naming(ask, at.meeting, at.item.id, people)).refusal();
    expect((await refusalOf(torv.as('member.civil'), closed, [manager])).code).toBe('MEETINGS.MAY_NOT_RUN');
    expect((await refusalOf(torv.as('manager'), closed, [manager])).status).toBe(404);
    expect((await refusalOf(chair, openly, [manager])).code).toBe('MEETINGS.NOT_CLOSED');
    expect((await refusalOf(chair, closed, [await personOf('outsider')])).errors[0]!.path).toBe('people');
  });

  it('sees that item and what stands on it, hears of it, and sees nothing else that is closed', async () => {
    const one = await meetingWithProposal('closed');
    const other = await meetingWithProposal('closed');
    const manager = torv.as('manager');
    expect((await manager('GET', `proposals/${one.proposal.id}`)).status).toBe(404);
    (await naming(torv.as('chair'), one.meeting, one.item.id, [await personOf('manager')])).as(MeetingView);
    const seen = (await manager('GET', `proposals/${one.proposal.id}`)).as(ProposalView);
    expect((await manager('GET', `proposals/${other.proposal.id}`)).status).toBe(404);
    expect((await meetingNow(manager, one.meeting.id)).items.map((item) => item.id)).toContain(one.item.id);
    expect((await torv.as('admin')('GET', `proposals/${one.proposal.id}`)).status).toBe(404);
    const [named, notNamed] = [await listenAs(torv, 'manager'), await listenAs(torv, 'admin')];
    open.push(named, notNamed);
    (await stating('member.civil', 'lokale-foreninger', one.proposal.id, seen.version)).as(ProposalView, 201);
    (await stating('member.civil', 'lokale-foreninger', other.proposal.id, other.proposal.version)).as(
      ProposalView,
      201,
    );
    await callMeeting(torv.as('chair'));
    for (const listening of [named, notNamed])
      await until('both hear', () => listening.heard.some((event) => event.kind === 'meetings.called'));
    const stated = (listening: Listening) =>
      listening.heard.filter((event) => event.kind === 'proposals.position-stated').map((event) => event.subject.id);
    expect([stated(named), stated(notNamed)]).toEqual([[one.proposal.id], []]);
    const since = (named.reply as { upTo: number }).upTo;
    const events = (await manager('GET', `overview/events?since=${since}`)).as(EventsView).items;
    expect(events.some((event) => event.subject.id === one.proposal.id)).toBe(true);
    expect(events.some((event) => event.subject.id === other.proposal.id)).toBe(false);
  });

  it('sees its decision too; being struck, and leaving the network, ends it', async () => {
    const { meeting, proposal, item } = await meetingWithProposal('closed');
    const chair = torv.as('chair');
    (await naming(chair, meeting, item.id, [await personOf('manager')])).as(MeetingView);
    const opened = await everyoneAttends(chair, await takeStep(chair, meeting.id, 'open'));
    const body = { ...decisionOn(meeting.id, item.id, 'closed'), outcome: 'postponed' };
    const decision = (await chair('POST', 'decisions', { key: true, version: opened.version, body })).as(
      DecisionView,
      201,
    );
    const finds = async (seat: Seat) => (await torv.as(seat)('GET', `decisions/${decision.number}`)).status;
    expect([await finds('manager'), await finds('admin')]).toEqual([200, 404]);
    const left = await torv.bySql('manager', async (client) => {
      await client.query('SET LOCAL ROLE torv_owner');
      await client.query('UPDATE organisations_affiliation SET valid_until = now() WHERE person_id = platform_actor()');
      await client.query('SET LOCAL ROLE torv_app');
      return (await client.query('SELECT FROM proposals_proposal WHERE id = $1', [proposal.id])).rowCount;
    });
    expect(left).toBe(0);
    (await naming(chair, meeting, item.id, [])).as(MeetingView);
    expect([await finds('manager'), await finds('chair')]).toEqual([404, 200]);
  });

  it('and ruled conflicted sees it no more', async () => {
    const { meeting, proposal, item } = await meetingWithProposal('closed');
    (await naming(torv.as('chair'), meeting, item.id, [await personOf('member.civil')])).as(MeetingView);
    await ruled(meeting, item.id, { organisation: 'lokale-foreninger' });
    expect((await torv.as('member.civil')('GET', `proposals/${proposal.id}`)).status).toBe(404);
  });
});

describe('by import', () => {
  it('a file has no word for it, and importing it again lifts no ruling', async () => {
    const { importFile } = await import('../src/interop/import/import-file');
    const { demoFile } = await import('../src/interop/import/demo-files');
    const { meeting, proposal, item } = await meetingWithProposal();
    await ruled(meeting, item.id);
    const fileName = 'aalborg-oest-overlay.yaml';
    const bytes = demoFile(fileName);
    const again = await importFile({ adminUrl: torv.database.adminUrl, bytes, fileName });
    expect(again.ok).toBe(true);
    const withWord = Buffer.concat([Buffer.from(bytes), Buffer.from('\nconflicts: []\n')]);
    const refused = await importFile({ adminUrl: torv.database.adminUrl, bytes: withWord, fileName });
    expect(refused).toMatchObject({
      ok: false,
      findings: [expect.objectContaining({ path: expect.stringContaining('conflicts') })],
    });
    expect((await torv.as('member.municipality')('GET', `proposals/${proposal.id}`)).status).toBe(404);
  });
});
