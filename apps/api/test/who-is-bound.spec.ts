import {
  DecisionPage,
  DecisionView,
  type NewDecision,
  type NewRatificationAnswer,
  WhoIsBound,
} from '@torv/shared/decisions';
import { LogExport } from '@torv/shared/log';
import { HomeView } from '@torv/shared/overview';
import { ProposalView } from '@torv/shared/proposals';
import { callMeeting, decisionOn, draftProposal, everyoneAttends, place, takeStep } from './decision-steps';
import { type DemoTorv, network, type Seat, startDemoTorv } from './demo-network';

// Who is bound: organisations adopt a decision for themselves, by an instance of their own, or do not.

let torv: DemoTorv;
let networkId: string;
const estate = 'afdelingen-humlebakken';

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
}, 60_000);
afterAll(() => torv?.close());

const instanceOf = (organisation: string, name: string) =>
  torv.idOf(
    `SELECT i.id FROM organisations_instance i JOIN organisations_organisation o ON o.network_id = i.network_id AND o.id = i.organisation_id
     WHERE i.network_id = $1 AND o.key = $2 AND i.name = $3`,
    networkId,
    organisation,
    name,
  );

/** An open meeting with everyone there; the item is that of a proposal on which two have spoken. */
async function openItem() {
  const facilitator = torv.as('facilitator');
  const called = await callMeeting(torv.as('chair'));
  const proposal = await place(facilitator, await draftProposal(facilitator), called);
  for (const [seat, organisation, stance] of [
    ['member.housing', 'himmerland', 'endorse'],
    ['member.civil', 'lokale-foreninger', 'endorse'],
    ['member.municipality', 'aalborg-kommune', 'stand-aside'],
  ] as const)
    (
      await torv.as(seat)('POST', `proposals/${proposal.id}/positions`, {
        key: true,
        version: proposal.version,
        body: { organisation, stance },
      })
    ).as(ProposalView, 201);
  const meeting = await everyoneAttends(torv.as('chair'), await takeStep(torv.as('chair'), called.id, 'open'));
  const item = meeting.items.find((one) => one.subject?.id === proposal.id)!;
  return { meeting, itemId: item.id };
}

const recording = async (at: Awaited<ReturnType<typeof openItem>>, more: Partial<NewDecision> = {}) =>
  torv.as('chair')('POST', 'decisions', {
    key: true,
    version: at.meeting.version,
    body: { ...decisionOn(at.meeting.id, at.itemId), ...more },
  });

const decided = async (more: Partial<NewDecision> = {}) =>
  (await recording(await openItem(), more)).as(DecisionView, 201);

const bound = async (number: string, seat: Seat = 'chair') =>
  (await torv.as(seat)('GET', `decisions/${number}/bound`)).as(WhoIsBound);

const standings = ({ parties }: WhoIsBound) =>
  Object.fromEntries(parties.map((one) => [one.organisation.key, one.standing]));

const asking = (number: string, body: object, seat: Seat = 'facilitator') =>
  torv.as(seat)('POST', `decisions/${number}/ratifications`, { key: true, body });

const asked = async (number: string, organisation = estate) => {
  const instanceId = organisation === estate ? await instanceOf(estate, 'Afdelingsmødet') : undefined;
  const found = (await asking(number, { organisation, instanceId, by: '2027-03-10' })).as(WhoIsBound, 201);
  return found.parties.find((one) => one.organisation.key === organisation)!.ratification!;
};

const answering = (
  number: string,
  it: { id: string; version: number },
  more: Partial<NewRatificationAnswer> = {},
  seat: Seat = 'estate.chair',
) =>
  torv.as(seat)('POST', `decisions/${number}/ratifications/${it.id}/answers`, {
    key: true,
    version: it.version,
    body: { answer: 'declines', text: 'Beboerne sagde nej.', decidedOn: '2026-03-10', ...more },
  });

