import { DecisionView, FollowUpPage, FollowUpView, type NewDecision } from '@torv/shared/decisions';
import type { MeetingView } from '@torv/shared/meetings';
import { HomeView } from '@torv/shared/overview';
import type { Client } from 'pg';
import { callMeeting, decisionOn, everyoneAttends, takeStep } from './decision-steps';
import { body, startDemoTorv, type DemoTorv, type Seat } from './demo-network';

// Who does what by when, noted on the way and never taken back; and the later decision that changes an earlier one.

let torv: DemoTorv;
let decision: DecisionView;
const owner = 'lokale-foreninger';

beforeAll(async () => {
  torv = await startDemoTorv();
  decision = await decide({ followUp: { organisation: owner, task: 'Spørg beboerne', due: '2027-06-01' } });
}, 60_000);
afterAll(() => torv?.close());

async function openMeeting(): Promise<MeetingView> {
  const called = await callMeeting(torv.as('chair'));
  return everyoneAttends(torv.as('chair'), await takeStep(torv.as('chair'), called.id, 'open'));
}

async function tryToDecide(more: Partial<NewDecision>, meeting?: MeetingView, item = 0) {
  const open = meeting ?? (await openMeeting());
  return torv.as('chair')('POST', 'decisions', {
    key: true,
    version: open.version,
    body: { ...decisionOn(open.id, open.items[item]!.id), text: 'Dagsordenen er godkendt.', ...more },
  });
}
const decide = async (more: Partial<NewDecision>, meeting?: MeetingView, item?: number) =>
  (await tryToDecide(more, meeting, item)).as(DecisionView, 201);
const now = async (number: string, seat: Seat = 'chair') =>
  (await torv.as(seat)('GET', `decisions/${number}`)).as(DecisionView);
const add = (seat: Seat, asked: object, number = decision.number) =>
  torv.as(seat)('POST', `decisions/${number}/follow-ups`, { key: true, body: asked });
const step = (seat: Seat, followUp: FollowUpView, asked: object) =>
  torv.as(seat)('POST', `decisions/${followUp.decision.number}/follow-ups/${followUp.id}/done`, {
    version: followUp.version,
    body: asked,
  });
const change = (seat: Seat, followUp: FollowUpView, asked: object, version = followUp.version) =>
  torv.as(seat)('PATCH', `decisions/${followUp.decision.number}/follow-ups/${followUp.id}`, { version, body: asked });
const note = (seat: Seat, followUp: FollowUpView, asked: object) =>
  torv.as(seat)('POST', `decisions/${followUp.decision.number}/follow-ups/${followUp.id}/notes`, {
    key: true,
    body: asked,
  });
const listed = async (seat: Seat, query: string) =>
  (await torv.as(seat)('GET', `decisions/follow-ups?${query}`)).as(FollowUpPage).items;
const personId = (seat: string) =>
  torv.idOf(`SELECT id FROM identity_person WHERE email = $1`, `${seat}@demo.torv.test`);
const refusedBy = (code: string) => expect.objectContaining({ code: '23001', message: code });
const notPermitted = expect.objectContaining({ code: '42501' });

