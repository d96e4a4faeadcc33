import { ProposalView } from '@torv/shared/proposals';
import { callMeeting, draftProposal, place } from './decision-steps';
import { startDemoTorv, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let id: string;
let board: string;
let council: string;

const now = async () => (await torv.as('member.housing')('GET', `proposals/${id}`)).as(ProposalView);
const state = async (body: object) =>
  torv.as('member.housing')('POST', `proposals/${id}/positions`, {
    key: true,
    version: (await now()).version,
    body: { organisation: 'himmerland', ...body },
  });

beforeAll(async () => {
  torv = await startDemoTorv();
  const ask = torv.as('facilitator');
  id = (await place(ask, await draftProposal(ask), await callMeeting(torv.as('chair')))).id;
  const instanceOf = (key: string, name: string) =>
    torv.idOf(
      `INSERT INTO organisations_instance (network_id, organisation_id, name, kind, next_on)
       SELECT network_id, id, $2, 'representatives', '2027-05-04' FROM organisations_organisation WHERE key = $1 RETURNING id`,
      key,
      name,
    );
  board = await instanceOf('himmerland', 'Den nye forsamling');
  council = await instanceOf('aalborg-kommune', 'Et nyt udvalg');
}, 60_000);

afterAll(() => torv?.close());

describe('a reservation awaits an instance', () => {
  it("another organisation's instance is none of one's own", async () => {
    const answer = await state({ stance: 'reserve', approvalBy: council });
    expect([answer.status, answer.json()]).toMatchObject([404, { errors: [{ path: 'approvalBy' }] }]);
  });

  it('one that was dissolved approves nothing, by SQL neither', async () => {
    await torv.admin.query('UPDATE organisations_instance SET dissolved_at = now() WHERE id = $1', [board]);
    expect((await state({ stance: 'reserve', approvalBy: board })).status).toBe(404);
    const reserve = (approval: string) =>
      torv.bySql('member.housing', (client) =>
        client.query(
          `INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, text, on_version, stated_by, approval_id)
           SELECT network_id, $1, id, 1, 'reserve', 'x', 1, platform_actor(), $2 FROM organisations_organisation WHERE key = 'himmerland'
           RETURNING terms->'approval'->>'instance' AS instance`,
          [id, approval],
        ),
      );
    await expect(reserve(board)).rejects.toThrow('PROPOSALS.OTHER_INSTANCE');
    await expect(reserve(council)).rejects.toThrow('foreign key');
    await torv.admin.query('UPDATE organisations_instance SET dissolved_at = NULL WHERE id = $1', [board]);
    expect((await reserve(board)).rows[0].instance).toBe('Den nye forsamling');
  });

  it('only a reservation waits', async () => {
    for (const stance of ['endorse', 'stand-aside'])
      expect((await state({ stance, approvalBy: board })).status).toBe(400);
  });

  it('whoever speaks finally may still reserve for it: the words follow, and the terms say which', async () => {
    const [as] = (await now()).statesAs;
    expect(as).toMatchObject({ approval: null });
    expect(as!.instances).toContainEqual({ id: board, name: 'Den nye forsamling', on: '2027-05-04' });
    const [bare] = (await state({ stance: 'reserve', approvalBy: board })).as(ProposalView, 201).positions;
    const sentence = 'Med forbehold for godkendelse i Den nye forsamling den 4. maj 2027.';
    expect(bare).toMatchObject({
      stance: 'reserve',
      text: sentence,
      terms: { approval: { instance: 'Den nye forsamling' } },
    });
    const [worded] = (await state({ stance: 'reserve', text: 'Hvis det er gratis.', approvalBy: board })).as(
      ProposalView,
      201,
    ).positions;
    expect(worded!.text).toBe(`Hvis det er gratis.\n\n${sentence}`);
  });
});
