import { DecisionView, TallyInWriting } from '@torv/shared/decisions';
import { LogExport } from '@torv/shared/log';
import { HomeView } from '@torv/shared/overview';
import { ProcedureList, ProcedureView, ProposalView, type Stance } from '@torv/shared/proposals';
import { callMeeting, draftProposal, place } from './decision-steps';
import { type DemoTorv, type Seat, startDemoTorv } from './demo-network';

// A body decides outside a meeting: who may have it do so, what its rule gives, and what any party can do about it.

let torv: DemoTorv;

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

/** A proposal that is open, and on no agenda. */
async function openProposal(visibility: 'network' | 'closed' = 'network'): Promise<ProposalView> {
  const facilitator = torv.as('facilitator');
  const { id } = await place(
    facilitator,
    await draftProposal(facilitator, visibility),
    await callMeeting(torv.as('chair')),
  );
  await torv.admin.query(
    `WITH off AS (SELECT set_config('session_replication_role', 'replica', true))
     UPDATE proposals_proposal SET state = 'open', item_id = NULL FROM off WHERE id = $1`,
    [id],
  );
  return (await facilitator('GET', `proposals/${id}`)).as(ProposalView);
}

const opening = (seat: Seat, { id, version }: ProposalView, deadline = '2099-01-01') =>
  torv.as(seat)('POST', `proposals/${id}/procedures`, { key: true, version, body: { deadline } });

const opened = async (proposal: ProposalView) => (await opening('chair', proposal)).as(ProcedureView, 201);

const now = async (proposal: { id: string }, seat: Seat = 'chair') =>
  (await torv.as(seat)('GET', `proposals/procedures?proposal=${proposal.id}`)).as(ProcedureList).items[0]!;

const voices = {
  'member.civil': 'lokale-foreninger',
  'member.municipality': 'aalborg-kommune',
  'member.housing': 'himmerland',
} as const;

const answering = async (id: string, seat: keyof typeof voices, stance: Stance = 'endorse') => {
  const { version } = (await torv.as(seat)('GET', `proposals/${id}`)).as(ProposalView);
  const body = { organisation: voices[seat], stance, text: 'Vi har talt om det.' };
  (await torv.as(seat)('POST', `proposals/${id}/positions`, { key: true, version, body })).as(ProposalView, 201);
};

const concluding = (seat: Seat, { id, version }: { id: string; version: number }, more: object = {}) =>
  torv.as(seat)('POST', `decisions/procedures/${id}`, {
    key: true,
    version,
    body: {
      outcome: 'adopted',
      rationale: 'Det hastede.',
      summary: 'Vi går i gang.',
      visibility: 'network',
      ...more,
    },
  });

/** The deadline is over, as it will be one day. */
const pass = (id: string) =>
  torv.admin.query('UPDATE proposals_procedure SET deadline = current_date - 2, version = version + 1 WHERE id = $1', [
    id,
  ]);

describe('opening', () => {
  it('is for the chair, on what is open and on no agenda, by a day to come, once at a time', async () => {
    const proposal = await openProposal();
    expect((await opening('outsider', proposal)).refusal().status).toBe(404);
    for (const seat of ['member.civil', 'facilitator'] as const)
      expect((await opening(seat, proposal)).refusal()).toMatchObject({
        status: 403,
        code: 'PROPOSALS.MAY_NOT_OPEN_WRITING',
      });
    expect((await opening('chair', proposal, '2020-01-01')).refusal().code).toBe('PROPOSALS.DEADLINE_PAST');
    expect((await opening('chair', { ...proposal, version: 99 })).refusal().code).toBe('PLATFORM.VERSION_STALE');
    const draft = await draftProposal(torv.as('facilitator'));
    expect((await opening('chair', draft)).refusal().code).toBe('PROPOSALS.NOT_FOR_WRITING');
    expect(await opened(proposal)).toMatchObject({ asked: 4, ended: null, due: false, may: ['proposals.stop'] });
    expect((await opening('chair', proposal)).refusal().code).toBe('PROPOSALS.IN_PROCEDURE');
  });

  it('keeps the words that are asked about', async () => {
    const proposal = await openProposal();
    await opened(proposal);
    const change = await torv.as('facilitator')('PATCH', `proposals/${proposal.id}`, {
      version: proposal.version,
      body: { text: 'Noget andet.' },
    });
    expect(change.refusal()).toMatchObject({ status: 409, code: 'PROPOSALS.IN_PROCEDURE' });
  });
});

