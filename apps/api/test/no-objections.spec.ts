import { DecisionView, type NewDecision, TallyView } from '@torv/shared/decisions';
import { MeetingView } from '@torv/shared/meetings';
import { sayForApproval, ProposalView, type Stance } from '@torv/shared/proposals';
import { InstanceKind } from '@torv/shared/organisations';
import { callMeeting, draftProposal, everyoneAttends, place, takeStep } from './decision-steps';
import { type DemoTorv, network, type Seat, startDemoTorv } from './demo-network';

// The light way: the chair records that nobody objected, and each word follows from who sat there with authority.

let torv: DemoTorv;
let networkId: string;

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
}, 60_000);
afterAll(() => torv?.close());

interface At {
  meeting: MeetingView;
  itemId: string;
}

/** An open meeting that everyone attends, on the proposal's item or, with `own`, on the one without. */
async function open(
  spoken: { seat: Seat; organisation: string; stance: Stance }[] = [],
  own = false,
): Promise<At & { proposal: ProposalView }> {
  const facilitator = torv.as('facilitator');
  const called = await callMeeting(torv.as('chair'));
  const proposal = await place(facilitator, await draftProposal(facilitator), called);
  for (const { seat, organisation, stance } of spoken) {
    const stated = await torv.as(seat)('POST', `proposals/${proposal.id}/positions`, {
      key: true,
      version: proposal.version,
      body: { organisation, stance, text: 'Som vi skrev.' },
    });
    stated.as(ProposalView, 201);
  }
  const meeting = await everyoneAttends(torv.as('chair'), await takeStep(torv.as('chair'), called.id, 'open'));
  const item = meeting.items.find((one) => (own ? one.subject === null : one.subject?.id === proposal.id))!;
  return { meeting, itemId: item.id, proposal };
}

const recording = ({ meeting, itemId }: At, more: Partial<NewDecision> = {}, seat: Seat = 'chair') =>
  torv.as(seat)('POST', 'decisions', {
    key: true,
    version: meeting.version,
    body: { meetingId: meeting.id, itemId, outcome: 'adopted', visibility: 'network', noObjections: true, ...more },
  });

const tallyAt = async ({ meeting, itemId }: At) =>
  (await torv.as('chair')('GET', `meetings/${meeting.id}/items/${itemId}/tally`)).as(TallyView);

const stances = (positions: { organisation: { key: string }; stance: Stance }[]) =>
  Object.fromEntries(positions.map((one) => [one.organisation.key, one.stance]));

async function absent(at: At, organisation: string): Promise<MeetingView> {
  const { version, attendance } = (await torv.as('chair')('GET', `meetings/${at.meeting.id}`)).as(MeetingView);
  const seats = attendance.filter((one) => one.organisation.key === organisation);
  const answer = await torv.as('chair')('PUT', `meetings/${at.meeting.id}/attendance`, {
    version,
    body: { seats: seats.map(({ seatId }) => ({ seatId, presence: 'absent' })) },
  });
  return answer.as(MeetingView);
}

describe('who may not', () => {
  it('anyone but the chair', async () => {
    const at = await open();
    for (const seat of ['member.civil', 'facilitator'] as const)
      expect((await recording(at, {}, seat)).refusal()).toMatchObject({
        status: 403,
        code: 'DECISIONS.MAY_NOT_RECORD',
      });
  });

  it('the chair where somebody objects, where something else is decided, or where the quorum is missing', async () => {
    const objected = await open([{ seat: 'member.municipality', organisation: 'aalborg-kommune', stance: 'object' }]);
    const refused = (await recording(objected)).refusal();
    expect(refused).toMatchObject({ status: 409, code: 'DECISIONS.OBJECTION_STANDS' });
    expect(refused.errors[0]!.message).toContain('Aalborg Kommune');
    expect((await tallyAt(objected)).noObjections).toBeNull();
    const at = await open();
    expect((await recording(at, { outcome: 'rejected' })).refusal().errors[0]!.path).toBe('outcome');
    expect((await recording(at, { outcome: 'noted' })).refusal().errors[0]!.path).toBe('outcome');
    expect((await recording({ ...at, meeting: await absent(at, 'lokale-foreninger') })).refusal().code).toBe(
      'DECISIONS.QUORUM_MISSING',
    );
  });

  it('nor may the thorough way leave out why, or what it means', async () => {
    const { meeting, itemId } = await open();
    const body = { meetingId: meeting.id, itemId, outcome: 'adopted', visibility: 'network' };
    const answer = await torv.as('chair')('POST', 'decisions', { key: true, version: meeting.version, body });
    expect(answer.refusal().errors.map((one) => one.path)).toEqual(['rationale', 'summary']);
  });
});

