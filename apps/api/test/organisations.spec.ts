import { OrganisationDetail, OrganisationPage, PeoplePage } from '@torv/shared/organisations';
import { LeavingView, SeatsOfOrganisation } from '@torv/shared/overview';
import { network, startDemoTorv, type Answer, type DemoTorv, type Seat } from './demo-network';

let torv: DemoTorv;

const detail = async (key: string, seat: Seat = 'chair'): Promise<OrganisationDetail> =>
  (await torv.as(seat)('GET', `organisations/${key}`)).as(OrganisationDetail);
/** Changes an organisation at the version it has now. */
const act = async (seat: Seat, method: string, key: string, path: string, body?: unknown): Promise<Answer> =>
  torv.as(seat)(method, `organisations/${key}${path}`, {
    version: (await detail(key)).version,
    ...(method === 'POST' ? { key: true } : {}),
    ...(body === undefined ? {} : { body }),
  });
const estate = {
  key: 'afdeling-ved-skoven',
  name: 'Afdelingen ved Skoven',
  sector: 'housing',
  kind: 'estate',
  parents: ['himmerland'],
  areas: ['nordlige'],
};
const takeUp = (seat: Seat, body: unknown) => torv.as(seat)('POST', 'organisations', { key: true, body });

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

describe('taking a party up', () => {
  it.each(['chair', 'admin', 'manager', 'member.housing'] as const)('%s may not', async (seat) => {
    expect((await takeUp(seat, estate)).refusal()).toMatchObject({
      status: 403,
      code: 'ORGANISATIONS.MAY_NOT_TAKE_UP',
    });
  });

  it.each([
    [{ ...estate, parents: [] }, 'parents'],
    [{ ...estate, cvr: '1374813' }, 'cvr'],
    [{ ...estate, cvr: '1003388394' }, 'cvr'],
    [{ ...estate, pNumber: '13748136' }, 'pNumber'],
    [{ ...estate, permanent: true, until: '2027-01-01' }, 'until'],
    [{ ...estate, contact: { web: 'javascript:alert(1)' } }, 'contact.web'],
    [{ ...estate, version: 7 }, 'version'],
  ])('what does not fit is refused at its field (%#)', async (body, path) => {
    const { status, errors } = (await takeUp('facilitator', body)).refusal();
    expect([status, errors.map((one) => one.path.replace(/^[/.]/, ''))]).toEqual([400, [path]]);
  });

  it('an unknown parent or area is named', async () => {
    const refused = (await takeUp('facilitator', { ...estate, parents: ['nobody'] })).refusal();
    expect(refused).toMatchObject({ status: 404, errors: [{ path: 'parents' }] });
    expect((await takeUp('facilitator', { ...estate, areas: ['nowhere'] })).refusal()).toMatchObject({
      errors: [{ path: 'areas' }],
    });
    // Nothing is left of what was refused.
    expect((await torv.as('chair')('GET', `organisations/${estate.key}`)).status).toBe(404);
  });

  it('the facilitator takes up an estate under its housing organisation, once', async () => {
    const made = (await takeUp('facilitator', { ...estate, cvr: '12345678' })).as(OrganisationDetail, 201);
    expect(made).toMatchObject({
      kind: 'estate',
      parents: [{ key: 'himmerland' }],
      areas: [{ key: 'nordlige' }],
      // A number that fails the register's rule is kept: it is a warning on screen, never a refusal.
      cvr: '12345678',
      may: ['organisations.change', 'organisations.place'],
    });
    expect((await detail('himmerland')).children.map((one) => [one.key, one.kind])).toContainEqual([
      estate.key,
      'estate',
    ]);
    expect((await takeUp('facilitator', estate)).refusal()).toMatchObject({
      status: 409,
      code: 'ORGANISATIONS.KEY_TAKEN',
      errors: [{ path: 'key' }],
    });
  });
});

