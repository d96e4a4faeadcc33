import { DecisionView, WhoIsBound } from '@torv/shared/decisions';
import { InitiativeView } from '@torv/shared/initiatives';
import { OrganisationDetail } from '@torv/shared/organisations';
import { EventsView, HomeView } from '@torv/shared/overview';
import { ProposalView } from '@torv/shared/proposals';
import {
  callMeeting,
  decisionOn,
  draftProposal,
  everyoneAttends,
  initiative,
  initiativeNow,
  place,
  takeStep,
} from './decision-steps';
import { body, network, startDemoTorv, type Answer, type DemoTorv, type Seat } from './demo-network';

let torv: DemoTorv;
let networkId: string;

const idOf = (seat: string) => torv.idOf('SELECT id FROM identity_person WHERE email = $1', `${seat}@demo.torv.test`);
const detail = async (key: string, seat: Seat = 'chair') =>
  (await torv.as(seat)('GET', `organisations/${key}`)).as(OrganisationDetail);
const act = async (seat: Seat, key: string, path: string, given?: unknown): Promise<Answer> =>
  torv.as(seat)('POST', `organisations/${key}/${path}`, {
    version: (await detail(key)).version,
    key: true,
    ...(given === undefined ? {} : { body: given }),
  });
const give = async (seat: Seat, key: string, to: string, more: object): Promise<OrganisationDetail> =>
  (await act(seat, key, 'authorities', { personId: await idOf(to), givenBy: 'Bestyrelsens referat', ...more })).as(
    OrganisationDetail,
    201,
  );
/** Takes every authority for the subject away from someone, as their administrator. */
const takeAway = async (seat: Seat, key: string, from: string, subject: string) => {
  const personId = await idOf(from);
  for (const one of (await detail(key)).authorities.filter((it) => it.personId === personId && it.subject === subject))
    (await act(seat, key, `authorities/${one.id}/end`)).as(OrganisationDetail);
};
const freshProposal = async (): Promise<ProposalView> => {
  const ask = torv.as('facilitator');
  return place(ask, await draftProposal(ask), await callMeeting(torv.as('chair')));
};
const seen = async (id: string, seat: Seat): Promise<ProposalView> =>
  (await torv.as(seat)('GET', `proposals/${id}`)).as(ProposalView);
const state = async (seat: Seat, id: string, given: object): Promise<Answer> =>
  torv.as(seat)('POST', `proposals/${id}/positions`, {
    key: true,
    version: (await seen(id, seat)).version,
    body: given,
  });
const confirm = async (seat: Seat, id: string, pendingId: string): Promise<Answer> =>
  torv.as(seat)('POST', `proposals/${id}/positions/pending/${pendingId}/confirmation`, {
    key: true,
    version: (await seen(id, seat)).version,
  });

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
}, 60_000);
afterAll(() => torv?.close());

