import { MeetingView } from '@torv/shared/meetings';
import { ConsiderationList, ConsiderationView, ProposalView } from '@torv/shared/proposals';
import { DecisionView } from '@torv/shared/decisions';
import { LogExport } from '@torv/shared/log';
import { HomeView } from '@torv/shared/overview';
import { randomUUID } from 'node:crypto';
import { callMeeting, decisionOn, draftProposal, everyoneAttends, place, takeStep } from './decision-steps';
import { type DemoTorv, type Seat, startDemoTorv } from './demo-network';

// A proposal that another body deals with too: who may ask and answer, who sees it, and what comes back.

let torv: DemoTorv;

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

const placed = async (visibility: 'network' | 'body' | 'closed' = 'network'): Promise<ProposalView> =>
  place(
    torv.as('facilitator'),
    await draftProposal(torv.as('facilitator'), visibility),
    await callMeeting(torv.as('chair')),
  );

const hearing = { body: 'advisory-board', kind: 'hearing', question: 'Hvad mener I?', due: '2027-02-01' };

const asking = (seat: Seat, { id, version }: ProposalView, more: object = {}) =>
  torv.as(seat)('POST', `proposals/${id}/considerations`, { key: true, version, body: { ...hearing, ...more } });

const asked = async (proposal: ProposalView, more: object = {}): Promise<ConsiderationView> =>
  (await asking('facilitator', proposal, more)).as(ConsiderationView, 201);

const answering = (seat: Seat, { id, version }: ConsiderationView, advice = 'Gør det, men begynd med skolen.') =>
  torv.as(seat)('POST', `proposals/considerations/${id}/answer`, { version, body: { advice } });

const traceOf = async (seat: Seat, proposal: string) =>
  (await torv.as(seat)('GET', `proposals/considerations?proposal=${proposal}`)).as(ConsiderationList).items;

/** What a statement of the application's role in someone's name does: how many rows, or which error; nothing of it remains. */
async function bySql(email: string, sql: string, values: unknown[]): Promise<number | string | null> {
  const network = await torv.idOf("SELECT id FROM places_network WHERE key = 'aalborg-oest'");
  const person = await torv.idOf('SELECT id FROM identity_person WHERE email = $1', email);
  await torv.admin.query('BEGIN');
  try {
    await torv.admin.query('SET LOCAL ROLE torv_app');
    await torv.admin.query('SELECT platform_act_as($1, $2)', [person, network]);
    return (await torv.admin.query(sql, values)).rowCount;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await torv.admin.query('ROLLBACK');
  }
}

describe('asking another body', () => {
  it('is for those who run the body, about what is open, and about no body twice', async () => {
    const proposal = await placed();
    expect((await asking('member.civil', proposal)).refusal()).toMatchObject({
      status: 403,
      code: 'PROPOSALS.MAY_NOT_ASK',
    });
    expect((await asking('outsider', proposal)).refusal().status).toBe(404);
    expect((await asking('facilitator', proposal, { body: 'styregruppen' })).refusal().code).toBe(
      'PROPOSALS.ITS_OWN_BODY',
    );
    expect((await asking('facilitator', proposal, { body: 'intet-forum' })).refusal().errors[0]!.path).toBe('body');
    expect((await asking('facilitator', { ...proposal, version: 99 })).refusal().code).toBe('PLATFORM.VERSION_STALE');
    await asked(proposal);
    expect((await asking('facilitator', proposal)).refusal().code).toBe('PROPOSALS.ALREADY_ASKED');
    const draft = await draftProposal(torv.as('facilitator'));
    expect((await asking('facilitator', draft)).refusal().code).toBe('PROPOSALS.NOT_OPEN');
  });

  it('SQL as the application refuses what the API refuses', async () => {
    const proposal = await placed();
    const { id } = await asked(proposal);
    const by = bySql;
    const insert = `INSERT INTO proposals_consideration (network_id, proposal_id, body_id, kind, asked_by, asked_by_person, visibility, question)
      SELECT p.network_id, p.id, b.id, $2, p.body_id, platform_actor(), p.visibility, 'Hvad?' FROM proposals_proposal p
      JOIN bodies_body b ON b.network_id = p.network_id AND b.key = 'bestyrelse-cfs' WHERE p.id = $1`;
    const [facilitator, civil, chair] = ['facilitator', 'member.civil', 'chair'].map(
      (one) => `${one}@demo.torv.test`,
    ) as [string, string, string];
    expect(await by(civil, insert, [proposal.id, 'hearing'])).toMatch(/row-level security/);
    // A referral follows from its decision alone.
    expect(await by(facilitator, insert, [proposal.id, 'referred'])).toMatch(/row-level security/);
    expect(await by(facilitator, insert, [proposal.id, 'joint'])).toBe(1);
    const answer = `UPDATE proposals_consideration SET state = 'answered', advice = 'Ja', answered_by = platform_actor(), answered_at = now() WHERE id = $1`;
    expect(await by(civil, answer, [id])).toBe(0);
    expect(await by(chair, answer, [id])).toBe('PROPOSALS.MAY_NOT_ANSWER');
    expect(await by(facilitator, answer, [id])).toBe(1);
    expect(await by(facilitator, 'DELETE FROM proposals_consideration WHERE id = $1', [id])).toMatch(
      /permission denied/,
    );
    await answering('facilitator', (await traceOf('facilitator', proposal.id))[0]!);
    expect(await by(facilitator, answer, [id])).toBe('PROPOSALS.CONSIDERED');
  });
});