describe('a follow-up', () => {
  const task = { organisation: owner, task: 'Skriv til beboerne', due: '2027-05-01' };

  it.each(['member.civil', 'member.housing', 'manager'] as Seat[])(
    'is not added by %s, who owes or looks on',
    async (seat) => {
      expect((await add(seat, task)).refusal()).toMatchObject({ status: 403, code: 'DECISIONS.MAY_NOT_ADD_FOLLOW_UP' });
    },
  );

  it('is not given to someone of another organisation, nor to an organisation that is not there', async () => {
    const person = await personId('member.housing');
    expect((await add('facilitator', { ...task, person })).refusal()).toMatchObject({
      status: 409,
      code: 'DECISIONS.NOT_OF_ORGANISATION',
      errors: [{ path: 'person' }],
    });
    expect((await add('facilitator', { ...task, organisation: 'ukendt' })).refusal()).toMatchObject({
      status: 404,
      errors: [{ path: 'organisation' }],
    });
  });

  it('gets no other date from who owes it, and none without a reason', async () => {
    const [followUp] = (await now(decision.number)).followUps;
    expect((await change('member.civil', followUp!, { due: '2027-09-01', why: 'Ferie' })).refusal()).toMatchObject({
      status: 403,
      code: 'DECISIONS.MAY_NOT_PUT_OFF',
    });
    expect((await change('facilitator', followUp!, { due: '2027-09-01' })).refusal()).toMatchObject({
      status: 400,
      errors: [{ path: 'why' }],
    });
    expect((await change('facilitator', followUp!, { due: '2027-09-01', why: 'x' }, 7)).status).toBe(412);
  });

  it('is not noted or finished by an organisation that does not owe it', async () => {
    const [followUp] = (await now(decision.number)).followUps;
    for (const answer of [
      await note('member.housing', followUp!, { text: 'Det går' }),
      await step('member.housing', followUp!, { state: 'done' }),
      await change('member.housing', followUp!, { person: await personId('member.housing') }),
    ])
      expect(answer.refusal()).toMatchObject({ status: 403, code: 'DECISIONS.MAY_NOT_FINISH' });
  });

  it('shows what was done by nothing but an address', async () => {
    const [followUp] = (await now(decision.number)).followUps;
    for (const link of ['javascript:alert(1)', 'file:///etc/passwd', 'http://a b'])
      expect((await step('member.civil', followUp!, { state: 'done', link })).status).toBe(400);
  });

  it('is added to, noted, given, put off, done with what shows it and taken up again; all of it stays', async () => {
    const person = await personId('member.civil');
    const made = (await add('facilitator', task)).as(FollowUpView, 201);
    expect(made).toMatchObject({ person: null, overdue: false, mayPutOff: true, ours: false, notes: [] });
    const noted = (await note('member.civil', made, { text: 'Halvdelen er spurgt' })).as(FollowUpView, 201);
    expect(noted).toMatchObject({ version: 1, mayPutOff: false, ours: true });
    const given = (await change('member.civil', noted, { person })).as(FollowUpView);
    expect(given.person).toMatchObject({ id: person });
    const later = (await change('facilitator', given, { due: '2027-08-01', why: 'Beboermødet er flyttet' })).as(
      FollowUpView,
    );
    const done = (
      await step('member.civil', later, { state: 'done', note: '112 svar', link: 'https://eksempel.dk/svar.pdf' })
    ).as(FollowUpView);
    expect(done).toMatchObject({ state: 'done', doneNote: '112 svar', doneLink: 'https://eksempel.dk/svar.pdf' });
    expect((await change('facilitator', done, { due: '2027-10-01', why: 'x' })).refusal().code).toBe(
      'DECISIONS.FOLLOW_UP_DONE',
    );
    const again = (await step('facilitator', done, { state: 'owed', note: 'To blokke mangler' })).as(FollowUpView);
    expect(again).toMatchObject({ state: 'owed', due: '2027-08-01', doneNote: null, doneLink: null });
    expect(again.notes.map(({ kind, text, dueFrom, dueTo, link }) => [kind, text, dueFrom, dueTo, link])).toEqual([
      ['progress', 'Halvdelen er spurgt', null, null, null],
      ['person', null, null, null, null],
      ['due', 'Beboermødet er flyttet', '2027-05-01', '2027-08-01', null],
      ['done', '112 svar', null, null, 'https://eksempel.dk/svar.pdf'],
      ['reopened', 'To blokke mangler', null, null, null],
    ]);
  });

  it('several come with one decision, the first of them in the record', async () => {
    const two = [task, { ...task, task: 'Hæng opslag op', organisation: 'himmerland', due: '2027-04-01' }];
    const made = await decide({ followUps: two });
    expect(made.followUps.map((one) => one.task)).toEqual(['Skriv til beboerne', 'Hæng opslag op']);
    const read = await now(made.number);
    expect(read.followUps.map((one) => one.task)).toEqual(['Hæng opslag op', 'Skriv til beboerne']);
    expect({ ...read, followUps: [] }).toEqual({ ...made, followUps: [] });
    const { rows } = await torv.admin.query('SELECT follow_up, due::text FROM decisions_decision WHERE number = $1', [
      made.number,
    ]);
    expect(rows).toEqual([{ follow_up: task, due: task.due }]);
  });

  it('overdue ones are listed, and wait for who runs the body; ones that are mine are mine', async () => {
    const late = (await add('facilitator', { ...task, task: 'For længst', due: '2026-01-02' })).as(FollowUpView, 201);
    expect(late.overdue).toBe(true);
    expect((await listed('manager', `overdue=true&body=${body}`)).map((one) => one.id)).toContain(late.id);
    expect((await listed('manager', 'state=done')).map((one) => one.id)).not.toContain(late.id);
    expect((await listed('member.civil', 'mine=true&state=owed')).map((one) => one.id)).toContain(late.id);
    expect((await listed('member.housing', 'mine=true')).map((one) => one.id)).not.toContain(late.id);
    const first = (await torv.as('chair')('GET', `decisions/follow-ups?organisation=${owner}&limit=1`)).as(
      FollowUpPage,
    );
    const next = (
      await torv.as('chair')('GET', `decisions/follow-ups?organisation=${owner}&limit=1&after=${first.nextCursor}`)
    ).as(FollowUpPage);
    expect([first, next].map((page) => page.items.length)).toEqual([1, 1]);
    expect(first.items[0]!.id).not.toBe(next.items[0]!.id);
    const needs = async (seat: Seat) =>
      (await torv.as(seat)('GET', 'overview/home')).as(HomeView).needs.filter((need) => need.kind === 'overdue');
    expect(await needs('facilitator')).toMatchObject([{ followUp: { id: late.id } }]);
    expect(await needs('manager')).toEqual([]);
  });
});