describe('giving authority', () => {
  it('is refused for someone who does not act for the organisation, for the past, and for an instance of others', async () => {
    const manager = { personId: await idOf('manager'), subjects: ['positions'], givenBy: 'Bestyrelsen' };
    expect((await act('member.housing', 'himmerland', 'authorities', manager)).refusal()).toMatchObject({
      status: 409,
      code: 'ORGANISATIONS.NOT_ITS_OWN',
      errors: [{ path: 'personId' }],
    });
    const chair = { personId: await idOf('chair'), subjects: ['positions'], givenBy: 'Bestyrelsen' };
    expect(
      (await act('member.housing', 'himmerland', 'authorities', { ...chair, from: '2025-01-01' })).refusal().code,
    ).toBe('ORGANISATIONS.PERIOD_PAST');
    const others = (
      await act('manager', 'aalborg-kommune', 'instances', { name: 'Kulturudvalget', kind: 'committee' })
    ).as(OrganisationDetail, 201);
    expect(
      (
        await act('member.housing', 'himmerland', 'authorities', {
          ...chair,
          instanceId: others.instances.find((one) => one.name === 'Kulturudvalget')!.id,
        })
      ).refusal(),
    ).toMatchObject({ status: 404, errors: [{ path: 'instanceId' }] });
    for (const wrong of [{ subjects: [] }, { subjects: ['positions', 'positions'] }, { limit: 0 }, { givenBy: ' ' }])
      expect((await act('member.housing', 'himmerland', 'authorities', { ...chair, ...wrong })).status).toBe(400);
  });

  it('is recorded with who gave it, in the words of the source, and in force at once; withdrawn, it is out at once', async () => {
    const after = await give('member.housing', 'himmerland', 'chair', {
      subjects: ['positions', 'agreements'],
      limit: 50_000,
    });
    expect(after.authorities.filter((one) => one.personName.startsWith('Forperson'))).toMatchObject([
      {
        subject: 'agreements',
        givenBy: 'Bestyrelsens referat',
        recordedBy: 'Medlem for Himmerland Boligforening',
        limit: 50_000,
        together: false,
      },
      { subject: 'positions' },
    ]);
    const { id } = await freshProposal();
    expect((await seen(id, 'chair')).mayStateFor).toEqual(['himmerland']);
    await takeAway('member.housing', 'himmerland', 'chair', 'positions');
    expect((await seen(id, 'chair')).mayStateFor).toEqual([]);
    expect((await state('chair', id, { organisation: 'himmerland', stance: 'endorse' })).refusal().code).toBe(
      'PROPOSALS.MAY_NOT_BIND',
    );
  });

  it('a withdrawal is taken back within the hour', async () => {
    const personId = await idOf('chair');
    const { rows } = await torv.admin.query(
      "SELECT id FROM organisations_authority WHERE person_id = $1 AND subject = 'positions'",
      [personId],
    );
    const restored = (await act('member.housing', 'himmerland', `authorities/${rows[0].id}/reopening`)).as(
      OrganisationDetail,
    );
    expect(restored.authorities.map((one) => one.id)).toContain(rows[0].id);
    await takeAway('member.housing', 'himmerland', 'chair', 'positions');
    await torv.admin.query(
      "UPDATE organisations_authority SET valid_until = now() - interval '2 hours' WHERE id = $1",
      [rows[0].id],
    );
    expect((await act('member.housing', 'himmerland', `authorities/${rows[0].id}/reopening`)).refusal().code).toBe(
      'ORGANISATIONS.UNDO_TOO_LATE',
    );
  });

  it('an approving instance has one name, and its next day is kept current', async () => {
    const made = (
      await act('member.housing', 'himmerland', 'instances', { name: 'Hovedbestyrelsen', kind: 'organisation-board' })
    ).as(OrganisationDetail, 201);
    const instance = made.instances.find((one) => one.name === 'Hovedbestyrelsen')!;
    expect(
      (
        await act('member.housing', 'himmerland', 'instances', { name: 'Hovedbestyrelsen', kind: 'organisation-board' })
      ).refusal(),
    ).toMatchObject({
      code: 'ORGANISATIONS.NAME_TAKEN',
      errors: [{ path: 'name' }],
    });
    const dated = await torv.as('member.housing')('PATCH', `organisations/himmerland/instances/${instance.id}`, {
      version: made.version,
      body: { nextOn: '2027-01-12' },
    });
    expect(dated.as(OrganisationDetail).instances).toContainEqual({ ...instance, nextOn: '2027-01-12' });
    const without = (await act('member.housing', 'himmerland', `instances/${instance.id}/end`)).as(OrganisationDetail);
    expect(without.instances.map((one) => one.id)).not.toContain(instance.id);
    const back = (await act('member.housing', 'himmerland', `instances/${instance.id}/reopening`)).as(
      OrganisationDetail,
    );
    expect(back.instances).toContainEqual({ ...instance, nextOn: '2027-01-12' });
  });
});