describe('concluding', () => {
  it('waits for everyone or the deadline, and is for the chair', async () => {
    const proposal = await openProposal();
    const procedure = await opened(proposal);
    expect((await concluding('member.civil', procedure)).refusal().code).toBe('DECISIONS.MAY_NOT_RECORD');
    expect((await concluding('chair', procedure)).refusal().code).toBe('DECISIONS.PROCEDURE_RUNS');
    await answering(proposal.id, 'member.civil');
    expect((await now(proposal)).silent.map((one) => one.key)).toEqual(
      expect.arrayContaining(['himmerland', 'aalborg-kommune', 'erhvervslivet']),
    );
    await pass(procedure.id);
    const due = await now(proposal);
    expect(due).toMatchObject({ due: true, may: ['proposals.stop', 'decisions.record'] });
    const needs = async (seat: Seat) =>
      (await torv.as(seat)('GET', 'overview/home')).as(HomeView).needs.filter((one) => one.kind === 'procedure');
    expect(await needs('chair')).toMatchObject([{ procedure: procedure.id }]);
    expect(await needs('facilitator')).toEqual([]);
    expect((await concluding('chair', due)).refusal()).toMatchObject({
      status: 409,
      code: 'DECISIONS.TOO_FEW_ANSWERED',
    });
  });

  it('gives what the rule gives for those who answered, the same record, in the same log', async () => {
    const proposal = await openProposal();
    const procedure = await opened(proposal);
    await answering(proposal.id, 'member.civil');
    await answering(proposal.id, 'member.municipality', 'reserve');
    await answering(proposal.id, 'member.housing');
    await pass(procedure.id);
    const due = await now(proposal);
    const tally = (await torv.as('member.civil')('GET', `decisions/procedures/${procedure.id}/tally`)).as(
      TallyInWriting,
    );
    expect(tally).toMatchObject({ rule: 'consent', outcome: 'adopted', tally: { present: 3, needed: 3, of: 4 } });
    expect((await torv.as('manager')('GET', `decisions/procedures/${procedure.id}/tally`)).refusal().code).toBe(
      'DECISIONS.MAY_NOT_COUNT',
    );
    expect((await concluding('chair', due, { outcome: 'rejected' })).refusal().code).toBe(
      'DECISIONS.DEPARTURE_MISSING',
    );
    const decision = (await concluding('chair', due)).as(DecisionView, 201);
    expect(decision).toMatchObject({
      outcome: 'adopted',
      meeting: null,
      procedureId: procedure.id,
      proposalId: proposal.id,
      text: proposal.text,
      byRule: 'adopted',
      departure: null,
      tally: tally.tally,
    });
    expect(decision.positions).toHaveLength(3);
    expect(await now(proposal)).toMatchObject({ ended: { why: 'decided' }, decision: { number: decision.number } });
    expect((await torv.as('chair')('GET', `proposals/${proposal.id}`)).as(ProposalView).state).toBe('decided');
    const log = (await torv.as('chair')('GET', 'log/export')).as(LogExport);
    expect(JSON.stringify(log.entries[decision.logIndex])).toContain(procedure.id);
    expect((await concluding('chair', await now(proposal))).refusal().code).toBe('PROPOSALS.PROCEDURE_ENDED');
  });

  it('asks whose word waits for an instance of their own, as at a table', async () => {
    const committee = await torv.idOf(
      "SELECT i.id FROM organisations_instance i JOIN organisations_organisation o ON o.id = i.organisation_id WHERE o.key = 'aalborg-kommune' AND i.name = 'Udvalget'",
    );
    const proposal = await openProposal();
    const procedure = await opened(proposal);
    await answering(proposal.id, 'member.civil');
    await answering(proposal.id, 'member.housing');
    const { version } = (await torv.as('member.municipality')('GET', `proposals/${proposal.id}`)).as(ProposalView);
    const reserved = await torv.as('member.municipality')('POST', `proposals/${proposal.id}/positions`, {
      key: true,
      version,
      body: { organisation: 'aalborg-kommune', stance: 'reserve', approvalBy: committee },
    });
    expect(reserved.status).toBe(201);
    await pass(procedure.id);
    const decision = (await concluding('chair', await now(proposal))).as(DecisionView, 201);
    expect(decision.binds.map((one) => one.organisation.key)).toEqual(['himmerland', 'lokale-foreninger']);
    const needs = (await torv.as('member.municipality')('GET', 'overview/home')).as(HomeView).needs;
    expect(needs).toContainEqual(
      expect.objectContaining({ kind: 'ratification', decision: { number: decision.number, title: decision.title } }),
    );
  });

  it('an objection against consent is not carried, and says why where the chair carries it', async () => {
    const proposal = await openProposal();
    const procedure = await opened(proposal);
    await answering(proposal.id, 'member.civil', 'object');
    await answering(proposal.id, 'member.municipality');
    await answering(proposal.id, 'member.housing');
    await pass(procedure.id);
    const due = await now(proposal);
    expect((await concluding('chair', due)).refusal().code).toBe('DECISIONS.DEPARTURE_MISSING');
    const departure = 'Foreningerne har siden meldt, at de kan leve med det.';
    expect((await concluding('chair', due, { departure })).as(DecisionView, 201)).toMatchObject({
      byRule: 'rejected',
      departure,
    });
  });
});

