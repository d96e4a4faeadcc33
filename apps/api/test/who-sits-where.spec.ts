import { CompositionView, NetworkPicture, OverlapsView } from '@torv/shared/overview';
import { seatOf, setUpBody } from './body-steps';
import { network, startDemoTorv, type DemoTorv } from './demo-network';

// The network's picture, the same people in several bodies, and what lacks: what one may not see is in none of them.

let torv: DemoTorv;
beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

const picture = async (): Promise<NetworkPicture> =>
  (await torv.as('member.civil')('GET', 'overview/network')).as(NetworkPicture);
const overlaps = async (seat: 'chair' | 'member.civil' = 'member.civil'): Promise<OverlapsView> =>
  (await torv.as(seat)('GET', 'overview/overlaps')).as(OverlapsView);
const gaps = async (): Promise<CompositionView['gaps']> =>
  (await torv.as('member.civil')('GET', 'overview/composition')).as(CompositionView).gaps;
const bodyId = (key: string) =>
  torv.idOf(
    'SELECT b.id FROM bodies_body b JOIN places_network n ON n.id = b.network_id WHERE n.key = $1 AND b.key = $2',
    network,
    key,
  );
/** Meddles behind Torv's back, and takes it back. */
async function after(change: string, values: unknown[], look: () => Promise<void>, undo: string): Promise<void> {
  await torv.admin.query(change, values);
  try {
    await look();
  } finally {
    await torv.admin.query(undo, values);
  }
}

describe('who sits where for whom', () => {
  it.each(['network', 'overlaps', 'composition'])('%s is no business of somebody else', async (path) => {
    expect((await torv.as(null)('GET', `overview/${path}`)).status).toBe(401);
    expect((await torv.as('outsider')('GET', `overview/${path}`)).status).toBe(404);
  });

  it('the picture has every organisation, body and seat of the network and nothing of the other', async () => {
    const { organisations, bodies, links } = await picture();
    const counted = await torv.admin.query(
      `SELECT (SELECT count(*)::int FROM organisations_organisation o WHERE o.network_id = n.id) AS organisations,
         (SELECT count(*)::int FROM bodies_body b WHERE b.network_id = n.id) AS bodies,
         (SELECT count(*)::int FROM bodies_link l WHERE l.network_id = n.id) AS links,
         (SELECT count(*)::int FROM bodies_seat s WHERE s.network_id = n.id AND s.valid_until > now()) AS seats
       FROM places_network n WHERE key = $1`,
      [network],
    );
    expect({
      organisations: organisations.length,
      bodies: bodies.length,
      links: links.length,
      seats: bodies.flatMap((one) => one.seats).length,
    }).toEqual(counted.rows[0]);
    const group = bodies.find((one) => one.key === 'styregruppen')!;
    expect(group.seats.map((seat) => [seat.role, seat.person?.name])).toContainEqual([
      'chair',
      'Forperson, Styregruppen',
    ]);
    expect(organisations.find((one) => one.key === 'oest-i-centrum')!.parents).toEqual(['alabu', 'lejerbo']);
  });

  it('a seat whose person has left the organisation is vacant since that day', async () => {
    const chair = async () =>
      (await picture()).bodies.find((one) => one.key === 'styregruppen')!.seats.find((seat) => seat.role === 'chair')!;
    const { id } = (await torv.admin.query("SELECT id FROM identity_person WHERE email = 'chair@demo.torv.test'"))
      .rows[0];
    expect(await chair()).toMatchObject({ person: { id }, vacantSince: null });
    await after(
      "UPDATE organisations_affiliation SET valid_until = '2026-02-01T00:00:00+01:00' WHERE person_id = $1",
      [id],
      async () => {
        expect(await chair()).toMatchObject({ person: null, vacantSince: '2026-02-01' });
        const found = (await gaps()).filter((gap) => 'body' in gap && gap.body.key === 'styregruppen');
        expect(found.map((gap) => gap.code)).toEqual(expect.arrayContaining(['chair-missing', 'long-vacant']));
      },
      "UPDATE organisations_affiliation SET valid_until = 'infinity' WHERE person_id = $1",
    );
    expect((await chair()).person).not.toBeNull();
  });
});