describe('asking', () => {
  it('is for who runs the body that decided', async () => {
    const { number } = await decided();
    const body = { organisation: estate, by: '2027-03-10' };
    expect((await asking(number, body, 'member.civil')).refusal()).toMatchObject({
      status: 403,
      code: 'DECISIONS.MAY_NOT_ASK_RATIFICATION',
    });
  });

  it('is refused for what was not adopted, twice, for a day that has passed, and for another one’s instance', async () => {
    const postponed = await decided({ outcome: 'postponed' });
    const body = { organisation: estate, by: '2027-03-10' };
    expect((await asking(postponed.number, body)).refusal().code).toBe('DECISIONS.NOTHING_TO_RATIFY');
    const { number } = await decided();
    expect((await asking(number, { ...body, by: '2020-01-01' })).refusal()).toMatchObject({
      status: 400,
      code: 'DECISIONS.ANSWER_BY_IS_PAST',
    });
    const council = await instanceOf('aalborg-kommune', 'Byrådet');
    expect((await asking(number, { ...body, instanceId: council })).refusal().status).toBe(404);
    await asked(number);
    expect((await asking(number, body)).refusal().code).toBe('DECISIONS.ALREADY_ASKED');
  });

  it('reaches nobody who cannot read the decision', async () => {
    const { number } = await decided({ visibility: 'body' });
    expect((await asking(number, { organisation: estate, by: '2027-03-10' })).refusal().code).toBe(
      'DECISIONS.ASKED_MAY_NOT_READ',
    );
  });

  it('with the record is sealed in it', async () => {
    const at = await openItem();
    const instanceId = await instanceOf(estate, 'Afdelingsmødet');
    const ratification = [{ organisation: estate, instanceId, by: '2027-03-10' }];
    const unknown = [{ organisation: 'ingen-saadan', by: '2027-03-10' }];
    expect((await recording(at, { outcome: 'postponed', ratification })).refusal().code).toBe(
      'DECISIONS.NOTHING_TO_RATIFY',
    );
    expect((await recording(at, { ratification: unknown })).refusal()).toMatchObject({
      status: 404,
      errors: [{ path: 'ratification.0' }],
    });
    expect((await recording(at, { ratification: [...ratification, ...ratification] })).refusal().code).toBe(
      'DECISIONS.ALREADY_ASKED',
    );
    const { number, binds, logIndex } = (await recording(at, { ratification })).as(DecisionView, 201);
    expect(binds.map((one) => one.organisation.key)).toEqual(['himmerland', 'lokale-foreninger']);
    expect(standings(await bound(number))).toEqual({
      himmerland: 'bound',
      'lokale-foreninger': 'bound',
      'aalborg-kommune': 'stood-aside',
      [estate]: 'awaited',
    });
    const log = (await torv.as('chair')('GET', 'log/export')).as(LogExport);
    const entry = log.entries.find((one) => Number(one.index) === logIndex)!;
    expect(JSON.stringify(entry)).toContain('Afdelingsmødet');
  });

  it('is done by itself of whoever speaks for approval, unless the chair asks nobody', async () => {
    const person = `(SELECT id FROM identity_person WHERE email = 'member.municipality@demo.torv.test')`;
    const committee = await instanceOf('aalborg-kommune', 'Udvalget');
    await torv.admin.query(
      `UPDATE organisations_authority SET instance_id = $2 WHERE network_id = $1 AND person_id = ${person} AND subject = 'positions'`,
      [networkId, committee],
    );
    try {
      const facilitator = torv.as('facilitator');
      const light = async (more: Partial<NewDecision>) => {
        const called = await callMeeting(torv.as('chair'));
        const proposal = await place(facilitator, await draftProposal(facilitator), called);
        const meeting = await everyoneAttends(torv.as('chair'), await takeStep(torv.as('chair'), called.id, 'open'));
        const itemId = meeting.items.find((one) => one.subject?.id === proposal.id)!.id;
        const made = await recording({ meeting, itemId }, { noObjections: true, ...more });
        return bound(made.as(DecisionView, 201).number);
      };
      const byItself = (await light({})).parties.find((one) => one.organisation.key === 'aalborg-kommune')!;
      expect(byItself).toMatchObject({
        standing: 'awaited',
        stance: 'reserve',
        ratification: { instance: { name: 'Udvalget', kind: 'committee' }, by: '2027-01-11', overdue: false },
      });
      expect(standings(await light({ ratification: [] }))['aalborg-kommune']).toBe('reserved');
    } finally {
      await torv.admin.query(
        `UPDATE organisations_authority SET instance_id = NULL WHERE network_id = $1 AND person_id = ${person} AND subject = 'positions'`,
        [networkId],
      );
    }
  });
});

