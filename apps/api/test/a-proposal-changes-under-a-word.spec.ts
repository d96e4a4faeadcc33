import { HomeView } from '@torv/shared/overview';
import { ProposalVersions, ProposalView } from '@torv/shared/proposals';
import { callMeeting, draftProposal, place } from './decision-steps';
import { startDemoTorv, type DemoTorv, type Seat } from './demo-network';

let torv: DemoTorv;
let id: string;

const now = async (): Promise<ProposalView> =>
  (await torv.as('member.civil')('GET', `proposals/${id}`)).as(ProposalView);
const versions = async () =>
  (await torv.as('member.civil')('GET', `proposals/${id}/versions`)).as(ProposalVersions).items;
const change = async (body: unknown): Promise<ProposalView> =>
  (await torv.as('facilitator')('PATCH', `proposals/${id}`, { version: (await now()).version, body })).as(ProposalView);
const endorse = async (version: number) =>
  torv.as('member.civil')('POST', `proposals/${id}/positions`, {
    key: true,
    version,
    body: { organisation: 'lokale-foreninger', stance: 'endorse' },
  });
const asked = async () =>
  (await torv.as('member.civil')('GET', 'overview/home'))
    .as(HomeView)
    .needs.flatMap((need) => (need.kind === 'position' && need.proposal.id === id ? [need.again] : []));

const bySql = (seat: Seat, text: string, ...values: unknown[]) =>
  torv.bySql(seat, async (client) => (await client.query(text, values)).rowCount);

beforeAll(async () => {
  torv = await startDemoTorv();
  const ask = torv.as('facilitator');
  const draft = await draftProposal(ask);
  id = draft.id;
  const rewritten = await ask('PATCH', `proposals/${id}`, { version: draft.version, body: { title: 'Skrevet om' } });
  await place(ask, rewritten.as(ProposalView), await callMeeting(torv.as('chair')));
}, 60_000);

afterAll(() => torv?.close());

describe('a proposal changes under a word', () => {
  it('to whom the proposal is nothing, its versions are nothing', async () => {
    const draft = await draftProposal(torv.as('facilitator'));
    expect((await torv.as('member.civil')('GET', `proposals/${draft.id}/versions`)).status).toBe(404);
  });

  it('what was written while it was a draft is not among them', async () => {
    expect((await versions()).map((one) => one.title)).toEqual(['Skrevet om']);
    expect((await versions())[0]!.number).toBe((await now()).version);
  });

  it('each change is kept with who wrote it; goals alone are no words', async () => {
    await endorse((await now()).version);
    expect(await asked()).toEqual([]);
    await change({ goals: [] });
    await change({ background: 'En anden grund.' });
    expect(await asked()).toEqual([]);
    await change({ text: 'Styregruppen udsætter inddragelsen.' });
    const kept = await versions();
    expect(kept.map((one) => [one.text, one.background])).toEqual([
      ['Styregruppen udsætter inddragelsen.', 'En anden grund.'],
      [kept[2]!.text, 'En anden grund.'],
      [kept[2]!.text, 'Beboerne kender pladsen bedst.'],
    ]);
    expect((await now()).versions).toBe(3);
    expect(kept[0]!.writtenBy).not.toBe('');
    const [word] = (await now()).positions;
    expect(word).toMatchObject({ onEarlierText: true });
    expect(kept.find((one) => one.number <= word!.onVersion)).toBe(kept[2]);
  });

  it('the organisation is asked to look again until it speaks on the words as they are', async () => {
    expect(await asked()).toEqual([true]);
    expect((await endorse((await now()).version)).status).toBe(201);
    expect(await asked()).toEqual([]);
    expect((await now()).positions[0]).toMatchObject({ revision: 2, onEarlierText: false });
  });

  it('SQL as the application cannot change words unnoticed, nor write or drop what was said', async () => {
    const words = "UPDATE proposals_proposal SET text = 'Noget andet' WHERE id = $1";
    await expect(bySql('facilitator', words, id)).rejects.toThrow('PROPOSALS.WORDS_UNNUMBERED');
    const back = 'UPDATE proposals_proposal SET version = 1 WHERE id = $1';
    await expect(bySql('facilitator', back, id)).rejects.toThrow('PROPOSALS.WORDS_UNNUMBERED');
    await expect(bySql('facilitator', 'DELETE FROM proposals_version WHERE proposal_id = $1', id)).rejects.toThrow(
      'permission denied',
    );
    // A change that is numbered dates what was said before, whatever it claims.
    const dated = "UPDATE proposals_proposal SET text = 'x', version = version + 1, text_version = 1 WHERE id = $1";
    expect(await bySql('facilitator', dated, id)).toBe(1);
  });

  it('nobody speaks on words that are not written yet', async () => {
    expect((await endorse((await now()).version + 1)).status).toBe(412);
    const ahead = `INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, on_version, stated_by)
      SELECT o.network_id, $1, o.id, 9, 'endorse', 999, platform_actor() FROM organisations_organisation o WHERE o.key = 'lokale-foreninger'`;
    await expect(bySql('member.civil', ahead, id)).rejects.toThrow('PROPOSALS.WORDS_UNREAD');
  });
});
