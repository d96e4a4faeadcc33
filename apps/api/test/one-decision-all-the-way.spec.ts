import type { AddressInfo } from 'node:net';
import { DecisionPage, DecisionView } from '@torv/shared/decisions';
import { InitiativeView } from '@torv/shared/initiatives';
import {
  keysInExport,
  LogExport,
  parseReceipt,
  verifyExport,
  verifyReceipt,
  verifyReceiptAgainstExport,
} from '@torv/shared/log';
import { HomeView } from '@torv/shared/overview';
import { PublicDecision, PublicDecisionPage } from '@torv/shared/portal';
import { ProposalView } from '@torv/shared/proposals';
import { JoinReply, LiveEvent } from '@torv/shared/realtime';
import { io, type Socket } from 'socket.io-client';
import {
  callMeeting,
  commitHours,
  decisionOn,
  draftProposal,
  everyoneAttends,
  initiative,
  initiativeNow,
  place,
  recordPlainDecision,
  takeStep,
} from './decision-steps';
import { body, network, startDemoTorv, type DemoTorv, type Seat } from './demo-network';
import { until } from './harness/start-child';

let torv: DemoTorv;
let port: number;
const sockets: Socket[] = [];
const reservation = 'Kommunen forudsætter, at driften af pladsen er aftalt, før arbejdet udbydes.';

/** A second client on the wire: joins the network and keeps what it hears. */
async function listenAs(seat: Seat, joins = network): Promise<{ heard: LiveEvent[]; reply: JoinReply }> {
  const socket = io(`http://127.0.0.1:${port}`, {
    path: '/socket.io',
    transports: ['websocket'],
    extraHeaders: { cookie: torv.cookieOf(seat) },
    reconnection: false,
  });
  sockets.push(socket);
  const heard: LiveEvent[] = [];
  socket.on('event', (event: unknown) => heard.push(LiveEvent.parse(event)));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  const reply = JoinReply.parse(await socket.timeout(5_000).emitWithAck('join', { network: joins }));
  return { heard, reply };
}

beforeAll(async () => {
  torv = await startDemoTorv();
  await torv.app.listen(0, '127.0.0.1');
  port = (torv.app.getHttpServer().address() as AddressInfo).port;
}, 60_000);

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await torv?.close();
});

