import type { Client } from 'pg';
import { network, startDemoTorv, type DemoTorv } from './demo-network';

// Who administers whom, tried by someone who holds the application's own connection and writes SQL of their own.

let torv: DemoTorv;
let networkId: string;

const notPermitted = expect.objectContaining({ code: '42501' });
const refusedBy = (code: string) => expect.objectContaining({ code: '23001', message: code });
const org = (key: string) => `(SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = '${key}')`;
const ids: Record<string, string> = {};

const run =
  (sql: string) =>
  async (client: Client): Promise<number> =>
    (await client.query(sql, [networkId])).rowCount ?? 0;

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
  for (const seat of ['chair', 'facilitator', 'manager', 'member.civil', 'outsider'])
    ids[seat] = await torv.idOf('SELECT id FROM identity_person WHERE email = $1', `${seat}@demo.torv.test`);
}, 60_000);
afterAll(() => torv?.close());

describe('an organisation, by SQL', () => {
  const insert = `INSERT INTO organisations_organisation (network_id, key, name, sector) VALUES ($1, 'ny', 'Ny', 'business')`;
  const rename = (key: string) =>
    `UPDATE organisations_organisation SET name = 'x' WHERE network_id = $1 AND key = '${key}'`;
  const parent = `INSERT INTO organisations_parent (network_id, organisation_id, parent_id) VALUES ($1, ${org('alabu')}, ${org('himmerland')})`;

  it.each(['member.housing', 'manager', 'chair', 'outsider', null])(
    'is not taken up, nor placed, by %s',
    async (seat) => {
      await expect(torv.bySql(seat, run(insert))).rejects.toEqual(notPermitted);
      const placed = torv.bySql(seat, run(parent));
      // A stranger does not even find the two: their names are null.
      if (seat === 'outsider' || seat === null)
        await expect(placed).rejects.toMatchObject({ code: expect.stringMatching(/42501|23502/) });
      else await expect(placed).rejects.toEqual(notPermitted);
      await expect(torv.bySql(seat, run('DELETE FROM organisations_parent WHERE network_id = $1'))).resolves.toBe(0);
    },
  );

  it('is taken up, and placed, by the facilitator', async () => {
    await expect(torv.bySql('facilitator', run(insert))).resolves.toBe(1);
    await expect(torv.bySql('facilitator', run(parent))).resolves.toBe(1);
    await expect(
      torv.bySql(
        'facilitator',
        run(
          parent
            .replace(org('alabu'), org('himmerland'))
            .replace(`${org('himmerland')})`, `${org('center-for-samskabelse')})`),
        ),
      ),
    ).rejects.toEqual(refusedBy('ORGANISATIONS.UNDER_ITSELF'));
  });

  it('is changed by its own administrator; by the facilitator while it has none', async () => {
    for (const [seat, key, rows] of [
      ['member.housing', 'himmerland', 1],
      ['member.housing', 'aalborg-kommune', 0],
      ['member.housing', 'realdania', 0],
      ['facilitator', 'himmerland', 0],
      ['facilitator', 'realdania', 1],
      ['chair', 'himmerland', 0],
      ['outsider', 'himmerland', 0],
    ] as const)
      expect([seat, key, await torv.bySql(seat, run(rename(key)))]).toEqual([seat, key, rows]);
  });

  it('its key, its version and what the source says are nobody’s to write', async () => {
    for (const column of ['key', 'version', 'founded', 'staff', 'network_id'])
      await expect(
        torv.bySql(
          'member.housing',
          run(`UPDATE organisations_organisation SET ${column} = ${column} WHERE network_id = $1`),
        ),
      ).rejects.toEqual(notPermitted);
  });
});