describe('who sees what another body is asked', () => {
  it('its members see a proposal that is for its own body alone, while they are asked and after; others do not', async () => {
    const proposal = await placed('body');
    const seenBy = (email: string) => bySql(email, 'SELECT 1 FROM proposals_proposal WHERE id = $1', [proposal.id]);
    expect(await seenBy('advisory.business@demo.torv.test')).toBe(0);
    const consideration = await asked(proposal);
    expect(await seenBy('advisory.business@demo.torv.test')).toBe(1);
    expect(await seenBy('cfs.housing@demo.torv.test')).toBe(0);
    expect(await traceOf('manager', proposal.id)).toEqual([]);
    expect(await traceOf('member.civil', proposal.id)).toHaveLength(1);
    const back = await torv.as('facilitator')('POST', `proposals/considerations/${consideration.id}/withdrawal`, {
      version: 1,
    });
    expect(back.as(ConsiderationView).state).toBe('withdrawn');
    expect(await seenBy('advisory.business@demo.torv.test')).toBe(0);
  });
});

describe('answering', () => {
  it('is for those who run the body that was asked, once', async () => {
    const consideration = await asked(await placed());
    expect((await answering('chair', consideration)).refusal()).toMatchObject({
      status: 403,
      code: 'PROPOSALS.MAY_NOT_ANSWER',
    });
    expect((await answering('facilitator', { ...consideration, version: 9 })).refusal().code).toBe(
      'PLATFORM.VERSION_STALE',
    );
    const answered = (await answering('facilitator', consideration)).as(ConsiderationView);
    expect(answered).toMatchObject({ state: 'answered', advice: 'Gør det, men begynd med skolen.', may: [] });
    expect((await answering('facilitator', answered)).refusal().code).toBe('PROPOSALS.CONSIDERED');
  });

  it('stands in the trace of the proposal, and leaves the list of what the body is asked', async () => {
    const proposal = await placed();
    const consideration = await asked(proposal);
    const waiting = async () =>
      (await torv.as('facilitator')('GET', 'proposals/considerations?body=advisory-board&open=true'))
        .as(ConsiderationList)
        .items.map((one) => one.id);
    expect(await waiting()).toContain(consideration.id);
    const needs = async (seat: Seat) =>
      (await torv.as(seat)('GET', 'overview/home'))
        .as(HomeView)
        .needs.filter((one) => one.kind === 'consideration' && one.proposal.id === proposal.id);
    expect(await needs('facilitator')).toMatchObject([{ body: { key: 'advisory-board' }, due: '2027-02-01' }]);
    expect(await needs('chair')).toEqual([]);
    await answering('facilitator', consideration);
    expect(await waiting()).not.toContain(consideration.id);
    expect(await needs('facilitator')).toEqual([]);
    expect(await traceOf('member.civil', proposal.id)).toMatchObject([
      {
        kind: 'hearing',
        state: 'answered',
        body: { key: 'advisory-board' },
        askedBy: { key: 'styregruppen' },
        due: '2027-02-01',
      },
    ]);
  });

  it('on an agenda of its own body, and on no other', async () => {
    const consideration = await asked(await placed(), { kind: 'joint' });
    const meetingOf = async (body: string) =>
      (
        await torv.as('facilitator')('POST', 'meetings', {
          key: randomUUID(),
          body: {
            body,
            title: 'Møde',
            startsAt: '2027-03-01T15:00:00+01:00',
            endsAt: '2027-03-01T16:00:00+01:00',
            place: 'Kvartershuset',
            visibility: 'network',
            items: [{ title: 'Godkendelse af dagsorden', kind: 'decision', minutes: 5 }],
            call: true,
          },
        })
      ).as(MeetingView, 201);
    const placing = (meetingId: string) =>
      torv.as('facilitator')('POST', `proposals/considerations/${consideration.id}/placement`, {
        key: true,
        version: 1,
        body: { meetingId },
      });
    expect((await placing((await meetingOf('bestyrelse-cfs')).id)).refusal().code).toBe('MEETINGS.OTHER_BODY');
    const meeting = await meetingOf('advisory-board');
    expect((await placing(meeting.id)).as(ConsiderationView)).toMatchObject({
      state: 'on-agenda',
      meeting: { id: meeting.id },
    });
    const now = (await torv.as('facilitator')('GET', `meetings/${meeting.id}`)).as(MeetingView);
    expect(now.items.map((one) => one.subject?.id)).toContain(consideration.proposal.id);
  });
});

