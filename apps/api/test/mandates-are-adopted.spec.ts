import { type BodyView, MandateList, type NewMandate } from '@torv/shared/bodies';
import { AdoptionList, DecisionView, MandatesOfDecision } from '@torv/shared/decisions';
import { MeetingView } from '@torv/shared/meetings';
import { advisoryBoard, bodyNow, setUpBody } from './body-steps';
import { callMeeting, decisionOn, everyoneAttends, recordPlainDecision, takeStep } from './decision-steps';
import { body as steering, startDemoTorv, type DemoTorv, type Seat } from './demo-network';

let torv: DemoTorv;
let board: BodyView;
/** Older than every draft. */
let early: DecisionView;

const next: NewMandate = {
  ...advisoryBoard.mandate,
  quorum: 3,
  termMonths: 48,
  text: 'Gruppen mødes seks gange om året.',
};

beforeAll(async () => {
  torv = await startDemoTorv();
  ({ decision: early } = await recordPlainDecision(torv, 'network'));
  board = await setUpBody(torv.as('facilitator'), { links: [{ kind: 'reports-to', body: steering }] });
}, 60_000);
afterAll(() => torv?.close());

const draft = (seat: Seat, key: string, mandate: NewMandate = next) =>
  torv.as(seat)('POST', `bodies/${key}/mandates`, { key: true, body: mandate });
const change = (seat: Seat, key: string, version: number, revision: number, mandate: NewMandate = next) =>
  torv.as(seat)('PUT', `bodies/${key}/mandates/${version}`, { version: revision, body: mandate });
const adopt = (seat: Seat, number: string, mandateId: string, revision: number) =>
  torv.as(seat)('PUT', `decisions/${number}/mandate`, { version: revision, body: { mandateId } });
const versions = async (key: string) => (await torv.as('chair')('GET', `bodies/${key}/mandates`)).as(MandateList).items;
const offered = async (seat: Seat, number: string) =>
  (await torv.as(seat)('GET', `decisions/${number}/mandate`)).as(MandatesOfDecision);

async function decide(outcome: string): Promise<DecisionView> {
  const called = await callMeeting(torv.as('chair'));
  const meeting = await everyoneAttends(torv.as('chair'), await takeStep(torv.as('chair'), called.id, 'open'));
  const answer = await torv.as('chair')('POST', 'decisions', {
    key: true,
    version: meeting.version,
    body: { ...decisionOn(meeting.id, meeting.items[0]!.id), outcome, text: 'Rammerne er behandlet.' },
  });
  return answer.as(DecisionView, 201);
}

describe('who drafts', () => {
  it.each(['member.housing', 'manager', 'admin'] as Seat[])('not %s', async (seat) => {
    expect((await draft(seat, steering)).refusal()).toMatchObject({ status: 403, code: 'BODIES.MAY_NOT_DRAFT' });
    expect((await change(seat, board.key, 1, 1)).refusal()).toMatchObject({
      status: 403,
      code: 'BODIES.MAY_NOT_DRAFT',
    });
  });

  it('the chair of another body does not draft here', async () => {
    expect((await draft('chair', board.key)).refusal().status).toBe(403);
  });

  it('what a file has brought into force is not edited, by whoever', async () => {
    expect((await change('facilitator', steering, 1, 1)).refusal()).toMatchObject({
      status: 409,
      code: 'BODIES.MANDATE_IN_FORCE',
    });
  });
});

