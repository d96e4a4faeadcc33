import type { BodyView } from '@torv/shared/bodies';
import type { Client } from 'pg';
import { seatOf, setUpBody } from './body-steps';
import { recordPlainDecision } from './decision-steps';
import { startDemoTorv, type DemoTorv } from './demo-network';

// Who sits where for whom, and what gives a mandate force, tried by someone who holds the application's own connection.

let torv: DemoTorv;
let networkId: string;
let board: BodyView;
let decisionId: string;
/** Looked up behind row security: that the writer cannot see the body must not be what stops them. */
let steeringId: string;

const notPermitted = expect.objectContaining({ code: '42501' });
const refusedBy = (code: string) => expect.objectContaining({ code: '23001', message: code });

/** Runs one statement and answers its first column, or how many rows it touched. */
const run =
  (sql: string, ...values: unknown[]) =>
  async (client: Client): Promise<unknown> => {
    const { rows, rowCount } = await client.query(sql, values);
    return rows.length > 0 ? Object.values(rows[0] as object)[0] : rowCount;
  };
const person = (seat: string) => `(SELECT id FROM identity_person WHERE email = '${seat}@demo.torv.test')`;

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf("SELECT id FROM places_network WHERE key = 'aalborg-oest'");
  board = await setUpBody(torv.as('facilitator'));
  steeringId = await torv.idOf("SELECT id FROM bodies_body WHERE network_id = $1 AND key = 'styregruppen'", networkId);
  decisionId = (await recordPlainDecision(torv, 'network')).decision.id;
}, 60_000);
afterAll(() => torv?.close());

describe('a seat', () => {
  const fill = (organisation: string, seat: string) => {
    const { placeId, version } = seatOf(board, organisation);
    return run(`SELECT bodies_fill_seat($1, $2, $3, ${person(seat)}, NULL)`, networkId, placeId, version);
  };

  it.each(['bodies_seat', 'bodies_deputy', 'bodies_signature'])('nobody writes %s', async (table) => {
    for (const seat of ['member.housing', 'facilitator', 'manager', null]) {
      for (const sql of [
        `INSERT INTO ${table} SELECT * FROM ${table}`,
        `UPDATE ${table} SET person_id = platform_actor()`,
        `DELETE FROM ${table}`,
      ])
        await expect(torv.bySql(seat, run(sql))).rejects.toEqual(notPermitted);
    }
  });

  it('is filled by its own organisation’s administrator, and by no other', async () => {
    expect(await torv.bySql('manager', fill('aalborg-kommune', 'manager'))).toBe('');
    for (const seat of ['facilitator', 'chair', 'member.municipality', 'admin', 'member.housing', 'outsider', null])
      await expect(torv.bySql(seat, fill('aalborg-kommune', 'manager'))).rejects.toEqual(notPermitted);
  });

  it('is not filled with another organisation’s people', async () => {
    await expect(torv.bySql('manager', fill('aalborg-kommune', 'member.housing'))).rejects.toEqual(
      refusedBy('BODIES.NOT_OF_ORGANISATION'),
    );
  });

  it('nor with somebody who has left, nor by an administrator who has', async () => {
    const afterLeaving = (who: string, organisation: string, seat: string) =>
      torv.bySql('manager', async (client) => {
        await client.query('SET LOCAL ROLE torv_owner');
        await client.query(`UPDATE organisations_affiliation SET valid_until = now() WHERE person_id = ${person(who)}`);
        await client.query('SET LOCAL ROLE torv_app');
        return fill(organisation, seat)(client);
      });
    await expect(afterLeaving('leader.municipality', 'aalborg-kommune', 'leader.municipality')).rejects.toEqual(
      refusedBy('BODIES.NOT_OF_ORGANISATION'),
    );
    await expect(afterLeaving('manager', 'aalborg-kommune', 'member.municipality')).rejects.toEqual(notPermitted);
  });

  it('is given, changed and ended by the facilitator alone, in their own network alone', async () => {
    const { placeId, version } = seatOf(board, 'aalborg-kommune');
    const acts = [
      run(
        `SELECT bodies_give_seat($1, $2, $3, 'member', true, now(), NULL) IS NOT NULL`,
        networkId,
        board.id,
        seatOf(board, 'aalborg-kommune').organisation.id,
      ),
      run(`SELECT bodies_change_seat($1, $2, $3, 'observer', false, NULL)`, networkId, placeId, version),
      run('SELECT bodies_end_seat($1, $2, $3, now())', networkId, placeId, version),
    ];
    for (const act of acts) {
      await expect(torv.bySql('facilitator', act)).resolves.toBeDefined();
      for (const seat of ['chair', 'manager', 'member.housing', 'outsider', null])
        await expect(torv.bySql(seat, act)).rejects.toEqual(notPermitted);
    }
  });

  it('is held once at a time, even when the owner writes it', async () => {
    const doubled = run(
      `INSERT INTO bodies_seat (network_id, place_id, body_id, organisation_id, role, voting, valid_from)
       SELECT network_id, place_id, body_id, organisation_id, role, voting, now() + interval '1 day' FROM bodies_seat WHERE network_id = $1 AND id = $2`,
      networkId,
      seatOf(board, 'aalborg-kommune').id,
    );
    await expect(torv.bySql(null, doubled, 'torv_owner')).rejects.toEqual(refusedBy('BODIES.PLACE_TAKEN'));
  });
});

