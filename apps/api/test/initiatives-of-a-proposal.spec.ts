import { InitiativePage, InitiativeView } from '@torv/shared/initiatives';
import { OrganisationPage } from '@torv/shared/organisations';
import { draftProposal, initiative, initiativeNow } from './decision-steps';
import { startDemoTorv, type DemoTorv } from './demo-network';

let torv: DemoTorv;

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);

afterAll(() => torv?.close());

describe('initiatives of a proposal', () => {
  it('a proposal finds the initiatives that it is linked to, and only them', async () => {
    const facilitator = torv.as('facilitator');
    const [linked, other] = [await draftProposal(facilitator), await draftProposal(facilitator)];
    const { version } = await initiativeNow(facilitator);
    const answer = await facilitator('POST', `initiatives/${initiative}/proposals`, {
      version,
      body: { proposalId: linked.id },
    });
    expect(answer.as(InitiativeView).proposals.map((one) => one.id)).toEqual([linked.id]);
    const of = async (id: string) =>
      (await facilitator('GET', `initiatives?proposal=${id}`)).as(InitiativePage).items.map((one) => one.key);
    expect(await of(linked.id)).toEqual([initiative]);
    expect(await of(other.id)).toEqual([]);
  });

  it('who may not see the draft does not learn by it which initiative it is about', async () => {
    const draft = await draftProposal(torv.as('facilitator'));
    const { version } = await initiativeNow(torv.as('facilitator'));
    await torv.as('facilitator')('POST', `initiatives/${initiative}/proposals`, {
      version,
      body: { proposalId: draft.id },
    });
    const found = (await torv.as('manager')('GET', `initiatives?proposal=${draft.id}`)).as(InitiativePage);
    expect(found.items).toEqual([]);
  });

  it('an id that is none is refused as input', async () => {
    expect((await torv.as('chair')('GET', 'initiatives?proposal=none')).refusal().status).toBe(400);
  });
});

it('an authority says who gave it', async () => {
  const page = (await torv.as('chair')('GET', 'organisations?limit=100')).as(OrganisationPage);
  const municipality = page.items.find((one) => one.key === 'aalborg-kommune')!;
  expect(new Set(municipality.authorities.map((one) => one.givenBy))).toEqual(
    new Set(['Direktionen', 'Direktionens delegation']),
  );
});