describe('who an organisation is', () => {
  const mine = { contact: { function: 'Sekretariatet', email: 'post@example.org', phone: '+45 96 00 00 00' } };

  it('is read by members of the network, and by nobody else', async () => {
    expect((await torv.as('outsider')('GET', 'organisations/himmerland')).status).toBe(404);
    expect((await torv.as('chair')('GET', 'organisations/nobody')).status).toBe(404);
    expect((await detail('himmerland', 'manager')).may).toEqual([]);
  });

  it('is changed by its own administrator only', async () => {
    for (const seat of ['facilitator', 'manager', 'chair', 'admin'] as const)
      expect((await act(seat, 'PATCH', 'himmerland', '', mine)).refusal()).toMatchObject({
        status: 403,
        code: 'ORGANISATIONS.MAY_NOT_CHANGE',
      });
    const before = await detail('himmerland');
    const after = (
      await act('member.housing', 'PATCH', 'himmerland', '', { ...mine, cvr: '13748136', areas: ['nordlige'] })
    ).as(OrganisationDetail);
    expect(after).toMatchObject({
      cvr: '13748136',
      contact: { ...mine.contact, web: null },
      areas: [{ key: 'nordlige' }],
    });
    expect(after.version).toBeGreaterThan(before.version);
    const stale = await torv.as('member.housing')('PATCH', 'organisations/himmerland', {
      version: before.version,
      body: mine,
    });
    expect(stale.refusal().code).toBe('PLATFORM.VERSION_STALE');
  });

  it('is changed by the facilitator while it has no administrator', async () => {
    expect((await detail('realdania', 'facilitator')).may).toContain('organisations.change');
    (await act('facilitator', 'PATCH', 'realdania', '', { note: 'Fond.' })).as(OrganisationDetail);
    expect((await detail('himmerland', 'facilitator')).may).toEqual(['organisations.place']);
  });

  it('under whom it stands is the facilitator’s to say, and never itself', async () => {
    expect((await act('member.housing', 'PATCH', 'himmerland', '', { parents: [] })).refusal().code).toBe(
      'ORGANISATIONS.MAY_NOT_PLACE',
    );
    for (const parents of [['himmerland'], [estate.key]])
      expect((await act('facilitator', 'PATCH', 'himmerland', '', { parents })).refusal().code).toBe(
        'ORGANISATIONS.UNDER_ITSELF',
      );
    // More than one parent, where two keep an office together.
    const shared = (await act('facilitator', 'PATCH', estate.key, '', { parents: ['himmerland', 'alabu'] })).as(
      OrganisationDetail,
    );
    expect(shared.parents.map((one) => one.key)).toEqual(['alabu', 'himmerland']);
    (await act('facilitator', 'PATCH', estate.key, '', { parents: ['himmerland'] })).as(OrganisationDetail);
  });

  it('the list is narrowed by sector and by words', async () => {
    const keys = async (query: string) =>
      (await torv.as('chair')('GET', `organisations?${query}`)).as(OrganisationPage).items.map((one) => one.key);
    expect(await keys('sector=foundation')).toEqual(['landsbyggefonden', 'realdania']);
    expect(await keys('q=HIMMER')).toEqual(['himmerland']);
    expect(await keys('q=%25')).toEqual([]);
  });
});