describe('a position under an authority', () => {
  it('stands with the terms as they were, whatever becomes of the authority', async () => {
    const { id } = await freshProposal();
    const [position] = (await state('member.civil', id, { organisation: 'lokale-foreninger', stance: 'endorse' })).as(
      ProposalView,
      201,
    ).positions;
    expect(position).toMatchObject({
      stance: 'endorse',
      statedWith: null,
      terms: { givenBy: 'Foreningernes fællesmøde', together: false, limit: null, approval: null },
    });
    await torv.admin.query(
      "UPDATE organisations_authority SET given_by = 'Noget andet', valid_until = now() WHERE given_by = 'Foreningernes fællesmøde' AND subject = 'positions'",
    );
    expect((await seen(id, 'chair')).positions[0]!.terms).toEqual(position!.terms);
    await torv.admin.query(
      "UPDATE organisations_authority SET given_by = 'Foreningernes fællesmøde', valid_until = 'infinity' WHERE given_by = 'Noget andet'",
    );
  });

  it('subject to approval is a reservation, for the instance and its day, all the way into the decision', async () => {
    const instance = (await detail('himmerland')).instances.find((one) => one.name === 'Hovedbestyrelsen')!;
    await give('member.housing', 'himmerland', 'chair', { subjects: ['positions'], instanceId: instance.id });
    const { id } = await freshProposal();
    expect((await seen(id, 'chair')).statesAs).toMatchObject([
      {
        organisation: 'himmerland',
        alone: true,
        approval: { instance: 'Hovedbestyrelsen', kind: 'organisation-board', on: '2027-01-12' },
      },
    ]);
    const after = (await state('chair', id, { organisation: 'himmerland', stance: 'endorse' })).as(ProposalView, 201);
    const text = 'Med forbehold for godkendelse i Hovedbestyrelsen den 12. januar 2027.';
    expect(after.positions).toMatchObject([
      { stance: 'reserve', text, terms: { approval: { instance: 'Hovedbestyrelsen', on: '2027-01-12' } } },
    ]);
    // The day moves afterwards; what was said then stays.
    await torv.admin.query("UPDATE organisations_instance SET next_on = '2027-06-01' WHERE id = $1", [instance.id]);
    expect((await seen(id, 'member.civil')).positions[0]).toMatchObject({
      text,
      terms: { approval: { on: '2027-01-12' } },
    });
    const meeting = await everyoneAttends(
      torv.as('chair'),
      await takeStep(torv.as('chair'), after.meeting!.id, 'open'),
    );
    const decided = await torv.as('chair')('POST', 'decisions', {
      key: true,
      version: meeting.version,
      body: decisionOn(meeting.id, after.meeting!.itemId!),
    });
    // It binds when the instance has adopted it, and the reservation stands for good.
    const { number, binds, positions } = decided.as(DecisionView, 201);
    expect(binds).toEqual([]);
    expect(positions).toMatchObject([{ organisation: { key: 'himmerland' }, stance: 'reserve', text }]);
    const { parties } = (await torv.as('chair')('GET', `decisions/${number}/bound`)).as(WhoIsBound);
    expect(parties).toMatchObject([
      {
        organisation: { key: 'himmerland' },
        standing: 'awaited',
        ratification: { instance: { name: 'Hovedbestyrelsen' } },
      },
    ]);
  });

  it('an objection under such an authority stays an objection', async () => {
    const { id } = await freshProposal();
    const after = (
      await state('chair', id, { organisation: 'himmerland', stance: 'object', text: 'Det er for dyrt.' })
    ).as(ProposalView, 201);
    expect(after.positions[0]).toMatchObject({
      stance: 'object',
      text: expect.stringMatching(/^Det er for dyrt\.\n\nMed forbehold/),
    });
    // Whoever stands by it sends the same words, and they are said once.
    const { text } = after.positions[0]!;
    const again = await state('chair', id, { organisation: 'himmerland', stance: 'object', text: text! });
    expect(again.as(ProposalView, 201).positions[0]).toMatchObject({ stance: 'object', text });
  });

  it('by SQL, no one says yes where an instance must approve', async () => {
    const { id } = await freshProposal();
    const insert = (stance: string) =>
      torv.bySql('chair', (client) =>
        client.query(
          `INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, text, on_version, stated_by)
           SELECT $1, $2, o.id, 1, $3, 'Ord', 1, platform_actor() FROM organisations_organisation o WHERE o.network_id = $1 AND o.key = 'himmerland'
           RETURNING terms->'approval'->>'instance' AS instance`,
          [networkId, id, stance],
        ),
      );
    await expect(insert('endorse')).rejects.toMatchObject({ code: '23001', message: 'PROPOSALS.FOR_APPROVAL' });
    expect((await insert('reserve')).rows).toEqual([{ instance: 'Hovedbestyrelsen' }]);
  });
});