describe('no objections', () => {
  it('gives each organisation the word of who sat there, and says why in two', async () => {
    const at = await open();
    const before = await tallyAt(at);
    expect(before).toMatchObject({ outcome: 'undecided', reason: 'no-word', noObjections: { outcome: 'adopted' } });
    const made = (await recording(at)).as(DecisionView, 201);
    expect(made).toMatchObject({
      outcome: 'adopted',
      byRule: 'adopted',
      departure: null,
      rationale: 'Ingen indvendinger.',
      text: at.proposal.text,
      summary: at.proposal.text,
      tally: { noObjections: true, object: 0 },
    });
    expect(made.tally).toEqual(before.noObjections!.tally);
    const promised = before.noObjections!.words.filter((one) => one.stance !== null);
    expect(promised.length).toBeGreaterThan(2);
    expect(made.positions).toEqual(promised.map(({ organisation, stance, text }) => ({ organisation, stance, text })));
    expect((await torv.as('chair')('GET', `decisions/${made.number}`)).as(DecisionView)).toEqual(made);
  });

  it('whoever sits there without authority to speak alone gives no word, and is named beforehand', async () => {
    const until = (end: string) =>
      torv.admin.query(
        `UPDATE organisations_authority SET valid_until = ${end} WHERE organisation_id = (SELECT id FROM organisations_organisation
           WHERE network_id = $1 AND key = 'erhvervslivet')`,
        [networkId],
      );
    await until('now()');
    const at = await open();
    const { noObjections } = await tallyAt(at);
    expect(noObjections!.words.find((one) => one.organisation.key === 'erhvervslivet')).toMatchObject({
      personName: 'Medlem for det lokale erhvervsliv',
      stance: null,
    });
    const made = (await recording(at)).as(DecisionView, 201);
    expect(stances(made.positions)).toEqual({
      'aalborg-kommune': 'endorse',
      himmerland: 'endorse',
      'lokale-foreninger': 'endorse',
    });
    expect(made.tally).toMatchObject({ endorse: 3, silent: 1, present: 4 });
    await until("'infinity'");
  });

  it('the proposal shows who sat there, under which authority, and who wrote it down', async () => {
    const at = await open();
    (await recording(at)).as(DecisionView, 201);
    const { positions } = (await torv.as('member.civil')('GET', `proposals/${at.proposal.id}`)).as(ProposalView);
    const civil = positions.find((one) => one.organisation.key === 'lokale-foreninger')!;
    expect(civil).toMatchObject({
      stance: 'endorse',
      statedBy: 'Medlem for de lokale foreninger',
      recordedBy: 'Forperson, Styregruppen',
      revision: 1,
      onEarlierText: false,
    });
    expect(civil.terms).not.toBeNull();
  });

  it('whoever has spoken keeps their word, and who is away gives none', async () => {
    const at = await open([{ seat: 'member.municipality', organisation: 'aalborg-kommune', stance: 'reserve' }]);
    const meeting = await absent(at, 'erhvervslivet');
    const made = (await recording({ ...at, meeting })).as(DecisionView, 201);
    expect(stances(made.positions)).toEqual({
      'aalborg-kommune': 'reserve',
      himmerland: 'endorse',
      'lokale-foreninger': 'endorse',
    });
    const municipality = made.positions.find((one) => one.organisation.key === 'aalborg-kommune')!;
    expect(municipality.text).toBe('Som vi skrev.');
  });

  it('on an item without a proposal the words stand in the decision', async () => {
    const at = await open([], true);
    const made = (await recording(at)).as(DecisionView, 201);
    expect(made).toMatchObject({ proposalId: null, text: 'Godkendelse af dagsorden', byRule: 'adopted' });
    expect(stances(made.positions)).toMatchObject({ 'lokale-foreninger': 'endorse' });
    expect(made.binds.map((one) => one.organisation.key)).toContain('lokale-foreninger');
  });

  it("who was ruled conflicted gives no word, and their organisation's does not count", async () => {
    const at = await open();
    const seat = at.meeting.attendance.find((one) => one.organisation.key === 'erhvervslivet' && one.voting)!;
    const answer = await torv.as('chair')('POST', `meetings/${at.meeting.id}/items/${at.itemId}/conflicts`, {
      key: true,
      version: at.meeting.version,
      body: { seatId: seat.seatId, ground: 'Nabo', ruling: 'conflicted', mayRead: true },
    });
    const meeting = answer.as(MeetingView, 201);
    const made = (await recording({ ...at, meeting })).as(DecisionView, 201);
    expect(stances(made.positions)).not.toHaveProperty('erhvervslivet');
    expect(made.tally!.recused).toEqual(['erhvervslivet']);
  });

  it('an official who waits for an approval reserves, in the words that they would have used', async () => {
    const give = async (on: string | null, kind: InstanceKind) => {
      const { rows } = await torv.admin.query(
        `INSERT INTO organisations_instance (network_id, organisation_id, name, kind, next_on)
         SELECT $1, o.id, $2, $3, $4 FROM organisations_organisation o WHERE o.network_id = $1 AND o.key = 'himmerland' RETURNING id`,
        [networkId, `Instans ${kind}`, kind, on],
      );
      await torv.admin.query(
        `UPDATE organisations_authority SET instance_id = $2 WHERE network_id = $1 AND subject = 'positions'
           AND organisation_id = (SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = 'himmerland')`,
        [networkId, rows[0].id],
      );
    };
    await give('2027-01-12', 'representatives');
    const at = await open();
    const made = (await recording(at)).as(DecisionView, 201);
    const text = sayForApproval(
      { instance: 'Instans representatives', kind: 'representatives', on: '2027-01-12' },
      'da',
    );
    expect(made.positions.find((one) => one.organisation.key === 'himmerland')).toMatchObject({
      stance: 'reserve',
      text,
    });
    expect(made.tally).toMatchObject({ reserve: 1 });
    for (const kind of InstanceKind.options)
      for (const on of [null, '2026-12-03', '2027-05-31'])
        for (const language of ['da', 'en'] as const) {
          const { rows } = await torv.admin.query('SELECT decisions_say_for_approval($1, $2, $3, $4) AS said', [
            'Byrådet',
            kind,
            on,
            language,
          ]);
          expect(rows[0].said).toBe(sayForApproval({ instance: 'Byrådet', kind, on }, language));
        }
    await torv.admin.query(
      `UPDATE organisations_authority SET instance_id = NULL WHERE network_id = $1 AND organisation_id = (SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = 'himmerland')`,
      [networkId],
    );
  });

  it('sent twice it is one decision', async () => {
    const at = await open();
    const body = {
      meetingId: at.meeting.id,
      itemId: at.itemId,
      outcome: 'adopted',
      visibility: 'network',
      noObjections: true,
    };
    const send = () =>
      torv.as('chair')('POST', 'decisions', { key: 'once-and-no-more-1', version: at.meeting.version, body });
    const first = (await send()).as(DecisionView, 201);
    expect((await send()).as(DecisionView, 201).number).toBe(first.number);
  });
});