describe('a deputy', () => {
  const appoint = (seat: string) =>
    run(
      `SELECT bodies_appoint_deputy($1, (SELECT s.place_id FROM bodies_seat s JOIN bodies_body b ON b.id = s.body_id
         WHERE b.key = 'styregruppen' AND s.person_id = ${person('member.municipality')}), ${person(seat)}, 'deputy', NULL, now(), NULL) IS NOT NULL`,
      networkId,
    );

  it('is appointed by who sits there or their administrator, among their own', async () => {
    expect(await torv.bySql('member.municipality', appoint('manager'))).toBe(true);
    expect(await torv.bySql('manager', appoint('leader.municipality'))).toBe(true);
    for (const seat of ['chair', 'facilitator', 'member.housing', 'leader.municipality', null])
      await expect(torv.bySql(seat, appoint('manager'))).rejects.toEqual(notPermitted);
    await expect(torv.bySql('manager', appoint('member.housing'))).rejects.toEqual(
      refusedBy('BODIES.NOT_OF_ORGANISATION'),
    );
  });

  it('has their rights while they belong to the organisation, and no longer', async () => {
    const rights = run(
      `SELECT count(*)::int FROM platform_grant WHERE person_id = ${person('manager')} AND scope = 'body'`,
    );
    const counted = await torv.bySql('manager', async (client) => {
      await appoint('manager')(client);
      await client.query('SET LOCAL ROLE torv_owner');
      const before = await rights(client);
      await client.query(
        `UPDATE organisations_affiliation SET valid_until = now() WHERE person_id = ${person('manager')}`,
      );
      return [before, await rights(client)];
    });
    expect(counted).toEqual([1, 0]);
  });
});

describe('a body', () => {
  it('is set up, changed and linked by the facilitator alone', async () => {
    const acts = [
      run(`INSERT INTO bodies_body (network_id, key, name, kind) VALUES ($1, 'ny', 'Ny', 'working-group')`, networkId),
      run(
        `INSERT INTO bodies_link (network_id, body_id, kind, other_body_id) VALUES ($1, $2, 'reports-to', $3)`,
        networkId,
        board.id,
        steeringId,
      ),
    ];
    for (const act of acts) {
      expect(await torv.bySql('facilitator', act)).toBe(1);
      for (const seat of ['chair', 'manager', 'admin', null])
        await expect(torv.bySql(seat, act)).rejects.toEqual(notPermitted);
    }
    // What one may not change is not there to be changed.
    const rename = run("UPDATE bodies_body SET name = 'Andet' WHERE network_id = $1 AND id = $2", networkId, board.id);
    expect([await torv.bySql('facilitator', rename), await torv.bySql('chair', rename)]).toEqual([1, 0]);
    await expect(torv.bySql('facilitator', run('DELETE FROM bodies_body'))).rejects.toEqual(notPermitted);
  });

  it('never reports to itself, whoever says so', async () => {
    const ring = run(
      `INSERT INTO bodies_link (network_id, body_id, kind, other_body_id)
       SELECT $1, s.id, 'reports-to', l.id FROM bodies_body s, bodies_body l WHERE s.key = 'styregruppen' AND l.key = 'ledergruppen'`,
      networkId,
    );
    await expect(torv.bySql('facilitator', ring)).rejects.toEqual(refusedBy('BODIES.REPORTS_IN_A_RING'));
    await expect(torv.bySql(null, ring, 'torv_owner')).rejects.toEqual(refusedBy('BODIES.REPORTS_IN_A_RING'));
  });
});

