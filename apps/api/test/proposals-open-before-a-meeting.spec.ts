import { DecisionPage, DecisionView } from '@torv/shared/decisions';
import { HomeView } from '@torv/shared/overview';
import { MeetingView } from '@torv/shared/meetings';
import { ProposalView } from '@torv/shared/proposals';
import { callMeeting, decisionOn, draftProposal, everyoneAttends, place, takeStep } from './decision-steps';
import { startDemoTorv, type DemoTorv, type Seat } from './demo-network';

let torv: DemoTorv;

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

const open = (seat: Seat, { id, version }: ProposalView, askedBy: string | null = '2027-01-15') =>
  torv.as(seat)('POST', `proposals/${id}/opening`, { version, body: { askedBy } });
const now = async (id: string) => (await torv.as('chair')('GET', `proposals/${id}`)).as(ProposalView);
const state = (seat: Seat, { id, version }: ProposalView, organisation: string) =>
  torv.as(seat)('POST', `proposals/${id}/positions`, { key: true, version, body: { organisation, stance: 'endorse' } });

describe('who asks for positions', () => {
  it.each(['member.housing', 'manager'] as Seat[])('not %s, and nothing is changed', async (seat) => {
    const draft = await draftProposal(torv.as('chair'));
    expect((await open(seat, draft)).status).toBe(404);
    const opened = (await open('chair', draft)).as(ProposalView);
    expect((await open(seat, opened, null)).refusal()).toMatchObject({ status: 403 });
    expect(await now(draft.id)).toMatchObject({ state: 'open', askedBy: '2027-01-15', version: opened.version });
  });

  it('not on what was withdrawn, nor at another version, nor by SQL on a step that there is not', async () => {
    const draft = await draftProposal(torv.as('chair'));
    const stale = await open('chair', { ...draft, version: draft.version + 1 });
    expect(stale.refusal()).toMatchObject({ status: 412 });
    const withdrawn = await torv.as('chair')('POST', `proposals/${draft.id}/withdrawal`, {
      version: draft.version,
      body: { reason: 'Ikke nu' },
    });
    expect((await open('chair', withdrawn.as(ProposalView))).refusal()).toMatchObject({ status: 409 });
    await expect(
      torv.bySql('chair', (client) =>
        client.query("UPDATE proposals_proposal SET state = 'decided' WHERE id = $1", [draft.id]),
      ),
    ).rejects.toThrow('PROPOSALS.NO_SUCH_STEP');
  });
});

it('organisations answer in writing, by the day, before there is a meeting; then it is placed and decided', async () => {
  const opened = (await open('chair', await draftProposal(torv.as('chair')))).as(ProposalView);
  const needs = (await torv.as('member.civil')('GET', 'overview/home')).as(HomeView).needs;
  expect(JSON.stringify(needs)).toContain(opened.id);
  expect((await state('member.civil', opened, 'lokale-foreninger')).status).toBe(201);
  const answered = await now(opened.id);
  expect(answered).toMatchObject({ state: 'open', meeting: null });
  expect(answered.positions.map((one) => one.organisation.key)).toEqual(['lokale-foreninger']);
  const placed = await place(torv.as('chair'), answered, await callMeeting(torv.as('chair')));
  expect(placed).toMatchObject({ state: 'on-agenda' });
  expect(placed.positions).toHaveLength(1);
});

it('what was postponed is open again, keeps its positions, and is placed on the next meeting', async () => {
  const chair = torv.as('chair');
  const called = await callMeeting(chair);
  const placed = await place(chair, await draftProposal(chair), called);
  expect((await state('member.civil', placed, 'lokale-foreninger')).status).toBe(201);
  const meeting = await everyoneAttends(chair, await takeStep(chair, called.id, 'open'));
  const item = meeting.items.find((one) => one.subject?.id === placed.id)!;
  const postponed = await chair('POST', 'decisions', {
    key: true,
    version: meeting.version,
    body: { ...decisionOn(meeting.id, item.id), outcome: 'postponed' },
  });
  const { number } = postponed.as(DecisionView, 201);
  // It leads to what was decided on it; another leads to nothing.
  const decidedOn = async (id: string) =>
    (await chair('GET', `decisions?proposal=${id}`)).as(DecisionPage).items.map((one) => one.number);
  expect(await decidedOn(placed.id)).toEqual([number]);
  expect(await decidedOn((await draftProposal(chair)).id)).toEqual([]);
  const back = await now(placed.id);
  expect(back).toMatchObject({ state: 'open', meeting: null });
  const again = await place(chair, back, await callMeeting(chair));
  expect(again).toMatchObject({ state: 'on-agenda' });
  expect(again.positions.map((one) => one.organisation.key)).toEqual(['lokale-foreninger']);
});

it('what is withdrawn leaves the agenda it stood on, whoever withdraws it; what was dealt with stays', async () => {
  const chair = torv.as('chair');
  const called = await callMeeting(chair);
  const placed = await place(chair, await draftProposal(torv.as('member.housing')), called);
  const seen = (await chair('GET', `meetings/${called.id}`)).as(MeetingView);
  expect(seen.items.some((one) => one.subject?.id === placed.id)).toBe(true);
  const withdrawn = await torv.as('member.housing')('POST', `proposals/${placed.id}/withdrawal`, {
    version: placed.version,
    body: { reason: 'Vi vil skrive en ny' },
  });
  expect(withdrawn.status).toBe(200);
  const after = (await chair('GET', `meetings/${called.id}`)).as(MeetingView);
  expect(after.items.some((one) => one.subject?.id === placed.id)).toBe(false);
  expect(after.version).toBe(seen.version + 1);
});