describe('its people, by SQL', () => {
  const affiliate = (who: string, key: string, from = 'now()') =>
    `INSERT INTO organisations_affiliation (network_id, person_id, organisation_id, valid_from) VALUES ($1, '${ids[who]}', ${org(key)}, ${from})`;
  const office = (who: string, key: string, which = 'administrator') =>
    `INSERT INTO organisations_office (network_id, person_id, organisation_id, office, valid_from) VALUES ($1, '${ids[who]}', ${org(key)}, '${which}', now())`;
  const authority = (who: string, key: string, more = '', values = '') =>
    `INSERT INTO organisations_authority (network_id, person_id, organisation_id, subject, given_by, valid_from, recorded_by${more})
     VALUES ($1, '${ids[who]}', ${org(key)}, 'positions', 'Mig', now(), platform_actor()${values})`;
  const end = (table: string, who: string, until = 'now()') =>
    `UPDATE organisations_${table} SET valid_until = ${until} WHERE network_id = $1 AND person_id = '${ids[who]}'`;

  it.each(['member.housing', 'facilitator', 'admin', 'chair', 'member.civil', 'outsider'])(
    '%s takes nobody into an organisation of others, gives no office and no authority there',
    async (seat) => {
      for (const sql of [
        affiliate('member.civil', 'aalborg-kommune'),
        office('manager', 'aalborg-kommune'),
        authority('manager', 'aalborg-kommune'),
      ])
        await expect(torv.bySql(seat, run(sql))).rejects.toMatchObject({
          code: expect.stringMatching(/42501|23001|23502/),
        });
      if (seat === 'chair') return;
      for (const table of ['affiliation', 'authority', 'office'])
        expect(await torv.bySql(seat, run(end(table, 'manager')))).toBe(0);
    },
  );

  it('the administrator does, from now on, for those the network knows', async () => {
    expect(await torv.bySql('member.housing', run(affiliate('manager', 'himmerland')))).toBe(1);
    expect(await torv.bySql('member.housing', run(authority('chair', 'himmerland')))).toBe(1);
    expect(await torv.bySql('member.housing', run(office('chair', 'himmerland')))).toBe(1);
    await expect(torv.bySql('member.housing', run(affiliate('outsider', 'himmerland')))).rejects.toEqual(
      refusedBy('ORGANISATIONS.NOT_OF_NETWORK'),
    );
    await expect(torv.bySql('member.housing', run(affiliate('manager', 'himmerland', "'2020-01-01'")))).rejects.toEqual(
      refusedBy('ORGANISATIONS.PERIOD_PAST'),
    );
    await expect(torv.bySql('member.housing', run(authority('manager', 'himmerland')))).rejects.toEqual(
      refusedBy('ORGANISATIONS.NOT_ITS_OWN'),
    );
    await expect(torv.bySql('member.housing', run(office('manager', 'himmerland')))).rejects.toEqual(
      refusedBy('ORGANISATIONS.NOT_ITS_OWN'),
    );
  });

  it('no administrator makes someone the network’s facilitator, or speaks as another giver', async () => {
    await expect(torv.bySql('member.housing', run(office('chair', 'himmerland', 'facilitator')))).rejects.toEqual(
      notPermitted,
    );
    await expect(
      torv.bySql(
        'member.housing',
        run(authority('chair', 'himmerland').replace('platform_actor()', `'${ids['chair']}'`)),
      ),
    ).rejects.toEqual(notPermitted);
    // Nor does anyone end the facilitator's office as if it were the organisation's own.
    expect(await torv.bySql('admin', run(end('office', 'facilitator')))).toBe(0);
  });

  it('an authority waits only for an instance of its own organisation', async () => {
    const sql = `WITH made AS (INSERT INTO organisations_instance (network_id, organisation_id, name, kind) VALUES ($1, ${org('aalborg-kommune')}, 'Udvalget', 'committee') RETURNING id)
      ${authority('chair', 'himmerland', ', instance_id', ', (SELECT id FROM made)')}`;
    await expect(torv.bySql('member.housing', run(sql))).rejects.toEqual(notPermitted);
    const elsewhere = `${authority('chair', 'himmerland', ', instance_id', `, '${ids['chair']}'`)}`;
    await expect(torv.bySql('member.housing', run(elsewhere))).rejects.toMatchObject({ code: '23503' });
  });

  it('the past is not rewritten: not whose, not from when, not what it said', async () => {
    for (const column of ['person_id', 'organisation_id', 'valid_from'])
      for (const table of ['affiliation', 'authority', 'office'])
        await expect(
          torv.bySql(
            'member.housing',
            run(`UPDATE organisations_${table} SET ${column} = ${column} WHERE network_id = $1`),
          ),
        ).rejects.toEqual(notPermitted);
    for (const column of ['subject', 'given_by', 'limit_amount', 'together', 'instance_id'])
      await expect(
        torv.bySql(
          'member.housing',
          run(`UPDATE organisations_authority SET ${column} = ${column} WHERE network_id = $1`),
        ),
      ).rejects.toEqual(notPermitted);
    await expect(
      torv.bySql('member.housing', run(end('affiliation', 'chair', "now() - interval '1 day'"))),
    ).rejects.toEqual(refusedBy('ORGANISATIONS.PERIOD_PAST'));
    await expect(
      torv.bySql('member.housing', run('DELETE FROM organisations_affiliation WHERE network_id = $1')),
    ).rejects.toEqual(notPermitted);
  });

  it('who leaves may only leave: no one takes themselves back in', async () => {
    const back = torv.bySql('chair', async (client) => {
      expect(await run(end('affiliation', 'chair', 'clock_timestamp()'))(client)).toBe(1);
      return run(end('affiliation', 'chair', "'infinity'"))(client);
    });
    await expect(back).rejects.toEqual(refusedBy('ORGANISATIONS.MAY_ONLY_LEAVE'));
  });

  it('two together bind nobody alone, and what waits for approval commits nobody', async () => {
    const binds = async (more: string, values: string, subject: string) =>
      torv.bySql('member.housing', async (client) => {
        await run(authority('chair', 'himmerland', more, values).replace("'positions'", `'${subject}'`))(client);
        await client.query("SELECT set_config('torv.person', $1, true)", [ids['chair']]);
        return (await client.query('SELECT 1 FROM organisations_bound_by_actor')).rowCount;
      });
    expect(await binds('', '', 'positions')).toBe(1);
    expect(await binds(', together', ', true', 'positions')).toBe(0);
    const withInstance = async (subject: string) =>
      torv.bySql('member.housing', async (client) => {
        const made = await client.query(
          `INSERT INTO organisations_instance (network_id, organisation_id, name, kind) VALUES ($1, ${org('himmerland')}, 'Hovedbestyrelsen', 'organisation-board') RETURNING id`,
          [networkId],
        );
        await run(
          authority('chair', 'himmerland', ', instance_id', `, '${made.rows[0].id}'`).replace(
            "'positions'",
            `'${subject}'`,
          ),
        )(client);
        await client.query("SELECT set_config('torv.person', $1, true)", [ids['chair']]);
        return (await client.query('SELECT 1 FROM organisations_bound_by_actor')).rowCount;
      });
    expect([await withInstance('positions'), await withInstance('commitments')]).toEqual([1, 0]);
  });
});
