import { ProposalView } from '@torv/shared/proposals';
import { callMeeting, draftProposal, place } from './decision-steps';
import { startDemoTorv, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let id: string;

const now = async (): Promise<ProposalView> =>
  (await torv.as('member.civil')('GET', `proposals/${id}`)).as(ProposalView);
const state = async (body: unknown): Promise<ProposalView> =>
  (
    await torv.as('member.civil')('POST', `proposals/${id}/positions`, {
      key: true,
      version: (await now()).version,
      body: { organisation: 'lokale-foreninger', ...(body as object) },
    })
  ).as(ProposalView, 201);
const change = async (body: unknown): Promise<ProposalView> =>
  (await torv.as('facilitator')('PATCH', `proposals/${id}`, { version: (await now()).version, body })).as(ProposalView);

beforeAll(async () => {
  torv = await startDemoTorv();
  const ask = torv.as('facilitator');
  id = (await place(ask, await draftProposal(ask), await callMeeting(torv.as('chair')))).id;
}, 60_000);

afterAll(() => torv?.close());

describe('positions over time', () => {
  it('each asked organisation is named with those who may speak for it, and no one else', async () => {
    const { asked } = await now();
    expect(asked.map((one) => [one.organisation.key, one.boundBy])).toEqual(
      expect.arrayContaining([
        ['aalborg-kommune', ['Medlem for Aalborg Kommune']],
        ['lokale-foreninger', ['Medlem for de lokale foreninger']],
      ]),
    );
    expect(asked).toHaveLength(4);
    // An authority counts only with an affiliation in force.
    await torv.admin.query(`UPDATE organisations_affiliation SET valid_until = now() WHERE person_id =
      (SELECT id FROM identity_person WHERE email = 'member.business@demo.torv.test')`);
    expect((await now()).asked.find((one) => one.organisation.key === 'erhvervslivet')!.boundBy).toEqual([]);
  });

  it('a changed mind is a new word, and the earlier reservation stays to be read', async () => {
    await state({ stance: 'reserve', text: 'Hvis lokalerne er gratis.' });
    const { positions } = await state({ stance: 'endorse' });
    expect(positions).toMatchObject([{ stance: 'endorse', text: null, revision: 2, onEarlierText: false }]);
    expect(positions[0]!.earlier).toMatchObject([
      { stance: 'reserve', text: 'Hvis lokalerne er gratis.', statedBy: 'Medlem for de lokale foreninger' },
    ]);
  });

  it('a position is marked when the text changes after it, but not when only goals or background do', async () => {
    const marked = (view: ProposalView) => view.positions.map((one) => one.onEarlierText);
    expect(marked(await change({ background: 'En anden grund.', goals: [] }))).toEqual([false]);
    expect(marked(await change({ text: (await now()).text }))).toEqual([false]);
    expect(marked(await change({ text: 'Styregruppen udsætter inddragelsen.' }))).toEqual([true]);
    expect(marked(await state({ stance: 'object', text: 'Det haster.' }))).toEqual([false]);
    expect(marked(await change({ title: 'Udsæt inddragelsen' }))).toEqual([true]);
  });

  it('a withdrawal says why, and leaves what was said', async () => {
    const view = await now();
    expect(view.withdrawnReason).toBeNull();
    const withdrawn = await torv.as('facilitator')('POST', `proposals/${id}/withdrawal`, {
      version: view.version,
      body: { reason: 'Den bliver skrevet om.' },
    });
    expect(withdrawn.as(ProposalView)).toMatchObject({
      state: 'withdrawn',
      withdrawnReason: 'Den bliver skrevet om.',
      mayStateFor: [],
    });
    expect((await now()).positions).toHaveLength(1);
  });
});