describe('two together', () => {
  let id: string;
  let pendingId: string;

  beforeAll(async () => {
    await takeAway('member.housing', 'himmerland', 'chair', 'positions');
    await takeAway('member.housing', 'himmerland', 'member.housing', 'positions');
    for (const seat of ['chair', 'member.housing'])
      await give('member.housing', 'himmerland', seat, { subjects: ['positions'], together: true });
    id = (await freshProposal()).id;
  });

  it('the first word waits, seen by the organisation’s own and the secretary alone', async () => {
    const after = (await state('chair', id, { organisation: 'himmerland', stance: 'endorse' })).as(ProposalView, 201);
    expect(after.positions).toEqual([]);
    expect(after.pending).toMatchObject([
      { organisation: { key: 'himmerland' }, stance: 'endorse', mine: true, mayConfirm: false },
    ]);
    pendingId = after.pending[0]!.id;
    expect((await seen(id, 'member.housing')).pending).toMatchObject([
      { mine: false, mayConfirm: true, statedBy: 'Forperson, Styregruppen' },
    ]);
    expect((await seen(id, 'facilitator')).pending).toMatchObject([{ mayConfirm: false }]);
    for (const seat of ['member.civil', 'member.municipality', 'manager'] as const)
      expect((await seen(id, seat)).pending).toEqual([]);
  });

  it('the second is asked for it on Home, and the first no more', async () => {
    const needed = async (seat: Seat) =>
      (await torv.as(seat)('GET', 'overview/home'))
        .as(HomeView)
        .needs.filter((one) => one.kind === 'position' && one.proposal.id === id).length;
    expect([await needed('member.housing'), await needed('chair')]).toEqual([1, 0]);
  });

  it('its event wakes pages, and names nobody and no organisation', async () => {
    const { items } = (await torv.as('member.civil')('GET', 'overview/events?since=0')).as(EventsView);
    const awaiting = items.filter((one) => one.kind === 'proposals.position-awaits');
    expect(awaiting).toMatchObject([{ by: null, organisation: null, word: null, subject: { id } }]);
    const home = (await torv.as('member.civil')('GET', 'overview/home')).as(HomeView);
    expect(home.sinceLastVisit.items.map((one) => one.kind)).not.toContain('proposals.position-awaits');
  });

  it('nobody confirms their own word, nor one of an organisation they may not bind', async () => {
    expect((await confirm('chair', id, pendingId)).refusal()).toMatchObject({
      status: 409,
      code: 'PROPOSALS.AWAITS_ANOTHER',
    });
    // Seen by the secretary, and not theirs; not seen by others, and not there.
    expect((await confirm('facilitator', id, pendingId)).refusal().code).toBe('PROPOSALS.MAY_NOT_BIND');
    expect((await confirm('member.civil', id, pendingId)).status).toBe(404);
  });

  it('by SQL, nobody speaks alone, confirms oneself, or confirms other words', async () => {
    const insert = (seat: string, stance: string, pending: string | null) =>
      torv.bySql(seat, (client) =>
        client.query(
          `INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, text, on_version, stated_by, pending_id)
           SELECT $1, $2, o.id, 1, $3, $5, p.version, platform_actor(), $4::uuid FROM organisations_organisation o, proposals_proposal p
           WHERE o.network_id = $1 AND o.key = 'himmerland' AND p.id = $2`,
          [networkId, id, stance, pending, stance === 'endorse' ? null : 'Nej.'],
        ),
      );
    await expect(insert('chair', 'endorse', null)).rejects.toMatchObject({ code: '42501' });
    await expect(insert('chair', 'endorse', pendingId)).rejects.toMatchObject({ code: '23001' });
    await expect(insert('member.housing', 'object', pendingId)).rejects.toMatchObject({
      message: 'PROPOSALS.NOT_THE_SAME',
    });
    await expect(insert('member.civil', 'endorse', pendingId)).rejects.toMatchObject({
      code: expect.stringMatching(/23001|42501/),
    });
    // The second one's own connection may, in the same words.
    await expect(insert('member.housing', 'endorse', pendingId)).resolves.toMatchObject({ rowCount: 1 });
  });

  it('who is ruled conflicted gives neither of the two words', async () => {
    const ruled = (seat: string, act: () => Promise<Answer>) => async () => {
      await torv.admin.query(
        'INSERT INTO platform_exclusion (network_id, person_id, subject_id, source_id, may_read) VALUES ($1, $2, $3, $3, true)',
        [networkId, await idOf(seat), id],
      );
      const answer = await act();
      await torv.admin.query('DELETE FROM platform_exclusion WHERE subject_id = $1', [id]);
      return answer.status;
    };
    expect(await ruled('member.housing', () => confirm('member.housing', id, pendingId))()).toBe(403);
    const word = { organisation: 'himmerland', stance: 'stand-aside' };
    expect(await ruled('chair', () => state('chair', id, word))()).toBe(403);
    // What the conflicted one had said before waits no more.
    expect((await seen(id, 'member.housing')).pending).toEqual([]);
    const again = (await state('chair', id, { ...word, stance: 'endorse' })).as(ProposalView, 201);
    pendingId = again.pending[0]!.id;
  });

  it('authority is given, and a second word said, only after a sign-in of the last half hour', async () => {
    await torv.admin.query("UPDATE identity_session SET signed_in_at = now() - interval '31 minutes'");
    const refusals = [
      await confirm('member.housing', id, pendingId),
      await act('member.housing', 'himmerland', 'authorities', {
        personId: await idOf('chair'),
        subjects: ['agreements'],
        givenBy: 'Referat',
      }),
    ].map((answer) => answer.refusal());
    expect(refusals).toEqual(
      refusals.map(() => expect.objectContaining({ status: 403, code: 'IDENTITY.SIGN_IN_AGAIN' })),
    );
    await torv.admin.query('UPDATE identity_session SET signed_in_at = now()');
  });

  it('a word on an earlier text is not confirmed', async () => {
    const { version } = await seen(id, 'facilitator');
    (await torv.as('facilitator')('PATCH', `proposals/${id}`, { version, body: { text: 'Noget andet.' } })).as(
      ProposalView,
    );
    expect((await confirm('member.housing', id, pendingId)).refusal().code).toBe('PROPOSALS.TEXT_CHANGED');
    const again = (await state('chair', id, { organisation: 'himmerland', stance: 'endorse' })).as(ProposalView, 201);
    expect(again.pending).toHaveLength(1);
    pendingId = again.pending[0]!.id;
  });

  it('the second confirms in one act, and then it is the organisation’s word', async () => {
    const after = (await confirm('member.housing', id, pendingId)).as(ProposalView, 201);
    expect(after.pending).toEqual([]);
    expect(after.positions).toMatchObject([
      {
        stance: 'endorse',
        statedBy: 'Medlem for Himmerland Boligforening',
        statedWith: 'Forperson, Styregruppen',
        terms: { together: true },
      },
    ]);
    expect((await seen(id, 'member.civil')).positions).toHaveLength(1);
  });

  it('who has left cannot have given the first of two words', async () => {
    const { id: other } = await freshProposal();
    const waiting = (await state('chair', other, { organisation: 'himmerland', stance: 'endorse' })).as(
      ProposalView,
      201,
    );
    await torv.admin.query('UPDATE organisations_affiliation SET valid_until = now() WHERE person_id = $1', [
      await idOf('chair'),
    ]);
    expect((await confirm('member.housing', other, waiting.pending[0]!.id)).refusal().code).toBe(
      'PROPOSALS.NOT_THE_SAME',
    );
    await torv.admin.query("UPDATE organisations_affiliation SET valid_until = 'infinity' WHERE person_id = $1", [
      await idOf('chair'),
    ]);
  });

  it('expires with the proposal, and is taken back before', async () => {
    const { id: other } = await freshProposal();
    const waiting = (await state('chair', other, { organisation: 'himmerland', stance: 'endorse' })).as(
      ProposalView,
      201,
    );
    expect(
      (await torv.as('member.civil')('DELETE', `proposals/${other}/positions/pending/${waiting.pending[0]!.id}`))
        .status,
    ).toBe(404);
    const back = await torv.as('chair')('DELETE', `proposals/${other}/positions/pending/${waiting.pending[0]!.id}`);
    expect(back.as(ProposalView).pending).toEqual([]);
    (await state('chair', other, { organisation: 'himmerland', stance: 'endorse' })).as(ProposalView, 201);
    const { version } = await seen(other, 'facilitator');
    (
      await torv.as('facilitator')('POST', `proposals/${other}/withdrawal`, { version, body: { reason: 'Ikke nu' } })
    ).as(ProposalView);
    expect((await seen(other, 'chair')).pending).toEqual([]);
  });
});