describe('ending it without a decision', () => {
  const ending = (seat: Seat, { id, version }: { id: string; version: number }, body: object) =>
    torv.as(seat)('POST', `proposals/procedures/${id}/end`, { version, body });

  it('any organisation with a vote may have it in a meeting, by who speaks for it, and nobody else', async () => {
    const proposal = await openProposal();
    const procedure = await opened(proposal);
    const civil = { why: 'to-meeting', organisation: 'lokale-foreninger' };
    expect((await ending('chair', procedure, civil)).refusal().code).toBe('PROPOSALS.MAY_NOT_BIND');
    const notAsked = { why: 'to-meeting', organisation: 'center-for-samskabelse' };
    expect((await ending('admin', procedure, notAsked)).refusal().code).toBe('PROPOSALS.NOT_ASKED');
    expect((await now(proposal, 'member.civil')).mayTakeToMeetingFor.map((one) => one.key)).toEqual([
      'lokale-foreninger',
    ]);
    expect((await ending('member.civil', procedure, civil)).as(ProcedureView).ended).toMatchObject({
      why: 'to-meeting',
      organisation: { key: 'lokale-foreninger' },
    });
    const after = await now(proposal);
    expect((await concluding('chair', after)).refusal().code).toBe('PROPOSALS.PROCEDURE_ENDED');
    expect((await ending('chair', after, { why: 'stopped' })).refusal().code).toBe('PROPOSALS.PROCEDURE_ENDED');
  });

  it('the chair stops it', async () => {
    const procedure = await opened(await openProposal());
    expect((await ending('member.civil', procedure, { why: 'stopped' })).refusal().status).toBe(403);
    expect((await ending('chair', procedure, { why: 'stopped' })).as(ProcedureView).ended?.why).toBe('stopped');
  });
});

describe('SQL as the application', () => {
  it('refuses a conclusion before its time, a count of its own and an end in the name of others', async () => {
    const proposal = await openProposal();
    const procedure = await opened(proposal);
    const network = await torv.idOf("SELECT id FROM places_network WHERE key = 'aalborg-oest'");
    const by = async (seat: string, sql: string, values: unknown[]): Promise<number | string | null> => {
      const person = await torv.idOf('SELECT id FROM identity_person WHERE email = $1', `${seat}@demo.torv.test`);
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
    };
    const record = `INSERT INTO decisions_decision (network_id, number, body_id, procedure_id, proposal_id, title, outcome, text, rationale, summary,
        visibility, positions, reservations, decided_at, recorded_by, recorded_as, rule, tally, by_rule)
      SELECT x.network_id, 'styregruppen-2099-1', x.body_id, x.id, p.id, p.title, 'adopted', p.text, 'r', 's', 'network', '[]', 0, now(), platform_actor(), 'n',
        'consent', '{}', 'adopted' FROM proposals_procedure x JOIN proposals_proposal p ON p.id = x.proposal_id WHERE x.id = $1`;
    expect(await by('chair', record, [procedure.id])).toBe('DECISIONS.PROCEDURE_RUNS');
    await pass(procedure.id);
    expect(await by('chair', record, [procedure.id])).toMatch(
      /DECISIONS\.(TALLY_DIFFERS|RECORD_DIFFERS|POSITIONS_DIFFER)/,
    );
    const end = `UPDATE proposals_procedure SET ended_at = now(), ended_why = $2, ended_by = platform_actor(),
      ended_for = (SELECT id FROM organisations_organisation WHERE key = $3) WHERE id = $1`;
    expect(await by('member.civil', end, [procedure.id, 'stopped', null])).toMatch(/row-level security/);
    expect(await by('member.civil', end, [procedure.id, 'to-meeting', 'himmerland'])).toMatch(/row-level security/);
    expect(await by('member.civil', end, [procedure.id, 'to-meeting', 'lokale-foreninger'])).toBe(1);
    expect(
      await by('facilitator', "UPDATE proposals_procedure SET deadline = '2000-01-01' WHERE id = $1", [procedure.id]),
    ).toMatch(/permission denied/);
  });
});
