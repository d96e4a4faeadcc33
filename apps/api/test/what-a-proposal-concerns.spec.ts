import { ProposalView } from '@torv/shared/proposals';
import { draftProposal } from './decision-steps';
import { startDemoTorv, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let draft: ProposalView;

const change = async (body: unknown) => {
  const now = (await torv.as('facilitator')('GET', `proposals/${draft.id}`)).as(ProposalView);
  return torv.as('facilitator')('PATCH', `proposals/${draft.id}`, { version: now.version, body });
};

beforeAll(async () => {
  torv = await startDemoTorv();
  draft = await draftProposal(torv.as('facilitator'));
}, 60_000);

afterAll(() => torv?.close());

describe('what a proposal concerns', () => {
  it('an area or an objective that there is none of is named at its field, and nothing is changed', async () => {
    const answer = await change({ title: 'Ny titel', areas: ['nordlige', 'atlantis'] });
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ errors: [{ path: 'areas', message: expect.stringContaining('atlantis') }] });
    expect((await change({ objectives: ['ingen'] })).json()).toMatchObject({ errors: [{ path: 'objectives' }] });
    const now = (await torv.as('facilitator')('GET', `proposals/${draft.id}`)).as(ProposalView);
    expect([now.title, now.areas.map((one) => one.key)]).toEqual([draft.title, ['nordlige']]);
  });

  it('SQL as someone who may not edit the proposal links nothing, and takes no link away', async () => {
    const link = `INSERT INTO proposals_area (network_id, proposal_id, area_id) SELECT network_id, $1, id FROM places_area WHERE key = 'sydlige'`;
    await expect(torv.bySql('member.civil', (client) => client.query(link, [draft.id]))).rejects.toThrow(
      'row-level security',
    );
    const unlink = 'DELETE FROM proposals_objective WHERE proposal_id = $1';
    const gone = await torv.bySql('member.civil', async (client) => (await client.query(unlink, [draft.id])).rowCount);
    expect(gone).toBe(0);
  });

  it('areas, and objectives with the strategy that they stand in', async () => {
    expect(draft.areas).toEqual([{ key: 'nordlige', name: 'Det nordlige Aalborg Øst' }]);
    expect(draft.objectives).toMatchObject([{ key: 'attraktiv-storby', name: 'Aalborg som attraktiv storby' }]);
    expect(draft.objectives[0]!.strategyName).not.toBe('');
  });

  it('what is not named is kept; what is named is all there is', async () => {
    const moved = (await change({ areas: ['sydlige', 'gigantium'] })).as(ProposalView);
    expect(moved.areas.map((one) => one.key)).toEqual(['sydlige', 'gigantium']);
    expect(moved.objectives).toEqual(draft.objectives);
    expect((await change({ areas: [], objectives: [] })).as(ProposalView)).toMatchObject({ areas: [], objectives: [] });
  });
});