describe('a limit of amount', () => {
  const commit = async (seat: Seat, more: object) =>
    torv.as(seat)('POST', `initiatives/${initiative}/commitments`, {
      key: true,
      version: (await initiativeNow(torv.as(seat))).version,
      body: { organisation: 'aalborg-kommune', kind: 'money', from: '2026-01-01', until: '2099-12-31', ...more },
    });

  it('refuses money above it, naming the limit and who may give more; SQL refuses it too', async () => {
    await give('manager', 'aalborg-kommune', 'manager', { subjects: ['commitments'], limit: 25_000 });
    const refused = (await commit('manager', { amount: 60_000 })).refusal();
    expect(refused).toMatchObject({ status: 403, code: 'INITIATIVES.ABOVE_LIMIT' });
    expect(refused.errors).toEqual([
      {
        path: 'amount',
        message: 'Your authority goes to 25,000 kr. More can be given by: Medlem for Aalborg Kommune.',
      },
    ]);
    const insert = (amount: number) =>
      torv.bySql('manager', (client) =>
        client.query(
          `INSERT INTO initiatives_commitment (network_id, initiative_id, organisation_id, kind, amount, valid_from, valid_until, given_by)
           SELECT $1, i.id, o.id, 'money', $2, '2026-01-01', '2099-01-01', platform_actor() FROM initiatives_initiative i, organisations_organisation o
           WHERE i.network_id = $1 AND i.key = $3 AND o.network_id = $1 AND o.key = 'aalborg-kommune'`,
          [networkId, amount, initiative],
        ),
      );
    await expect(insert(25_001)).rejects.toMatchObject({ code: '42501' });
    await expect(insert(25_000)).resolves.toMatchObject({ rowCount: 1 });
    expect((await commit('manager', { amount: 25_000 })).as(InitiativeView, 201).commitments).toHaveLength(1);
    // Hours are no kroner.
    (await commit('manager', { kind: 'staff-hours', amount: 30_000 })).as(InitiativeView, 201);
  });

  it('who may only together with another, or subject to approval, commits nothing alone', async () => {
    await takeAway('manager', 'aalborg-kommune', 'manager', 'commitments');
    await give('manager', 'aalborg-kommune', 'manager', { subjects: ['commitments'], together: true });
    expect((await commit('manager', { amount: 1 })).refusal().code).toBe('INITIATIVES.MAY_NOT_COMMIT_ALONE');
    expect((await initiativeNow(torv.as('manager'))).mayCommitFor).toEqual([]);
  });
});