describe('by SQL', () => {
  const notPermitted = expect.objectContaining({ code: '42501' });

  it("nobody writes another's word but through the function, which asks for the chair and a decision", async () => {
    const at = await open();
    const forged = (seat: Seat) =>
      torv.bySql(seat, (client) =>
        client.query(
          `INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, on_version, stated_by, recorded_by, meeting_id)
           SELECT $1, $2, o.id, 1, 'endorse', 1, platform_actor(), platform_actor(), $3 FROM organisations_organisation o WHERE o.key = 'lokale-foreninger'
           RETURNING recorded_by, meeting_id`,
          [networkId, at.proposal.id, at.meeting.id],
        ),
      );
    await expect(forged('chair')).rejects.toEqual(notPermitted);
    // Who may state it states it themself, whatever they say of the chair.
    expect((await forged('member.civil')).rows).toEqual([{ recorded_by: null, meeting_id: null }]);
    const taking = (seat: Seat) =>
      torv.bySql(seat, (client) =>
        client.query('SELECT decisions_take_no_objections($1, $2, $3)', [networkId, at.meeting.id, at.itemId]),
      );
    for (const seat of ['member.civil', 'facilitator', 'manager'] as const)
      await expect(taking(seat)).rejects.toEqual(notPermitted);
    await expect(taking('chair')).rejects.toEqual(
      expect.objectContaining({ code: '23001', message: 'DECISIONS.NOT_RECORDED' }),
    );
  });
});
