import { MeetingView } from '@torv/shared/meetings';
import { ConsiderationList, ConsiderationView, ProposalView } from '@torv/shared/proposals';
import { randomUUID } from 'node:crypto';
import { callMeeting, draftProposal, place } from './decision-steps';
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
    await answering('facilitator', consideration);
    expect(await waiting()).not.toContain(consideration.id);
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