describe('the same people in several bodies', () => {
  it('the secretary carries word between three bodies, alone', async () => {
    const view = await overlaps();
    expect(view.people.map((one) => [one.person.name, one.sits.length])).toEqual([
      ['Tovholder og sekretær, Center for Samskabelse', 3],
    ]);
    expect(view.routes).toHaveLength(3);
    expect(view.singlePoints.filter((one) => one.kind === 'carries')).toHaveLength(3);
    // The source says that the same persons sit in the leadership group and the boards; by the seats nobody does.
    expect(view.silent.map(({ between }) => between.map((one) => one.key).sort())).toEqual(
      expect.arrayContaining([
        ['bestyrelse-cfs', 'ledergruppen'],
        ['bestyrelse-oic', 'ledergruppen'],
      ]),
    );
  });

  it('who alone may bind, administer or facilitate is named, until there is another', async () => {
    const alone = async () =>
      (await overlaps()).singlePoints.flatMap((one) => (one.kind === 'binds' ? [one.organisation.key] : []));
    expect(await alone()).toEqual(expect.arrayContaining(['aalborg-kommune', 'lokale-foreninger', 'erhvervslivet']));
    const kinds = (await overlaps()).singlePoints.map((one) => one.kind);
    expect(kinds).toEqual(expect.arrayContaining(['administers', 'facilitates']));
    await after(
      `INSERT INTO organisations_authority (network_id, person_id, organisation_id, subject, given_by, valid_from)
       SELECT n.id, p.id, o.id, s, 'Direktionen', '2025-03-03' FROM places_network n JOIN organisations_organisation o ON o.network_id = n.id AND o.key = $1
       CROSS JOIN unnest(ARRAY['positions', 'commitments', 'ratifications']) s JOIN identity_person p ON p.email = 'manager@demo.torv.test'`,
      ['aalborg-kommune'],
      async () => expect(await alone()).not.toContain('aalborg-kommune'),
      "DELETE FROM organisations_authority WHERE valid_from = '2025-03-03' AND $1 <> ''",
    );
  });

  it('evenings are counted from the meetings that the reader may see', async () => {
    const cadence = async (seat: 'chair' | 'member.civil') =>
      (await overlaps(seat)).people[0]!.sits.find((one) => one.body.key === 'bestyrelse-cfs')!.cadence;
    const body = await bodyId('bestyrelse-cfs');
    // As long as the mandate says how often, that is what counts.
    expect(await cadence('chair')).toMatchObject({ source: 'mandate' });
    await torv.admin.query('UPDATE bodies_mandate SET cadence_per_year = NULL WHERE body_id = $1', [body]);
    const before = await cadence('chair');
    await after(
      `INSERT INTO meetings_meeting (network_id, body_id, title, state, starts_at, ends_at, visibility)
       SELECT b.network_id, b.id, 'Bag lukkede døre', 'closed', now() - interval '40 days', now() - interval '39 days', 'closed'
       FROM bodies_body b WHERE b.id = $1`,
      [body],
      async () => {
        expect(await cadence('chair')).toEqual(before);
        const seen = (await torv.as('facilitator')('GET', 'overview/overlaps')).as(OverlapsView);
        const told = seen.people[0]!.sits.find((one) => one.body.key === 'bestyrelse-cfs')!.cadence;
        expect(told?.perYear).toBe((before?.perYear ?? 0) + 1);
      },
      "DELETE FROM meetings_meeting WHERE body_id = $1 AND title = 'Bag lukkede døre'",
    );
  });
});