describe('one decision, from the call of the meeting to a receipt that shows a changed byte', () => {
  let meetingId: string;
  let proposalId: string;
  let number: string;
  let receipt: string;
  let ofCivil: LiveEvent[];
  let ofOutsider: LiveEvent[];
  let ofManager: LiveEvent[];

  it('the people of the network may listen, and an outsider may not', async () => {
    const civil = await listenAs('member.civil');
    const manager = await listenAs('manager');
    const outsider = await listenAs('outsider');
    expect(civil.reply).toMatchObject({ ok: true });
    expect(outsider.reply).toEqual({ ok: false, code: 'PLATFORM.NOT_FOUND' });
    [ofCivil, ofManager, ofOutsider] = [civil.heard, manager.heard, outsider.heard];
    // So that there is something to have missed when the decision comes.
    for (const seat of ['member.civil', 'member.municipality'] as const)
      (await torv.as(seat)('GET', 'overview/home')).as(HomeView);
  });

  it('1: the chair calls a meeting with an agenda; who does not run the body cannot', async () => {
    const meeting = await callMeeting(torv.as('chair'));
    meetingId = meeting.id;
    expect(meeting).toMatchObject({
      state: 'called',
      may: ['meetings.run', 'meetings.declare', 'decisions.record'],
      items: [{ position: 1 }],
    });
    const refused = await torv.as('member.civil')('POST', 'meetings', {
      key: true,
      body: { body, title: 'Møde', startsAt: '2027-03-01T15:00:00Z', endsAt: '2027-03-01T16:00:00Z' },
    });
    expect(refused.refusal()).toMatchObject({ status: 403, code: 'MEETINGS.MAY_NOT_RUN' });
  });

  it('2: the facilitator drafts a proposal, links it to goals and initiative, and places it for decision', async () => {
    const ask = torv.as('facilitator');
    const draft = await draftProposal(ask);
    proposalId = draft.id;
    expect(draft.goals.map((goal) => goal.key).sort()).toEqual(['sammenhaeng-med-byen', 'staerkt-civilsamfund']);
    expect((await torv.as('member.civil')('GET', `proposals/${draft.id}`)).refusal().status).toBe(404);
    const before = await initiativeNow(ask);
    const linked = await ask('POST', `initiatives/${initiative}/proposals`, {
      version: before.version,
      body: { proposalId: draft.id },
    });
    expect(linked.as(InitiativeView).proposals).toMatchObject([{ id: draft.id, state: 'draft' }]);
    const meeting = (await ask('GET', `meetings/${meetingId}`)).json() as never;
    expect(await place(ask, draft, meeting)).toMatchObject({ state: 'on-agenda', meeting: { id: meetingId } });
    expect((await torv.as('member.civil')('GET', `proposals/${draft.id}`)).as(ProposalView).mayStateFor).toEqual([
      'lokale-foreninger',
    ]);
  });

  it('2: named partners are not committed partners, so the initiative cannot be active', async () => {
    const ask = torv.as('facilitator');
    const { version, hindrance } = await initiativeNow(ask);
    expect(hindrance).toBe('no-partner-committed');
    const refused = await ask('POST', `initiatives/${initiative}/transitions`, { version, body: { to: 'active' } });
    expect(refused.refusal()).toMatchObject({
      status: 409,
      code: 'INITIATIVES.PARTNER_REQUIRED',
      errors: [{ path: 'to', message: 'no-partner-committed' }],
    });
  });

  it('3: three organisations state their positions, and the others hear of each without its text', async () => {
    const words = [
      ['member.housing', { organisation: 'himmerland', stance: 'endorse' }],
      ['member.municipality', { organisation: 'aalborg-kommune', stance: 'reserve', text: reservation }],
      ['member.civil', { organisation: 'lokale-foreninger', stance: 'endorse' }],
    ] as const;
    for (const [seat, position] of words) {
      const ask = torv.as(seat);
      const { version } = (await ask('GET', `proposals/${proposalId}`)).as(ProposalView);
      const stated = await ask('POST', `proposals/${proposalId}/positions`, { key: true, version, body: position });
      expect(stated.as(ProposalView, 201).positions).toContainEqual(
        expect.objectContaining({
          stance: position.stance,
          organisation: expect.objectContaining({ key: position.organisation }),
        }),
      );
    }
    const stated = () => ofCivil.filter((event) => event.kind === 'proposals.position-stated');
    await until('three positions heard', () => stated().length === 3);
    expect(stated()[0]).toEqual({
      network,
      seq: expect.any(Number),
      kind: 'proposals.position-stated',
      subject: { kind: 'proposal', id: proposalId },
    });
  });

  it('3: who may not bind an organisation cannot state its position', async () => {
    for (const seat of ['chair', 'facilitator', 'member.civil'] as const) {
      const refused = await torv.as(seat)('POST', `proposals/${proposalId}/positions`, {
        key: true,
        version: 2,
        body: { organisation: 'aalborg-kommune', stance: 'endorse' },
      });
      expect(refused.refusal()).toMatchObject({ status: 403, code: 'PROPOSALS.MAY_NOT_BIND' });
    }
  });

  it('4: the municipality commits staff hours; no one else can for it', async () => {
    const { version } = await initiativeNow(torv.as('facilitator'));
    const refused = await torv.as('manager')('POST', `initiatives/${initiative}/commitments`, {
      key: true,
      version,
      body: {
        organisation: 'aalborg-kommune',
        kind: 'staff-hours',
        amount: 1,
        from: '2026-01-01',
        until: '2027-01-01',
      },
    });
    expect(refused.refusal()).toMatchObject({ status: 403, code: 'INITIATIVES.MAY_NOT_COMMIT' });
    const after = await commitHours(torv.as('member.municipality'), 'aalborg-kommune');
    expect(after).toMatchObject({
      hindrance: null,
      commitments: [{ kind: 'staff-hours', amount: 12, withdrawn: null }],
    });
    expect(after.state).not.toBe('active');
  });

  it('5: the chair opens the meeting, records attendance, and records the decision', async () => {
    const ask = torv.as('chair');
    const opened = await takeStep(ask, meetingId, 'open');
    const item = opened.items.find((one) => one.subject?.id === proposalId)!;
    const recording = {
      key: true,
      version: opened.version,
      body: {
        ...decisionOn(meetingId, item.id, 'public'),
        followUp: { organisation: 'aalborg-kommune', task: 'Aftal driften af pladsen', due: '2027-06-01' },
      },
    } as const;
    expect((await ask('POST', 'decisions', recording)).refusal()).toMatchObject({
      status: 409,
      code: 'DECISIONS.QUORUM_MISSING',
    });
    const attended = await everyoneAttends(ask, opened);
    expect(attended.quorum).toMatchObject({ met: true, missingSectors: [] });
    const decision = (await ask('POST', 'decisions', { ...recording, version: attended.version })).as(
      DecisionView,
      201,
    );
    number = decision.number;
    expect(decision).toMatchObject({
      number: expect.stringMatching(/^styregruppen-\d{4}-1$/),
      text: 'Styregruppen starter inddragelsen i forarbejdet til Grøn Arena.',
      outcome: 'adopted',
    });
    expect(decision.binds).toContainEqual({
      organisation: expect.objectContaining({ key: 'aalborg-kommune' }),
      reservation,
    });
    expect((await ask('GET', `decisions/${number}`)).as(DecisionView)).toEqual(decision);
  });

  it('6: the others hear of it at once, by id only', async () => {
    await until('the decision heard', () => ofCivil.some((event) => event.kind === 'decisions.recorded'));
    const heard = ofCivil.find((event) => event.kind === 'decisions.recorded')!;
    expect(Object.keys(heard).sort()).toEqual(['kind', 'network', 'seq', 'subject']);
    expect(heard.subject.kind).toBe('decision');
  });

  it('6: it stands in the log of decisions, and under what another member has not seen', async () => {
    const page = (await torv.as('member.civil')('GET', 'decisions')).as(DecisionPage);
    expect(page.items).toMatchObject([
      { number, reservations: 1, responsible: { key: 'aalborg-kommune' }, due: '2027-06-01' },
    ]);
    const { itemId } = page.items[0]!;
    const numbers = async (filter: string) =>
      (await torv.as('member.civil')('GET', `decisions?${filter}`)).as(DecisionPage).items.map((one) => one.number);
    expect(await numbers(`meeting=${meetingId}`)).toEqual([number]);
    expect(await numbers(`meeting=${itemId}`)).toEqual([]);
    expect(await numbers('body=styregruppen&outcome=adopted&q=beboerne')).toEqual([number]);
    expect(await numbers('body=styregruppen&outcome=rejected')).toEqual([]);
    expect(await numbers('year=2019')).toEqual([]);
    const home = (await torv.as('member.civil')('GET', 'overview/home')).as(HomeView);
    expect(home.sinceLastVisit.decisions.map((one) => one.number)).toEqual([number]);
    expect(home.sinceLastVisit.items.map((one) => one.kind)).toEqual(
      expect.arrayContaining([
        'meetings.called',
        'proposals.placed',
        'proposals.position-stated',
        'decisions.recorded',
      ]),
    );
  });

  it('6: the follow-up waits for the organisation that owes it, and for no other', async () => {
    const owed = async (seat: Seat) =>
      (await torv.as(seat)('GET', 'overview/home')).as(HomeView).needs.filter((need) => need.kind === 'follow-up');
    expect(await owed('member.municipality')).toMatchObject([
      { followUp: { task: 'Aftal driften af pladsen', due: '2027-06-01', decision: number } },
    ]);
    expect(await owed('manager')).toHaveLength(1);
    expect(await owed('member.civil')).toHaveLength(0);
  });

  it('6: it is on the public portal, as JSON and as a page, with its reservation', async () => {
    const nobody = torv.as(null);
    const page = (await nobody('GET', `/api/public/v1/networks/${network}/decisions`)).as(PublicDecisionPage);
    expect(page.items.map((one) => one.number)).toEqual([number]);
    const one = (await nobody('GET', `/api/public/v1/networks/${network}/decisions/${number}`)).as(PublicDecision);
    expect(one.positions).toContainEqual({ organisation: 'Aalborg Kommune', stance: 'reserve', text: reservation });
    const html = await nobody('GET', `/p/${network}/decisions/${number}`);
    expect(html.status).toBe(200);
    expect(html.text).toContain('Vi spørger beboerne');
    expect(html.text).toContain(reservation);
    expect((await nobody('GET', `/p/${network}`)).text).toContain(number);
  });

  it('6: the portal answers in the language that was chosen, and with a page where nothing public stands', async () => {
    const nobody = torv.as(null);
    const english = await nobody('GET', `/p/${network}/decisions/${number}?language=en&shared_from=elsewhere`);
    expect(english.text).toContain('<html lang="en">');
    expect(english.text).toContain('endorses with a reservation');
    for (const nowhere of [`/p/${network}/decisions/styregruppen-2026-99`, '/p/no-such-network']) {
      const missing = await nobody('GET', `${nowhere}?language=da`);
      expect(missing.status).toBe(404);
      expect(missing.text).toContain('<h1>Her er ingenting</h1>');
    }
  });

  it('7: the initiative becomes active by itself', async () => {
    const ask = torv.as('member.civil');
    await until('the activation heard', () => ofCivil.some((event) => event.kind === 'initiatives.activated'));
    expect(await initiativeNow(ask)).toMatchObject({ state: 'active', hindrance: null });
  });

  it('7: the renovation of the school has no partner and cannot', async () => {
    const ask = torv.as('chair');
    const school = await initiativeNow(ask, 'skolerenovering');
    expect(school.hindrance).toBe('no-partner-named');
    const refused = await ask('POST', 'initiatives/skolerenovering/transitions', {
      version: school.version,
      body: { to: 'active' },
    });
    expect(refused.refusal()).toMatchObject({ status: 409, code: 'INITIATIVES.PARTNER_REQUIRED' });
  });

  it("a decision for the body alone is nowhere outside its circle, and the circle's members see it", async () => {
    const { decision } = await recordPlainDecision(torv, 'body');
    const inList = async (seat: Seat) =>
      (await torv.as(seat)('GET', 'decisions')).as(DecisionPage).items.map((one) => one.number);
    expect(await inList('member.civil')).toContain(decision.number);
    expect((await torv.as('member.civil')('GET', `decisions/${decision.number}`)).as(DecisionView).id).toBe(
      decision.id,
    );
    expect(await inList('manager')).toEqual([number]);
    for (const path of ['', '/receipt']) {
      expect((await torv.as('manager')('GET', `decisions/${decision.number}${path}`)).refusal().status).toBe(404);
      expect((await torv.as('outsider')('GET', `decisions/${decision.number}${path}`)).refusal().status).toBe(404);
    }
    const ofManagerNow = (await torv.as('manager')('GET', 'overview/home')).as(HomeView);
    expect(JSON.stringify(ofManagerNow)).not.toContain(decision.number);
    expect((await torv.as('manager')('GET', 'decisions?q=dagsordenen')).as(DecisionPage).items).toEqual([]);
    const nobody = torv.as(null);
    expect(
      (await nobody('GET', `/api/public/v1/networks/${network}/decisions/${decision.number}`)).refusal().status,
    ).toBe(404);
    expect((await nobody('GET', `/p/${network}/decisions/${decision.number}`)).status).toBe(404);
    expect((await nobody('GET', `/p/${network}`)).text).not.toContain(decision.number);
    await until('heard in the circle', () => ofCivil.some((event) => event.subject.id === decision.id));
    expect(ofManager.some((event) => event.subject.id === decision.id)).toBe(false);
    expect(ofManager.some((event) => event.kind === 'decisions.recorded')).toBe(true);
    expect(ofOutsider).toEqual([]);
    // An export by who may not see it holds its leaf, and neither its words nor what opens them.
    const log = (await torv.as('manager')('GET', 'log/export')).as(LogExport);
    const entry = log.entries[decision.logIndex]!;
    expect(entry).toMatchObject({ record: null, salts: null });
    expect(JSON.stringify(log)).not.toContain('Dagsordenen er godkendt');
    expect(verifyExport(log).findings).toEqual([]);
  });

  it('8: a member takes the receipt away, and it holds without the host', async () => {
    const answer = await torv.as('member.civil')('GET', `decisions/${number}/receipt`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
    receipt = answer.text;
    const log = (await torv.as('member.civil')('GET', 'log/export')).as(LogExport);
    const keys = keysInExport(log);
    expect(keys).toHaveLength(1);
    expect(verifyReceipt(parseReceipt(receipt)!, keys)).toMatchObject({ ok: true, findings: [] });
    expect(verifyExport(log)).toMatchObject({ ok: true, findings: [] });
    expect(verifyReceiptAgainstExport(parseReceipt(receipt)!, log)).toMatchObject({ ok: true, findings: [] });
    const altered = parseReceipt(receipt)!;
    altered.opened.record['summary'] = 'Noget andet.';
    expect(verifyReceipt(altered, keys).findings).toMatchObject([
      { code: 'LOG.FIELD_CHANGED', field: 'summary', number },
    ]);
  });

  it("8: one byte changed behind Torv's back is named, by the export alone and against the receipt", async () => {
    await torv.admin.query('BEGIN');
    await torv.admin.query('SET LOCAL session_replication_role = replica');
    const changed = await torv.admin.query(
      "UPDATE decisions_decision SET rationale = 'F' || substr(rationale, 2) WHERE number = $1",
      [number],
    );
    await torv.admin.query('COMMIT');
    expect(changed.rowCount).toBe(1);
    const log = (await torv.as('member.civil')('GET', 'log/export')).as(LogExport);
    const index = Number(parseReceipt(receipt)!.index);
    const named = { index, number, field: 'rationale' };
    expect(verifyExport(log).findings).toEqual([
      { code: 'LOG.FIELD_CHANGED', ...named, message: expect.stringContaining(number) },
    ]);
    const against = verifyReceiptAgainstExport(parseReceipt(receipt)!, log);
    expect(against.ok).toBe(false);
    expect(against.findings).toContainEqual(expect.objectContaining({ code: 'LOG.DIFFERS_FROM_RECEIPT', ...named }));
    expect(against.findings.every((one) => one.index === index)).toBe(true);
  });
});