describe('its people', () => {
  const peopleOf = async (key: string) => (await detail(key)).people;
  const idOf = (seat: string) => torv.idOf('SELECT id FROM identity_person WHERE email = $1', `${seat}@demo.torv.test`);

  it('nobody administers another organisation’s people', async () => {
    const personId = await idOf('manager');
    const [one] = await peopleOf('himmerland');
    for (const seat of ['facilitator', 'admin', 'manager', 'member.civil', 'chair'] as const) {
      const refusals = [
        await act(seat, 'POST', 'himmerland', '/affiliations', { personId }),
        await act(seat, 'POST', 'himmerland', '/offices', { personId: one!.personId }),
        await act(
          seat,
          'POST',
          'himmerland',
          `/affiliations/${(await peopleOf('himmerland')).find((it) => it.name.startsWith('Bestyrelsesmedlem'))!.id}/end`,
        ),
        await act(seat, 'POST', 'himmerland', '/instances', { name: 'Hovedbestyrelsen', kind: 'organisation-board' }),
        await act(seat, 'POST', 'himmerland', '/authorities', {
          personId: one!.personId,
          subjects: ['positions'],
          givenBy: 'Mig',
        }),
      ].map((answer) => answer.refusal());
      expect(refusals).toEqual(
        refusals.map(() => expect.objectContaining({ status: 403, code: 'ORGANISATIONS.MAY_NOT_ADMINISTER' })),
      );
    }
  });

  it('an administrator takes in whom the network knows, by id, in several organisations', async () => {
    const stranger = await idOf('outsider');
    expect(
      (await act('member.housing', 'POST', 'himmerland', '/affiliations', { personId: stranger })).refusal(),
    ).toMatchObject({
      code: 'ORGANISATIONS.NOT_OF_NETWORK',
      errors: [{ path: 'personId' }],
    });
    const found = (await torv.as('member.housing')('GET', 'organisations/people?q=områdechef')).as(PeoplePage);
    expect(found.items).toEqual([
      { id: await idOf('manager'), name: 'Områdechef, Aalborg Kommune', organisations: ['Aalborg Kommune'] },
    ]);
    const after = (
      await act('member.housing', 'POST', 'himmerland', '/affiliations', { personId: found.items[0]!.id })
    ).as(OrganisationDetail, 201);
    expect(after.people.map((one) => one.personId)).toContain(found.items[0]!.id);
    expect(
      (await act('member.housing', 'POST', 'himmerland', '/affiliations', { personId: found.items[0]!.id })).refusal()
        .code,
    ).toBe('ORGANISATIONS.ALREADY_AFFILIATED');
    expect(
      (
        await act('member.housing', 'POST', 'himmerland', '/affiliations', {
          personId: await idOf('admin'),
          from: '2020-01-01',
        })
      ).refusal().code,
    ).toBe('ORGANISATIONS.PERIOD_PAST');
  });

  it('what ends with an affiliation ends at that moment, and is there again when the end is taken back', async () => {
    const personId = await idOf('manager');
    (await act('member.housing', 'POST', 'himmerland', '/offices', { personId })).as(OrganisationDetail, 201);
    (
      await act('member.housing', 'POST', 'himmerland', '/authorities', {
        personId,
        subjects: ['positions'],
        givenBy: 'Bestyrelsen',
      })
    ).as(OrganisationDetail, 201);
    const mine = async () =>
      (
        (await torv.as('manager')('GET', 'access/me')).json() as {
          organisations: { key: string; administers: boolean; binds: string[] }[];
        }
      ).organisations.find((one) => one.key === 'himmerland');
    expect(await mine()).toMatchObject({ administers: true, binds: ['positions'] });
    const id = (await peopleOf('himmerland')).find((one) => one.personId === personId)!.id;
    const after = (await act('member.housing', 'POST', 'himmerland', `/affiliations/${id}/end`)).as(OrganisationDetail);
    expect(after.people.map((one) => one.personId)).not.toContain(personId);
    expect(after.authorities.map((one) => one.personId)).not.toContain(personId);
    expect(await mine()).toBeUndefined();
    (await act('member.housing', 'POST', 'himmerland', `/affiliations/${id}/reopening`)).as(OrganisationDetail);
    expect(await mine()).toMatchObject({ administers: true, binds: ['positions'] });
    // An hour later it is history, and who comes back then has neither authority nor office.
    (await act('member.housing', 'POST', 'himmerland', `/affiliations/${id}/end`)).as(OrganisationDetail);
    await torv.admin.query(
      "UPDATE organisations_affiliation SET valid_until = now() - interval '2 hours' WHERE id = $1",
      [id],
    );
    expect((await act('member.housing', 'POST', 'himmerland', `/affiliations/${id}/reopening`)).refusal().code).toBe(
      'ORGANISATIONS.UNDO_TOO_LATE',
    );
    (await act('member.housing', 'POST', 'himmerland', '/affiliations', { personId })).as(OrganisationDetail, 201);
    expect(await mine()).toMatchObject({ administers: false, binds: [] });
  });

  it('what falls vacant is listed before, to the person and their administrator alone', async () => {
    const chair = (await detail('himmerland', 'chair')).mine!;
    for (const seat of ['facilitator', 'manager', 'member.civil'] as const)
      expect((await torv.as(seat)('GET', `overview/leaving/${chair}`)).status).toBe(404);
    const leaving = (await torv.as('chair')('GET', `overview/leaving/${chair}`)).as(LeavingView);
    expect(leaving).toMatchObject({
      mine: true,
      organisation: { key: 'himmerland' },
      lastAdministrator: false,
      leavesNetwork: true,
      seats: [{ body: { key: 'styregruppen' }, role: 'chair', voting: false }],
      authorities: [],
      followUps: [],
    });
    const own = (await detail('himmerland', 'member.housing')).mine!;
    const administrator = (await torv.as('member.housing')('GET', `overview/leaving/${own}`)).as(LeavingView);
    expect(administrator).toMatchObject({
      lastAdministrator: true,
      offices: ['administrator'],
      authorities: ['commitments', 'positions', 'ratifications'],
    });
    expect((await torv.as('member.housing')('GET', `overview/leaving/${chair}`)).as(LeavingView).mine).toBe(false);
  });

  it('the seats it holds are listed, and one whose person has left is vacant', async () => {
    const seats = async () =>
      (await torv.as('manager')('GET', 'overview/seats/lokale-foreninger')).as(SeatsOfOrganisation).items;
    expect((await seats()).map((one) => [one.body.key, one.person])).toEqual([
      ['advisory-board', 'Foreningernes plads i advisory board'],
      ['borgersamraad', null],
      ['styregruppen', 'Medlem for de lokale foreninger'],
    ]);
    const id = (await peopleOf('lokale-foreninger')).find((one) => one.name.startsWith('Foreningernes'))!.id;
    (await act('member.civil', 'POST', 'lokale-foreninger', `/affiliations/${id}/end`)).as(OrganisationDetail);
    expect((await seats())[0]).toMatchObject({ person: null });
    (await act('member.civil', 'POST', 'lokale-foreninger', `/affiliations/${id}/reopening`)).as(OrganisationDetail);
    expect((await seats())[0]!.person).not.toBeNull();
  });

  it('anyone leaves by themselves, whole and at once; taking back in is the administrator’s', async () => {
    const own = (await detail('lokale-foreninger', 'member.civil')).mine!;
    const other = (await peopleOf('himmerland')).find((one) => one.name.startsWith('Forperson'))!.id;
    expect((await act('member.civil', 'POST', 'himmerland', `/affiliations/${other}/end`)).status).toBe(403);
    const chair = (await detail('himmerland', 'chair')).mine!;
    expect((await act('chair', 'POST', 'himmerland', `/affiliations/${chair}/end`)).status).toBe(204);
    // It was the only organisation in the network: nothing of it is shown any more.
    for (const path of ['organisations', 'meetings', 'access/me'])
      expect((await torv.as('chair')('GET', path)).status).toBe(404);
    expect(own).not.toBeNull();
    const { rows } = await torv.admin.query(
      `SELECT e.kind, e.word FROM platform_event e WHERE e.network_id = (SELECT id FROM places_network WHERE key = $1) ORDER BY seq DESC LIMIT 1`,
      [network],
    );
    expect(rows).toEqual([{ kind: 'organisations.left', word: null }]);
  });
});