describe('what lacks in how bodies are put together', () => {
  it('finds what the report criticises: officials only, and no politicians', async () => {
    const found = await gaps();
    const officials = found.flatMap((gap) => (gap.code === 'officials-only' ? [gap.body.key] : []));
    expect(officials.sort()).toEqual(['bestyrelse-cfs', 'bestyrelse-oic']);
    expect(found.map((gap) => gap.code)).toEqual(
      expect.arrayContaining(['no-political-link', 'no-seats', 'chair-missing']),
    );
    const quorum = found.flatMap((gap) => (gap.code === 'quorum-unreachable' ? [gap.body.key] : []));
    expect(quorum).toEqual([]);
  });

  it('a seat of the council in a body takes the political gap away; the gap returns with its end', async () => {
    const codes = async () => (await gaps()).map((gap) => gap.code);
    await after(
      `INSERT INTO bodies_seat (network_id, body_id, organisation_id, role, voting, valid_from)
       SELECT b.network_id, b.id, o.id, 'member', false, '2026-05-05' FROM bodies_body b
       JOIN organisations_organisation o ON o.network_id = b.network_id AND o.key = 'aalborg-byraad' WHERE b.id = $1`,
      [await bodyId('referencegruppe')],
      async () => expect(await codes()).not.toContain('no-political-link'),
      "DELETE FROM bodies_seat WHERE body_id = $1 AND valid_from = '2026-05-05'",
    );
    expect(await codes()).toContain('no-political-link');
  });

  it('whoever sits there and speaks subject to the council is a political link too', async () => {
    const codes = async () => (await gaps()).map((gap) => gap.code);
    await torv.admin.query(
      `WITH made AS (INSERT INTO organisations_instance (network_id, organisation_id, name, kind)
         SELECT o.network_id, o.id, 'Byrådet i prøven', 'council' FROM organisations_organisation o WHERE o.key = 'aalborg-kommune' RETURNING *)
       UPDATE organisations_authority a SET instance_id = made.id FROM made, identity_person p
       WHERE a.network_id = made.network_id AND a.organisation_id = made.organisation_id AND a.subject = 'positions'
         AND p.id = a.person_id AND p.email = 'member.municipality@demo.torv.test'`,
    );
    try {
      expect(await codes()).not.toContain('no-political-link');
    } finally {
      await torv.admin.query(
        `UPDATE organisations_authority SET instance_id = NULL WHERE instance_id IN (SELECT id FROM organisations_instance WHERE name = 'Byrådet i prøven')`,
      );
    }
    expect(await codes()).toContain('no-political-link');
  });

  it('the offered reference group, set up and filled through the API, takes the political gap away and shows who carries word', async () => {
    const codes = async () => (await gaps()).map((gap) => gap.code);
    expect(await codes()).toContain('no-political-link');
    const group = await setUpBody(torv.as('facilitator'), {
      name: 'Politisk referencegruppe for pladsen',
      kind: 'reference-group',
      links: [],
      seats: [{ organisation: 'aalborg-kommune', role: 'member', until: null }],
    });
    // A seat that nobody fills ties nobody.
    expect(await codes()).toContain('no-political-link');
    const { placeId, version } = seatOf(group, 'aalborg-kommune');
    const person = await torv.idOf("SELECT id FROM identity_person WHERE email = 'member.municipality@demo.torv.test'");
    const filled = await torv.as('manager')('PATCH', `bodies/${group.key}/seats/${placeId}`, {
      version,
      body: { person, until: null },
    });
    expect({ status: filled.status, text: filled.status < 300 ? '' : filled.text }).toEqual({ status: 200, text: '' });
    expect(await codes()).not.toContain('no-political-link');
    // The same person now sits in two bodies, and is the only one who does.
    const view = await overlaps();
    expect(view.people.map((one) => one.person.id)).toContain(person);
    expect(view.singlePoints).toContainEqual(
      expect.objectContaining({ kind: 'carries', person: expect.objectContaining({ id: person }) as unknown }),
    );
    // And the pages that show it hear that they must read again.
    const { rows } = await torv.admin.query('SELECT kind FROM platform_event ORDER BY network_id, seq');
    expect(rows.map((row) => (row as { kind: string }).kind.split('.')[0])).toContain('bodies');
    await torv.admin.query('DELETE FROM bodies_seat WHERE body_id = $1', [group.id]);
  });

  it('a term that ran out is said until the seat is filled again', async () => {
    const ended = async () => (await gaps()).flatMap((gap) => (gap.code === 'term-ended' ? [gap.body.key] : []));
    const body = await bodyId('borgersamraad');
    expect(await ended()).toEqual([]);
    await after(
      "UPDATE bodies_seat SET valid_until = now() - interval '3 days' WHERE body_id = $1 AND organisation_id IN (SELECT id FROM organisations_organisation WHERE key = 'beboerforeninger')",
      [body],
      async () => expect(await ended()).toEqual(['borgersamraad']),
      "UPDATE bodies_seat SET valid_until = 'infinity' WHERE body_id = $1",
    );
  });
});