describe('a follow-up, by SQL', () => {
  const as =
    (sql: string, ...values: unknown[]) =>
    async (client: Client) =>
      (await client.query(sql, values)).rowCount;

  it('what was noted is not changed, nor taken back, nor said in another’s name or kind', async () => {
    for (const sql of ['UPDATE decisions_follow_up_note SET text = NULL', 'DELETE FROM decisions_follow_up_note'])
      for (const seat of ['chair', 'member.civil'])
        await expect(torv.bySql(seat, as(sql))).rejects.toEqual(notPermitted);
    const say = (kind: string, by: string) =>
      as(
        `INSERT INTO decisions_follow_up_note (network_id, follow_up_id, decision_id, kind, text, noted_by)
        SELECT network_id, id, decision_id, '${kind}', 'x', ${by} FROM decisions_follow_up WHERE decision_id = $1 LIMIT 1`,
        decision.id,
      );
    await expect(torv.bySql('member.civil', say('done', 'platform_actor()'))).rejects.toEqual(notPermitted);
    await expect(
      torv.bySql(
        'member.civil',
        say('progress', "(SELECT id FROM identity_person WHERE email = 'chair@demo.torv.test')"),
      ),
    ).rejects.toEqual(expect.objectContaining({ code: expect.stringMatching(/42501|23502/) }));
    await expect(torv.bySql('manager', say('progress', 'platform_actor()'))).rejects.toEqual(notPermitted);
    expect(await torv.bySql('member.civil', say('progress', 'platform_actor()'))).toBe(1);
  });

  it('a date is moved by who runs the body only, and a follow-up is never deleted', async () => {
    const move = as(
      "UPDATE decisions_follow_up SET due = '2030-01-01' WHERE decision_id = $1 AND state = 'owed'",
      decision.id,
    );
    await expect(torv.bySql('member.civil', move)).rejects.toEqual(refusedBy('DECISIONS.MAY_NOT_PUT_OFF'));
    expect(await torv.bySql('facilitator', move)).toBeGreaterThan(0);
    await expect(torv.bySql('chair', as('DELETE FROM decisions_follow_up'))).rejects.toEqual(notPermitted);
  });
});