describe('referring by a decision', () => {
  const meetingOf = async (seat: Seat, body: string): Promise<MeetingView> =>
    (
      await torv.as(seat)('POST', 'meetings', {
        key: true,
        body: {
          body,
          title: 'Møde',
          startsAt: '2027-03-01T15:00:00+01:00',
          endsAt: '2027-03-01T16:00:00+01:00',
          place: 'Kvartershuset',
          visibility: 'network',
          items: [{ title: 'Godkendelse af dagsorden', kind: 'decision', minutes: 5 }],
          call: true,
        },
      })
    ).as(MeetingView, 201);

  const record = (seat: Seat, { id, version }: MeetingView, itemId: string, more: object) =>
    torv.as(seat)('POST', 'decisions', {
      key: true,
      version,
      body: { ...decisionOn(id, itemId), ...more },
    });

  const itemOf = (meeting: MeetingView, proposal: string) =>
    meeting.items.find((one) => one.subject?.id === proposal)!.id;

  const stateOf = async (proposal: string) =>
    (await torv.as('facilitator')('GET', `proposals/${proposal}`)).as(ProposalView).state;

  /** A proposal on an item of an open meeting of the steering group. */
  async function dealtWith() {
    const called = await callMeeting(torv.as('chair'));
    const proposal = await place(torv.as('facilitator'), await draftProposal(torv.as('facilitator')), called);
    const meeting = await everyoneAttends(torv.as('chair'), await takeStep(torv.as('chair'), called.id, 'open'));
    return { proposal, meeting, itemId: itemOf(meeting, proposal.id) };
  }

  it('only to another body, and only what is referred', async () => {
    const { meeting, itemId } = await dealtWith();
    const at = async (more: object) => (await record('chair', meeting, itemId, more)).refusal();
    expect(await at({ outcome: 'postponed', referTo: 'advisory-board' })).toMatchObject({ status: 400 });
    expect((await at({ outcome: 'referred', referTo: 'styregruppen' })).code).toBe('DECISIONS.REFERRED_TO_ITSELF');
    expect(await at({ outcome: 'referred', referTo: 'intet-forum' })).toMatchObject({
      status: 404,
      errors: [{ path: 'referTo' }],
    });
  });

  it('waits there, and comes back with what that body decided, in the trace and in the log', async () => {
    const { proposal, meeting, itemId } = await dealtWith();
    const referral = (await record('chair', meeting, itemId, { outcome: 'referred', referTo: 'advisory-board' })).as(
      DecisionView,
      201,
    );
    expect(referral).toMatchObject({
      outcome: 'referred',
      referredTo: { key: 'advisory-board' },
      proposalId: proposal.id,
    });
    expect(await stateOf(proposal.id)).toBe('referred');
    const [waiting] = await traceOf('facilitator', proposal.id);
    expect(waiting).toMatchObject({ kind: 'referred', state: 'waiting', body: { key: 'advisory-board' } });

    // Its chair is somebody here for this once.
    await torv.admin.query(
      `INSERT INTO bodies_seat (network_id, body_id, organisation_id, role, voting, person_id, valid_from, valid_until)
       SELECT b.network_id, b.id, o.id, 'chair', true, p.id, now() - interval '1 year', 'infinity' FROM bodies_body b
       JOIN organisations_organisation o ON o.network_id = b.network_id AND o.key = 'aalborg-kommune' JOIN identity_person p ON p.email = 'manager@demo.torv.test'
       WHERE b.key = 'advisory-board'`,
    );
    const elsewhere = await meetingOf('facilitator', 'advisory-board');
    const placedThere = await torv.as('facilitator')('POST', `proposals/considerations/${waiting!.id}/placement`, {
      key: true,
      version: waiting!.version,
      body: { meetingId: elsewhere.id, kind: 'decision' },
    });
    expect(placedThere.as(ConsiderationView).state).toBe('on-agenda');
    const opened = await everyoneAttends(
      torv.as('facilitator'),
      await takeStep(torv.as('facilitator'), elsewhere.id, 'open'),
    );
    const theirs = itemOf(opened, proposal.id);
    // What is postponed there waits there.
    (await record('manager', opened, theirs, { outcome: 'postponed', text: 'Vi venter.' })).as(DecisionView, 201);
    const [again] = await traceOf('facilitator', proposal.id);
    expect(again).toMatchObject({ state: 'waiting', meeting: null });
    expect(await stateOf(proposal.id)).toBe('referred');

    const next = await meetingOf('facilitator', 'advisory-board');
    await torv.as('facilitator')('POST', `proposals/considerations/${again!.id}/placement`, {
      key: true,
      version: again!.version,
      body: { meetingId: next.id, kind: 'decision' },
    });
    const session = await everyoneAttends(
      torv.as('facilitator'),
      await takeStep(torv.as('facilitator'), next.id, 'open'),
    );
    const answer = (
      await record('manager', session, itemOf(session, proposal.id), { outcome: 'noted', text: 'Gør det til foråret.' })
    ).as(DecisionView, 201);
    expect(answer).toMatchObject({ proposalId: null, body: { key: 'advisory-board' } });
    expect(await traceOf('member.civil', proposal.id)).toMatchObject([
      { state: 'answered', decision: { number: answer.number, outcome: 'noted' }, advice: null },
    ]);
    const home = (await torv.as('facilitator')('GET', `proposals/${proposal.id}`)).as(ProposalView);
    expect(home).toMatchObject({ state: 'open', meeting: null });
    const homeAgain = await place(torv.as('facilitator'), home, await callMeeting(torv.as('chair')));
    expect(homeAgain.state).toBe('on-agenda');
    const log = (await torv.as('chair')('GET', 'log/export')).as(LogExport);
    expect(JSON.stringify(log.entries[referral.logIndex])).toContain('advisory-board');
  });

  it('comes back with advice too, without a meeting', async () => {
    const { proposal, meeting, itemId } = await dealtWith();
    (await record('chair', meeting, itemId, { outcome: 'referred', referTo: 'bestyrelse-cfs' })).as(DecisionView, 201);
    const [waiting] = await traceOf('facilitator', proposal.id);
    (await answering('facilitator', waiting!)).as(ConsiderationView);
    expect(await stateOf(proposal.id)).toBe('open');
  });
});