describe('an estate', () => {
  it('is a party beside its parent: they say different things on one proposal, and both stand', async () => {
    const made = (
      await torv.as('facilitator')('POST', 'organisations', {
        key: true,
        body: {
          key: 'afdeling-ved-engen',
          name: 'Afdelingen ved Engen',
          sector: 'housing',
          kind: 'estate',
          parents: ['himmerland'],
        },
      })
    ).as(OrganisationDetail, 201);
    // Its first administrator comes by invitation, its seat by the body's facilitator; both rooms have specs of their own.
    await torv.admin.query(
      `INSERT INTO organisations_affiliation (network_id, person_id, organisation_id, valid_from) VALUES ($1, $2, $3, now())`,
      [networkId, await idOf('admin'), made.id],
    );
    await torv.admin.query(
      `INSERT INTO organisations_office (network_id, person_id, organisation_id, office, valid_from) VALUES ($1, $2, $3, 'administrator', now())`,
      [networkId, await idOf('admin'), made.id],
    );
    await torv.admin.query(
      `INSERT INTO bodies_seat (network_id, body_id, organisation_id, role, voting, person_id, valid_from)
       SELECT $1, b.id, $2, 'member', true, $3, now() FROM bodies_body b WHERE b.network_id = $1 AND b.key = $4`,
      [networkId, made.id, await idOf('admin'), body],
    );
    for (const [name, kind] of [
      ['Afdelingsmødet', 'estate-meeting'],
      ['Afdelingsbestyrelsen', 'estate-board'],
    ])
      (await act('admin', made.key, 'instances', { name, kind, nextOn: '2027-02-03' })).as(OrganisationDetail, 201);
    const { instances } = await detail(made.key);
    await give('admin', made.key, 'admin', {
      subjects: ['positions'],
      instanceId: instances.find((one) => one.kind === 'estate-meeting')!.id,
    });
    await takeAway('member.housing', 'himmerland', 'member.housing', 'positions');
    await give('member.housing', 'himmerland', 'member.housing', { subjects: ['positions'] });
    const { id } = await freshProposal();
    (await state('member.housing', id, { organisation: 'himmerland', stance: 'endorse' })).as(ProposalView, 201);
    (await state('admin', id, { organisation: made.key, stance: 'object', text: 'Vi mister legepladsen.' })).as(
      ProposalView,
      201,
    );
    const { positions } = await seen(id, 'chair');
    expect(positions.map((one) => [one.organisation.key, one.stance, one.terms?.approval?.instance ?? null])).toEqual([
      [made.key, 'object', 'Afdelingsmødet'],
      ['himmerland', 'endorse', null],
    ]);
    expect(positions[0]!.text).toContain('på Afdelingsmødet den 3. februar 2027');
  });
});