describe('a mandate', () => {
  const draftSql = `INSERT INTO bodies_mandate (network_id, body_id, remit, rule, quorum, drafted_by)
    VALUES ($1, $2, 'decides', 'chair', 0, platform_actor())`;

  it('is drafted by who runs the body or set it up, in their own name, and has no force', async () => {
    for (const seat of ['chair', 'facilitator']) {
      const force = await torv.bySql(seat, async (client) => {
        await run(draftSql, networkId, steeringId)(client);
        return (await client.query('SELECT in_force_from FROM bodies_mandate WHERE drafted_by = platform_actor()'))
          .rows;
      });
      expect(force).toContainEqual({ in_force_from: null });
    }
    for (const seat of ['member.housing', 'manager', null])
      await expect(torv.bySql(seat, run(draftSql, networkId, steeringId))).rejects.toEqual(notPermitted);
  });

  it('takes no force without a decision', async () => {
    for (const set of ['in_force_from = now()', 'adopted_at = now()', `adopted_by = '${decisionId}'`, 'version = 9'])
      await expect(torv.bySql('chair', run(`UPDATE bodies_mandate SET ${set}`))).rejects.toEqual(notPermitted);
    const insert = draftSql
      .replace('drafted_by)', 'drafted_by, in_force_from)')
      .replace('platform_actor())', 'platform_actor(), now())');
    await expect(torv.bySql('chair', run(insert, networkId, steeringId))).rejects.toEqual(notPermitted);
    const adopt = run(
      'SELECT decisions_adopt_mandate($1, $2, $3, 1)',
      networkId,
      '00000000-0000-7000-8000-000000000000',
      board.mandate!.id,
    );
    await expect(torv.bySql('chair', adopt)).rejects.toEqual(notPermitted);
  });

  it('nor by a decision of others, nor by one that the actor does not chair', async () => {
    const adopt = (mandateId: string) =>
      run('SELECT decisions_adopt_mandate($1, $2, $3, 1)', networkId, decisionId, mandateId);
    // The board advises the steering group and does not report to it.
    await expect(torv.bySql('chair', adopt(board.mandate!.id))).rejects.toEqual(
      refusedBy('DECISIONS.MANDATE_OF_OTHERS'),
    );
    const own = await torv.idOf(
      "SELECT m.id FROM bodies_mandate m JOIN bodies_body b ON b.id = m.body_id WHERE b.key = 'styregruppen'",
    );
    const withItsEntry = async (client: Client) => {
      await adopt(own)(client);
      const leaf = {
        kind: 'mandate',
        subjectId: own,
        leaf: '{}',
        salts: {},
        visibility: 'network',
        bodyId: steeringId,
      };
      await client.query('SELECT log_append($1, $2)', [networkId, JSON.stringify([leaf])]);
    };
    await torv.bySql('chair', withItsEntry);
    for (const seat of ['facilitator', 'member.housing', null])
      await expect(torv.bySql(seat, adopt(own))).rejects.toEqual(notPermitted);
  });

  it('that is adopted is edited by nobody, not even by the owner', async () => {
    const change = async (client: Client) => {
      await client.query(
        'SELECT decisions_adopt_mandate($1, $2, m.id, 1) FROM bodies_mandate m JOIN bodies_body b ON b.id = m.body_id WHERE b.key = $3',
        [networkId, decisionId, 'styregruppen'],
      );
      await client.query('SET LOCAL ROLE torv_owner');
      await client.query('UPDATE bodies_mandate SET quorum = 0 WHERE adopted_by = $1', [decisionId]);
    };
    await expect(torv.bySql('chair', change)).rejects.toEqual(refusedBy('BODIES.MANDATE_ADOPTED'));
  });

  it('that is in force is not edited by those who run the body', async () => {
    const lower = run(
      `UPDATE bodies_mandate SET quorum = 0, drafted_by = platform_actor() WHERE network_id = $1
       AND body_id = (SELECT id FROM bodies_body WHERE network_id = $1 AND key = 'styregruppen')`,
      networkId,
    );
    for (const seat of ['chair', 'facilitator'])
      await expect(torv.bySql(seat, lower)).rejects.toEqual(refusedBy('BODIES.MANDATE_IN_FORCE'));
  });
});

describe('a signature', () => {
  it('is given in one’s own name, by who sits there, to the text that stands', async () => {
    const hash = `encode(sha256(convert_to('Vi tier.', 'UTF8')), 'hex')`;
    const signing = (seat: string, read = hash) =>
      torv.bySql(seat, async (client) => {
        await client.query('SET LOCAL ROLE torv_owner');
        await client.query("UPDATE bodies_body SET confidentiality = 'Vi tier.' WHERE key = 'styregruppen'");
        await client.query('SET LOCAL ROLE torv_app');
        const body = `(SELECT id FROM bodies_body WHERE network_id = $1 AND key = 'styregruppen')`;
        const seen = `SELECT count(*)::int FROM platform_grant g WHERE g.scope IN ('body', 'closed', 'run', 'chair') AND g.scope_id = ${body}`;
        const before = await run(seen, networkId)(client);
        await run(`SELECT bodies_sign($1, ${body}, ${read})`, networkId)(client);
        return [before, await run(seen, networkId)(client)];
      });
    expect(await signing('chair')).toEqual([0, 4]);
    expect(await signing('member.civil')).toEqual([0, 2]);
    await expect(signing('manager')).rejects.toEqual(notPermitted);
    await expect(signing('chair', `'x'`)).rejects.toEqual(refusedBy('BODIES.OTHER_DECLARATION'));
  });
});
