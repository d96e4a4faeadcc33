import { ActorView } from '@torv/shared/access';
import { startDemoTorv, type DemoTorv, type Seat } from './demo-network';

let torv: DemoTorv;
beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

const me = async (seat: Seat) => (await torv.as(seat)('GET', 'access/me')).as(ActorView);
const administered = async (seat: Seat) =>
  (await me(seat)).organisations.filter((one) => one.administers).map((one) => one.key);
const endAffiliation = (seat: string) =>
  torv.admin.query(
    `UPDATE organisations_affiliation SET valid_until = now() WHERE person_id = (SELECT id FROM identity_person WHERE email = $1)`,
    [`${seat}@demo.torv.test`],
  );

describe('offices', () => {
  it('say who facilitates the network and who administers which organisation', async () => {
    expect((await me('facilitator')).facilitates).toBe(true);
    expect(await administered('facilitator')).toEqual([]);
    expect(await administered('member.housing')).toEqual(['himmerland']);
    expect(await administered('admin')).toEqual(['center-for-samskabelse']);
    expect((await me('chair')).facilitates).toBe(false);
  });

  it('cannot be taken by SQL as the application', async () => {
    for (const seat of ['chair', 'admin', 'facilitator'])
      await expect(
        torv.bySql(seat, (client) =>
          client.query(`INSERT INTO organisations_office (network_id, person_id, organisation_id, office, valid_from)
            SELECT o.network_id, platform_actor(), o.id, 'administrator', now() FROM organisations_organisation o WHERE o.key = 'alabu'`),
        ),
      ).rejects.toThrow(/row-level security|ORGANISATIONS\.NOT_ITS_OWN/);
  });

  it('end with the affiliation they hang on, and do not come back by themselves with a new one', async () => {
    await endAffiliation('member.housing');
    const grants = `SELECT count(*)::int AS n FROM platform_grant g JOIN identity_person p ON p.id = g.person_id
      WHERE p.email = 'member.housing@demo.torv.test' AND g.scope = 'administer' AND g.valid_until > now()`;
    expect((await torv.admin.query(grants)).rows[0].n).toBe(0);
    await torv.admin.query(
      `INSERT INTO organisations_affiliation (network_id, person_id, organisation_id, valid_from)
       SELECT a.network_id, a.person_id, a.organisation_id, now() FROM organisations_affiliation a
       JOIN identity_person p ON p.id = a.person_id WHERE p.email = 'member.housing@demo.torv.test'`,
    );
    expect((await torv.admin.query(grants)).rows[0].n).toBe(0);
  });
});