describe('answering', () => {
  it('is for who may ratify for that organisation, on the version that was read, with a reason, of a day that has been', async () => {
    const { number } = await decided();
    const it = await asked(number);
    for (const seat of ['chair', 'facilitator', 'member.housing'] as const)
      expect((await answering(number, it, {}, seat)).refusal()).toMatchObject({
        status: 403,
        code: 'DECISIONS.MAY_NOT_RATIFY',
      });
    expect((await answering(number, it, { text: undefined })).refusal()).toMatchObject({
      status: 400,
      errors: [{ path: 'text' }],
    });
    expect((await answering(number, it, { decidedOn: '2099-01-01' })).refusal().code).toBe('DECISIONS.DECIDED_AHEAD');
    expect((await answering(number, { ...it, version: 7 })).refusal().status).toBe(412);
    expect((await bound(number)).parties.find((one) => one.ratification)!.standing).toBe('awaited');
  });

  it('adopts, reserves or declines, and each is kept; the last one counts', async () => {
    const { number } = await decided();
    await asked(number);
    for (const [answer, standing, binds] of [
      ['declines', 'declined', false],
      ['reserves', 'ratified-reserved', true],
      ['adopts', 'ratified', true],
    ] as const) {
      const { ratification } = (await bound(number)).parties.find((one) => one.organisation.key === estate)!;
      const found = (await answering(number, ratification!, { answer, text: `Vi ${answer}.` })).as(WhoIsBound, 201);
      expect(standings(found)[estate]).toBe(standing);
      const decision = (await torv.as('chair')('GET', `decisions/${number}`)).as(DecisionView);
      const mine = decision.binds.find((one) => one.organisation.key === estate);
      const list = (await torv.as('chair')('GET', `decisions?binds=${estate}`)).as(DecisionPage);
      expect(list.items.some((one) => one.number === number)).toBe(binds);
      expect(mine?.reservation).toEqual(!binds ? undefined : answer === 'reserves' ? 'Vi reserves.' : null);
    }
    const { ratification } = (await bound(number)).parties.find((one) => one.organisation.key === estate)!;
    expect(ratification!.answers).toMatchObject([
      { answer: 'adopts', instance: { name: 'Afdelingsmødet', kind: 'estate-meeting' }, decidedOn: '2026-03-10' },
      { answer: 'reserves' },
      { answer: 'declines', text: 'Vi declines.' },
    ]);
    expect(ratification!.overdue).toBe(false);
  });

  it('is an entry of the log that names no person, and whose receipt can be had', async () => {
    const { number } = await decided();
    const found = (await answering(number, await asked(number))).as(WhoIsBound, 201);
    const [answer] = found.parties.find((one) => one.ratification)!.ratification!.answers;
    const receipt = await torv.as('member.civil')('GET', `log/entries/${answer!.logIndex}/receipt`);
    expect(receipt.status).toBe(200);
    const log = (await torv.as('chair')('GET', 'log/export')).as(LogExport);
    const entry = JSON.stringify(log.entries.find((one) => Number(one.index) === answer!.logIndex));
    expect(entry).toContain('Beboerne sagde nej.');
    expect(entry).not.toContain('Formand');
  });

  it('by SQL obeys the same: no authority, no ratification of its own, nothing unsealed, nothing edited', async () => {
    const { number } = await decided();
    const { id } = await asked(number);
    const insert = `INSERT INTO decisions_ratification_answer (network_id, ratification_id, decision_id, organisation_id, answer, decided_on, stated_by)
      SELECT r.network_id, r.id, r.decision_id, r.organisation_id, 'adopts', '2026-01-01', platform_actor() FROM decisions_ratification r WHERE r.id = $1`;
    await expect(torv.bySql('chair', (client) => client.query(insert, [id]))).rejects.toMatchObject({ code: '42501' });
    await expect(torv.bySql('estate.chair', (client) => client.query(insert, [id]))).rejects.toMatchObject({
      message: 'DECISIONS.ANSWER_NOT_IN_LOG',
    });
    await expect(
      torv.bySql('estate.chair', (client) => client.query("UPDATE decisions_ratification SET answer = 'adopts'")),
    ).rejects.toMatchObject({ code: '42501' });
    await answering(number, { id, version: 1 });
    await expect(
      torv.bySql(
        null,
        (client) => client.query("UPDATE decisions_ratification_answer SET answer = 'adopts'"),
        'torv_owner',
      ),
    ).rejects.toMatchObject({ code: '23001' });
  });
});