describe('a later decision', () => {
  const refused = async (more: Partial<NewDecision>) => (await tryToDecide(more)).refusal();
  let earlier: DecisionView;
  beforeAll(async () => {
    earlier = await decide({ reviewOn: '2099-01-01' });
  });

  it('changes nothing that is not there, was not adopted, or is of another body', async () => {
    expect(await refused({ changes: { kind: 'revokes', number: 'styregruppen-1999-1' } })).toMatchObject({
      status: 404,
      errors: [{ path: 'changes.number' }],
    });
    const noted = await decide({ outcome: 'noted' });
    const changes = { kind: 'supersedes', number: noted.number } as const;
    expect((await refused({ changes })).code).toBe('DECISIONS.CHANGES_WHAT_WAS_NOT_ADOPTED');
    const again = { kind: 'amends', number: earlier.number } as const;
    expect((await refused({ changes: again, outcome: 'noted' })).code).toBe('DECISIONS.CHANGES_WHAT_WAS_NOT_ADOPTED');
  });

  it('is looked at again on a later day, when it was adopted', async () => {
    expect((await refused({ reviewOn: '2026-01-01' })).code).toBe('DECISIONS.REVIEW_TOO_EARLY');
    expect((await refused({ reviewOn: '2099-01-01', outcome: 'noted' })).code).toBe('DECISIONS.REVIEW_TOO_EARLY');
  });

  it('amends and supersedes, seen from both; what no longer stands is not changed again', async () => {
    const amending = await decide({ changes: { kind: 'amends', number: earlier.number } });
    const superseding = await decide({ changes: { kind: 'supersedes', number: earlier.number } });
    expect(superseding.changes).toMatchObject({ kind: 'supersedes', number: earlier.number, title: earlier.title });
    expect(await now(superseding.number)).toEqual(superseding);
    expect((await now(earlier.number)).changedBy.map(({ kind, number }) => [kind, number])).toEqual([
      ['amends', amending.number],
      ['supersedes', superseding.number],
    ]);
    expect((await now(earlier.number)).review).toMatchObject({ waiting: false, mayPlace: false });
    expect((await refused({ changes: { kind: 'confirms', number: earlier.number } })).code).toBe(
      'DECISIONS.NO_LONGER_STANDS',
    );
    const list = (await torv.as('manager')('GET', 'decisions?limit=100')).json() as {
      items: { number: string; ended: unknown }[];
    };
    expect(list.items.find((one) => one.number === earlier.number)!.ended).toEqual({
      kind: 'supersedes',
      number: superseding.number,
    });
    expect(list.items.find((one) => one.number === superseding.number)!.ended).toBeNull();
  });

  it('the database says the same no, whoever asks', async () => {
    const meeting = await openMeeting();
    const insert =
      (changed: string, outcome: string, network = 'm.network_id') =>
      async (client: Client) =>
        (
          await client.query(
            `INSERT INTO decisions_decision (network_id, number, body_id, meeting_id, item_id, title, outcome, text, rationale, summary, visibility,
             positions, reservations, decided_at, recorded_by, recorded_as, changes_kind, changes_id, changes_number)
           SELECT ${network}, 'n', m.body_id, m.id, $2, 't', $3, 't', 'r', 's', 'network', '[]', 0, now(), platform_actor(), 'x', 'revokes', d.id, d.number
           FROM meetings_meeting m JOIN decisions_decision d ON d.network_id = m.network_id AND d.number = $4 WHERE m.id = $1`,
            [meeting.id, meeting.items[0]!.id, outcome, changed],
          )
        ).rowCount;
    await expect(torv.bySql('chair', insert(earlier.number, 'adopted'))).rejects.toEqual(
      refusedBy('DECISIONS.NO_LONGER_STANDS'),
    );
    await expect(torv.bySql('chair', insert(decision.number, 'noted'))).rejects.toEqual(
      refusedBy('DECISIONS.CHANGES_WHAT_WAS_NOT_ADOPTED'),
    );
  });
});

describe('a review', () => {
  let due: DecisionView;
  beforeAll(async () => {
    const soon = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    due = await decide({ reviewOn: soon });
  });
  const place = (seat: Seat, meeting: MeetingView, number = due.number) =>
    torv.as(seat)('POST', `decisions/${number}/review`, {
      key: true,
      version: meeting.version,
      body: { meetingId: meeting.id },
    });
  const reminded = async (seat: Seat) =>
    (await torv.as(seat)('GET', 'overview/home'))
      .as(HomeView)
      .needs.flatMap((need) => (need.kind === 'review' ? [need.decision.number] : []));

  it('is not placed by a member, nor of what was not adopted, nor at a version that is past', async () => {
    const meeting = await callMeeting(torv.as('chair'));
    expect((await place('member.civil', meeting)).refusal().code).toBe('DECISIONS.MAY_NOT_PLACE_REVIEW');
    const noted = await decide({ outcome: 'noted' });
    expect((await place('facilitator', meeting, noted.number)).refusal().code).toBe('DECISIONS.NOTHING_TO_REVIEW');
    expect((await place('facilitator', { ...meeting, version: 99 })).status).toBe(412);
  });

  it('waits for who runs the body, goes on an agenda in one act, and is confirmed in one', async () => {
    expect(await reminded('facilitator')).toContain(due.number);
    expect(await reminded('member.civil')).toEqual([]);
    const open = await openMeeting();
    const placed = (await place('facilitator', open)).as(DecisionView, 201);
    expect(placed.review).toMatchObject({ waiting: true, soon: true, placed: { id: open.id } });
    expect(await reminded('facilitator')).not.toContain(due.number);
    const meeting = (await torv.as('chair')('GET', `meetings/${open.id}`)).json() as MeetingView;
    const at = meeting.items.findIndex((one) => one.subject?.kind === 'decision');
    expect(meeting.items[at]).toMatchObject({ subject: { kind: 'decision', id: due.id }, kind: 'decision' });
    const confirmed = await decide(
      { changes: { kind: 'confirms', number: due.number }, reviewOn: '2099-06-01' },
      meeting,
      at,
    );
    expect(confirmed).toMatchObject({
      changes: { kind: 'confirms' },
      review: { on: '2099-06-01', waiting: true, soon: false },
    });
    expect((await now(due.number)).review).toMatchObject({ waiting: false });
    expect(await reminded('facilitator')).not.toContain(due.number);
  });
});