describe('the first mandate of a new body', () => {
  it('is in force as provisional, and mended by the facilitator until it is adopted', async () => {
    expect((await change('facilitator', board.key, 1, 9)).refusal().status).toBe(412);
    const { items } = (await change('facilitator', board.key, 1, 1, { ...advisoryBoard.mandate, quorum: 1 })).as(
      MandateList,
    );
    expect(items).toEqual([expect.objectContaining({ version: 1, state: 'provisional', quorum: 1, revision: 2 })]);
    expect(
      (await torv.as('facilitator')('DELETE', `bodies/${board.key}/mandates/1`, { version: 2 })).refusal().code,
    ).toBe('BODIES.MANDATE_IN_FORCE');
  });

  it('may be adopted by an earlier decision of the body it reports to', async () => {
    const [first] = await versions(board.key);
    expect(await offered('chair', early.number)).toMatchObject({
      adopted: [],
      mayAdopt: [{ id: first!.id, body: { key: board.key }, version: 1, state: 'provisional' }],
    });
    expect((await offered('facilitator', early.number)).mayAdopt).toEqual([]);
    for (const seat of ['facilitator', 'member.housing'] as Seat[])
      expect((await adopt(seat, early.number, first!.id, 2)).refusal()).toMatchObject({
        status: 403,
        code: 'DECISIONS.MAY_NOT_ADOPT',
      });
    expect((await adopt('chair', early.number, first!.id, 1)).refusal().status).toBe(412);
    const done = (await adopt('chair', early.number, first!.id, 2)).as(MandatesOfDecision);
    expect([done.adopted.length, done.mayAdopt]).toEqual([1, []]);
    expect((await bodyNow(torv.as('manager'), board.key)).mandate).toMatchObject({
      version: 1,
      state: 'adopted',
      adoptedBy: early.id,
    });
    const adoptions = (await torv.as('manager')('GET', `decisions/mandates?body=${board.key}`)).as(AdoptionList);
    expect(adoptions.items).toEqual([
      expect.objectContaining({ version: 1, decision: expect.objectContaining({ number: early.number }) }),
    ]);
  });

  it('is never edited from then on', async () => {
    expect((await change('facilitator', board.key, 1, 3)).refusal()).toMatchObject({
      status: 409,
      code: 'BODIES.MANDATE_ADOPTED',
    });
  });
});

describe('the next one', () => {
  it('waits without force, one at a time, and is mended and dropped as a draft', async () => {
    expect((await draft('facilitator', board.key)).as(MandateList, 201).items[0]).toMatchObject({
      version: 2,
      state: 'draft',
      inForceFrom: null,
    });
    expect((await draft('facilitator', board.key)).refusal()).toMatchObject({
      status: 409,
      code: 'BODIES.DRAFT_WAITS',
    });
    const now = await bodyNow(torv.as('chair'), board.key);
    expect([now.mandate?.version, now.draft?.version]).toEqual([1, 2]);
    const dropped = await torv.as('facilitator')('DELETE', `bodies/${board.key}/mandates/2`, { version: 1 });
    expect(dropped.as(MandateList).items.map((one) => one.version)).toEqual([1]);
  });

  it('is not adopted by a decision that is older, that adopts nothing, or that is of another body', async () => {
    const drafted = (await draft('facilitator', board.key)).as(MandateList, 201).items[0]!;
    const own = (await draft('facilitator', 'borgersamraad')).as(MandateList, 201).items[0]!;
    expect((await adopt('chair', early.number, drafted.id, 1)).refusal()).toMatchObject({
      status: 409,
      code: 'DECISIONS.OLDER_THAN_MANDATE',
    });
    const rejected = await decide('rejected');
    expect((await adopt('chair', rejected.number, drafted.id, 1)).refusal()).toMatchObject({
      status: 409,
      code: 'DECISIONS.ADOPTS_NOTHING',
    });
    // borgersamraad advises the steering group and does not report to it.
    const adopted = await decide('adopted');
    expect((await adopt('chair', adopted.number, own.id, 1)).refusal()).toMatchObject({
      status: 409,
      code: 'DECISIONS.MANDATE_OF_OTHERS',
    });
    expect((await offered('chair', adopted.number)).mayAdopt.map((one) => one.body.key)).toEqual([board.key]);
  });

  it('takes force with its decision, and the one before stays to be read', async () => {
    const [drafted] = await versions(board.key);
    const { number } = await decide('adopted');
    (await adopt('chair', number, drafted!.id, drafted!.revision)).as(MandatesOfDecision);
    expect((await versions(board.key)).map((one) => [one.version, one.state, one.quorum])).toEqual([
      [2, 'adopted', 3],
      [1, 'past', 1],
    ]);
  });
});

describe('meetings and decisions go by the mandate in force', () => {
  it('a draft with another quorum changes nothing until it is adopted', async () => {
    const before = await callMeeting(torv.as('chair'));
    expect(before.quorum.needed).toBe(3);
    const drafted = (await draft('facilitator', steering, { ...next, quorum: 1, requiredSectors: [] })).as(
      MandateList,
      201,
    );
    const quorum = async () => (await torv.as('chair')('GET', `meetings/${before.id}`)).as(MeetingView).quorum.needed;
    expect(await quorum()).toBe(3);
    const { number } = await decide('adopted');
    (await adopt('chair', number, drafted.items[0]!.id, 1)).as(MandatesOfDecision);
    expect(await quorum()).toBe(1);
  });
});