describe('what goes back to the board', () => {
  it('is taken up by who runs the body, once', async () => {
    const { number, title } = await decided();
    const take = (seat: Seat, as = 'proposal') =>
      torv.as(seat)('POST', `decisions/${number}/taken-up`, { key: true, body: { as } });
    expect((await take('facilitator')).refusal().code).toBe('DECISIONS.NOTHING_COMES_BACK');
    await answering(number, await asked(number));
    const back = await bound(number, 'facilitator');
    expect([back.goesBack.map((one) => one.key), back.mayTakeUp]).toEqual([[estate], true]);
    expect((await bound(number, 'member.civil')).mayTakeUp).toBe(false);
    expect((await take('member.civil')).refusal().code).toBe('DECISIONS.MAY_NOT_ASK_RATIFICATION');
    const after = (await take('facilitator')).as(WhoIsBound, 201);
    expect(after.goesBack).toEqual([]);
    expect(after.takenUp).toMatchObject([{ again: true, organisations: [{ key: estate }] }]);
    const proposal = (await torv.as('facilitator')('GET', `proposals/${after.takenUp[0]!.proposal!.id}`)).as(
      ProposalView,
    );
    expect(proposal).toMatchObject({ state: 'draft', title: `Genoptagelse: ${title}` });
    expect(proposal.background).toContain('har afvist: Beboerne sagde nej.');
    expect((await take('chair')).refusal().code).toBe('DECISIONS.NOTHING_COMES_BACK');
  });

  it('waits on the home of who answers, and then of who runs the body, until it is taken up', async () => {
    const { number } = await decided();
    const needs = async (seat: Seat) =>
      (await torv.as(seat)('GET', 'overview/home'))
        .as(HomeView)
        .needs.filter((one) => 'decision' in one && one.decision.number === number);
    const ratification = await asked(number);
    expect(await needs('estate.chair')).toMatchObject([
      { kind: 'ratification', organisation: { key: estate }, by: '2027-03-10' },
    ]);
    expect(await needs('facilitator')).toEqual([]);
    await answering(number, ratification);
    expect(await needs('estate.chair')).toEqual([]);
    expect(await needs('member.civil')).toEqual([]);
    expect(await needs('facilitator')).toMatchObject([
      { kind: 'came-back', organisation: { key: estate }, answer: 'declines' },
    ]);
    await torv.as('chair')('POST', `decisions/${number}/taken-up`, { key: true, body: { as: 'noted' } });
    expect(await needs('facilitator')).toEqual([]);
  });

  it('may also be noted as it stands', async () => {
    const { number } = await decided();
    await answering(number, await asked(number), { answer: 'reserves' });
    const noted = await torv.as('chair')('POST', `decisions/${number}/taken-up`, { key: true, body: { as: 'noted' } });
    expect(noted.as(WhoIsBound, 201)).toMatchObject({ goesBack: [], takenUp: [{ again: false, proposal: null }] });
  });
});
