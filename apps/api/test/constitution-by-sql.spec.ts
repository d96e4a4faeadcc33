import { TallyView } from '@torv/shared/decisions';
import { ProposalView } from '@torv/shared/proposals';
import type { Client } from 'pg';
import {
  callMeeting,
  commitHours,
  draftProposal,
  initiative,
  place,
  recordPlainDecision,
  takeStep,
} from './decision-steps';
import { network, startDemoTorv, type DemoTorv } from './demo-network';

// Rules 1 to 3 (4 stands in a file of its own), tried by someone who holds the application's own connection and writes SQL of their own.

let torv: DemoTorv;
let networkId: string;
let proposalId: string;
let openMeetingId: string;
/** A proposal on the open meeting, with one reservation. */
let placedId: string;
/** What the mandate's rule counts there. */
let counted: TallyView;

const notPermitted = expect.objectContaining({ code: '42501' });
const refusedBy = (code: string) => expect.objectContaining({ code: '23001', message: code });
const sealed = expect.objectContaining({ code: '23001', message: expect.stringContaining('append-only') });

/** Runs one statement and answers how many rows it touched. */
const run =
  (sql: string, ...values: unknown[]) =>
  async (client: Client): Promise<number> =>
    (await client.query(sql, values)).rowCount ?? 0;

/** Does it and takes it back before the guards of the commit ask for what else belongs to it. */
const deferring =
  (act: (client: Client) => Promise<number>) =>
  async (client: Client): Promise<number> => {
    const done = await act(client);
    await client.query('ROLLBACK');
    return done;
  };

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
  const { meeting } = await recordPlainDecision(torv, 'network');
  const ask = torv.as('facilitator');
  proposalId = (await place(ask, await draftProposal(ask), meeting)).id;
  const { version } = (await torv.as('member.civil')('GET', `proposals/${proposalId}`)).as(ProposalView);
  const stated = await torv.as('member.civil')('POST', `proposals/${proposalId}/positions`, {
    key: true,
    version,
    body: { organisation: 'lokale-foreninger', stance: 'endorse' },
  });
  stated.as(ProposalView, 201);
  const open = await callMeeting(torv.as('chair'));
  openMeetingId = open.id;
  const placed = await place(ask, await draftProposal(ask), open);
  placedId = placed.id;
  const reserved = await torv.as('member.municipality')('POST', `proposals/${placedId}/positions`, {
    key: true,
    version: placed.version,
    body: { organisation: 'aalborg-kommune', stance: 'reserve', text: 'Med forbehold for udvalgets godkendelse.' },
  });
  reserved.as(ProposalView, 201);
  const { items } = await takeStep(torv.as('chair'), open.id, 'open');
  const itemId = items.find((item) => item.subject?.id === placedId)!.id;
  counted = (await torv.as('chair')('GET', `meetings/${open.id}/items/${itemId}/tally`)).as(TallyView);
}, 60_000);

afterAll(() => torv?.close());

describe('1, the partner rule, by SQL', () => {
  const activate = (key: string) =>
    run("UPDATE initiatives_initiative SET state = 'active' WHERE network_id = $1 AND key = $2", networkId, key);
  const stateOf = async (client: Client): Promise<string> =>
    (
      await client.query('SELECT state FROM initiatives_initiative WHERE network_id = $1 AND key = $2', [
        networkId,
        initiative,
      ])
    ).rows[0].state;
  const give = (organisation: string, until = '2099-12-31') =>
    run(
      `INSERT INTO initiatives_commitment (network_id, initiative_id, organisation_id, kind, amount, valid_from, valid_until, given_by)
       SELECT $1, i.id, o.id, 'staff-hours', 1, '2025-01-01', $4, platform_actor() FROM initiatives_initiative i, organisations_organisation o
       WHERE i.network_id = $1 AND i.key = $2 AND o.network_id = $1 AND o.key = $3`,
      networkId,
      initiative,
      organisation,
      until,
    );

  it.each([
    ['facilitator', 'torv_app'],
    [null, 'torv_worker'],
    [null, 'torv_owner'],
  ])('no joint initiative is active without a partner (%s as %s)', async (seat, role) => {
    for (const key of [initiative, 'skolerenovering'])
      await expect(torv.bySql(seat, activate(key), role)).rejects.toEqual(refusedBy('INITIATIVES.PARTNER_REQUIRED'));
  });

  it("an organisation's own activity is not bound by it", async () => {
    expect(await torv.bySql('facilitator', activate('blaa-ressourcer'))).toBe(1);
    const made = torv.bySql(
      null,
      async (client) => {
        await activate('blaa-ressourcer')(client);
        await run("UPDATE initiatives_initiative SET kind = 'joint' WHERE key = 'blaa-ressourcer'")(client);
      },
      'torv_owner',
    );
    await expect(made).rejects.toEqual(refusedBy('INITIATIVES.PARTNER_REQUIRED'));
  });

  it("a commitment of the lead's own family, or one that has run out, is no partner's", async () => {
    const withGiven = (seat: string, organisation: string, until?: string) =>
      torv.bySql(seat, async (client) => {
        await give(organisation, until)(client);
        await client.query('SET LOCAL ROLE torv_worker');
        await activate(initiative)(client);
      });
    await expect(withGiven('member.housing', 'himmerland')).rejects.toEqual(refusedBy('INITIATIVES.PARTNER_REQUIRED'));
    await expect(withGiven('member.municipality', 'aalborg-kommune', '2025-06-30')).rejects.toEqual(
      refusedBy('INITIATIVES.PARTNER_REQUIRED'),
    );
    await expect(withGiven('member.municipality', 'aalborg-kommune')).resolves.toBeUndefined();
  });

  it('two that keep an office together are no partners to each other', async () => {
    // Øst i Centrum is kept by Alabu and Lejerbo together.
    const withGiven = (organisation: string) =>
      torv.bySql(
        'member.housing',
        async (client) => {
          const lead = "(SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = 'alabu')";
          await run(
            `UPDATE initiatives_initiative SET lead_id = ${lead} WHERE network_id = $1 AND key = $2`,
            networkId,
            initiative,
          )(client);
          await give(organisation)(client);
          await activate(initiative)(client);
        },
        'torv_owner',
      );
    for (const kin of ['alabu', 'oest-i-centrum', 'lejerbo'])
      await expect(withGiven(kin)).rejects.toEqual(refusedBy('INITIATIVES.PARTNER_REQUIRED'));
    await expect(withGiven('himmerland')).resolves.toBeUndefined();
  });

  it('when the last partner withdraws it is paused in the same transaction', async () => {
    await commitHours(torv.as('member.municipality'), 'aalborg-kommune');
    await torv.bySql('member.municipality', async (client) => {
      await client.query('SET LOCAL ROLE torv_worker');
      await activate(initiative)(client);
      await client.query('SET LOCAL ROLE torv_app');
      expect(await stateOf(client)).toBe('active');
      const withdrawn = await run(
        "UPDATE initiatives_commitment SET withdrawn_by = platform_actor(), withdrawn_at = now(), withdrawn_reason = 'Ingen timer' WHERE network_id = $1",
        networkId,
      )(client);
      expect(withdrawn).toBe(1);
      expect(await stateOf(client)).toBe('paused');
    });
  });

  it('nor does deleting the commitment as the owner leave it active', async () => {
    await torv.bySql(
      null,
      async (client) => {
        await activate(initiative)(client);
        await run('DELETE FROM initiatives_commitment WHERE network_id = $1', networkId)(client);
        expect(await stateOf(client)).toBe('paused');
      },
      'torv_owner',
    );
  });
});

describe('2, autonomy, by SQL', () => {
  const state =
    (organisation: string, statedBy = 'platform_actor()') =>
    async (client: Client): Promise<number> => {
      // Looked up behind row security: that the writer cannot see the organisation must not be what stops them.
      const id = await torv.idOf(
        'SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = $2',
        networkId,
        organisation,
      );
      return run(
        `INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, on_version, stated_by)
         VALUES ($1, $2, $3, 9, 'endorse', 1, ${statedBy})`,
        networkId,
        proposalId,
        id,
      )(client);
    };
  const give = (organisation: string, givenBy = 'platform_actor()') =>
    run(
      `INSERT INTO initiatives_commitment (network_id, initiative_id, organisation_id, kind, amount, valid_from, valid_until, given_by)
       SELECT $1, i.id, o.id, 'money', 1, '2026-01-01', '2099-01-01', ${givenBy} FROM initiatives_initiative i, organisations_organisation o
       WHERE i.network_id = $1 AND i.key = 'skolerenovering' AND o.network_id = $1 AND o.key = $2`,
      networkId,
      organisation,
    );
  const another = '(SELECT a.person_id FROM organisations_authority a WHERE a.person_id <> platform_actor() LIMIT 1)';

  it('who may bind it states its position and gives its commitment', async () => {
    expect(await torv.bySql('member.municipality', state('aalborg-kommune'))).toBe(1);
    expect(await torv.bySql('member.municipality', give('aalborg-kommune'))).toBe(1);
  });

  it.each(['chair', 'facilitator', 'manager', 'member.civil'])('%s cannot for the municipality', async (seat) => {
    await expect(torv.bySql(seat, state('aalborg-kommune'))).rejects.toEqual(notPermitted);
    await expect(torv.bySql(seat, give('aalborg-kommune'))).rejects.toEqual(notPermitted);
  });

  it("not even who may bind it does so in another's name", async () => {
    await expect(torv.bySql('member.municipality', state('aalborg-kommune', another))).rejects.toEqual(notPermitted);
    await expect(torv.bySql('member.municipality', give('aalborg-kommune', another))).rejects.toEqual(notPermitted);
  });

  it('an organisation without a voting seat in the body is not asked', async () => {
    await expect(torv.bySql('oic.alabu', state('alabu'))).rejects.toEqual(refusedBy('PROPOSALS.NOT_ASKED'));
  });

  it.each(['organisations_authority', 'organisations_affiliation'])(
    'a right that ended in %s binds no more',
    async (table) => {
      const tried = torv.bySql('member.municipality', async (client) => {
        await client.query('SET LOCAL ROLE torv_owner');
        await client.query(
          `UPDATE ${table} SET valid_until = now() - interval '1 minute' WHERE person_id = platform_actor()`,
        );
        await client.query('SET LOCAL ROLE torv_app');
        await state('aalborg-kommune')(client);
      });
      await expect(tried).rejects.toEqual(notPermitted);
    },
  );

  it('what was said stays said, and only its giver withdraws a commitment', async () => {
    await expect(torv.bySql('member.civil', run("UPDATE proposals_position SET stance = 'object'"))).rejects.toEqual(
      notPermitted,
    );
    await expect(torv.bySql('member.civil', run('DELETE FROM proposals_position'))).rejects.toEqual(notPermitted);
    await expect(
      torv.bySql('member.municipality', run('UPDATE initiatives_commitment SET amount = 1')),
    ).rejects.toEqual(notPermitted);
    const withdraw = run(
      "UPDATE initiatives_commitment SET withdrawn_by = platform_actor(), withdrawn_at = now(), withdrawn_reason = 'x'",
    );
    expect(await torv.bySql('member.civil', withdraw)).toBe(0);
    expect(await torv.bySql('facilitator', withdraw)).toBe(0);
  });

  it('no one gives oneself a right or a seat', async () => {
    for (const table of ['platform_grant', 'organisations_authority', 'organisations_affiliation', 'bodies_seat']) {
      // Who acts for an organisation is its administrator's to say: organisations-by-sql.spec.ts.
      if (!table.startsWith('organisations_'))
        await expect(torv.bySql('manager', run(`UPDATE ${table} SET valid_until = 'infinity'`))).rejects.toEqual(
          notPermitted,
        );
      await expect(torv.bySql('manager', run(`INSERT INTO ${table} SELECT * FROM ${table}`))).rejects.toEqual(
        notPermitted,
      );
    }
  });
});

describe('3, the log is append-only, by SQL', () => {
  /** Takes the next number and inserts a decision on the open meeting's proposal as it is, but for what is `set`, as SQL. */
  const decide =
    (set: Partial<Record<string, string>> = {}) =>
    async (client: Client): Promise<number> => {
      const value = (column: string, otherwise: string) => set[column] ?? otherwise;
      await client.query(
        `INSERT INTO decisions_series SELECT network_id, body_id, 2026, 1 FROM meetings_meeting WHERE id = $1
         ON CONFLICT (network_id, body_id, year) DO UPDATE SET last = decisions_series.last + 1`,
        [openMeetingId],
      );
      const { rowCount } = await client.query(
        `INSERT INTO decisions_decision (network_id, number, body_id, meeting_id, item_id, proposal_id, title, outcome, text, rationale, summary,
           visibility, positions, reservations, follow_up, responsible_id, due, decided_at, recorded_by, recorded_as, rule, tally)
         SELECT m.network_id, ${value('number', "'styregruppen-2026-' || s.last")}, m.body_id, m.id, i.id, ${value('proposal_id', 'p.id')},
           ${value('title', 'i.title')}, 'noted', 't', 'r', 's', ${value('visibility', "'network'")},
           ${value('positions', standing)}, ${value('reservations', '1')}, ${value('follow_up', 'NULL::jsonb')},
           ${value('responsible_id', 'NULL::uuid')}, ${value('due', 'NULL::date')}, now(),
           ${value('recorded_by', 'platform_actor()')}, ${value('recorded_as', '(SELECT name FROM identity_person WHERE id = platform_actor())')},
           $4, $5::jsonb
         FROM meetings_meeting m JOIN meetings_item i ON i.network_id = m.network_id AND i.meeting_id = m.id AND i.subject_id = $3
         JOIN proposals_proposal p ON p.network_id = i.network_id AND p.id = i.subject_id
         JOIN decisions_series s ON s.network_id = m.network_id AND s.body_id = m.body_id AND s.year = 2026
         WHERE m.network_id = $1 AND m.id = ${value('meeting', '$2')}`,
        [networkId, openMeetingId, placedId, counted.rule, JSON.stringify(counted.tally)],
      );
      return rowCount ?? 0;
    };
  const standing = `(SELECT jsonb_agg(jsonb_build_object('organisation', jsonb_build_object('id', o.id, 'key', o.key, 'name', o.name,
      'sector', o.sector, 'swatch', o.swatch), 'stance', x.stance, 'text', x.text))
    FROM proposals_position x JOIN organisations_organisation o ON o.network_id = x.network_id AND o.id = x.organisation_id WHERE x.proposal_id = p.id)`;

  const tables = ['decisions_decision', 'log_leaf', 'log_node', 'log_checkpoint'];
  const changes = (table: string): string[] => [
    `UPDATE ${table} SET network_id = network_id`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
  ];
  const each = tables.flatMap((table) => changes(table).map((sql) => [sql] as const));

  it.each(each)('the application cannot %s', async (sql) => {
    for (const seat of ['chair', null]) await expect(torv.bySql(seat, run(sql))).rejects.toEqual(notPermitted);
    await expect(torv.bySql(null, run(sql), 'torv_worker')).rejects.toEqual(notPermitted);
  });

  it.each(each)('the owner of the tables cannot %s', async (sql) => {
    await expect(torv.bySql(null, run(sql), 'torv_owner')).rejects.toEqual(sealed);
  });

  it('a decision without a leaf is refused at commit, whoever makes it', async () => {
    await expect(torv.bySql('chair', decide())).rejects.toEqual(refusedBy('DECISIONS.NOT_IN_LOG'));
    await expect(torv.bySql('chair', decide(), 'torv_owner')).rejects.toEqual(refusedBy('DECISIONS.NOT_IN_LOG'));
  });

  it("only the chair decides, in the chair's own name, and in an open meeting", async () => {
    for (const seat of ['facilitator', 'member.civil'])
      await expect(torv.bySql(seat, decide())).rejects.toEqual(notPermitted);
    expect(await torv.bySql('chair', deferring(decide()))).toBe(1);
    const another = '(SELECT a.person_id FROM organisations_authority a LIMIT 1)';
    const theirName = `(SELECT name FROM identity_person WHERE id = ${another})`;
    await expect(torv.bySql('chair', decide({ recorded_by: another, recorded_as: theirName }))).rejects.toEqual(
      notPermitted,
    );
    const closed = torv.bySql('chair', async (client) => {
      await run("UPDATE meetings_meeting SET state = 'closed' WHERE id = $1", openMeetingId)(client);
      await decide()(client);
    });
    await expect(closed).rejects.toEqual(refusedBy('DECISIONS.MEETING_NOT_OPEN'));
  });

  it.each([
    ['another title', { title: "'Another'" }, 'RECORD_DIFFERS'],
    ['a number of its own', { number: "'styregruppen-2026-99'" }, 'RECORD_DIFFERS'],
    ['no proposal', { proposal_id: 'NULL::uuid' }, 'RECORD_DIFFERS'],
    ["another's name", { recorded_as: "'Nobody'" }, 'RECORD_DIFFERS'],
    ['a deadline that nobody owes', { due: "'2030-01-01'" }, 'RECORD_DIFFERS'],
    ['an owner of no task', { responsible_id: '(SELECT organisation_id FROM bodies_seat LIMIT 1)' }, 'RECORD_DIFFERS'],
    ['no position', { positions: "'[]'::jsonb", reservations: '0' }, 'POSITIONS_DIFFER'],
    [
      'a stance that nobody took',
      { positions: `replace(${standing}::text, 'reserve', 'endorse')::jsonb`, reservations: '0' },
      'POSITIONS_DIFFER',
    ],
    [
      'a reservation in other words',
      { positions: `replace(${standing}::text, 'udvalgets', 'byens')::jsonb` },
      'POSITIONS_DIFFER',
    ],
    ['fewer reservations', { reservations: '0' }, 'POSITIONS_DIFFER'],
    ['a position twice', { positions: `${standing} || ${standing}`, reservations: '2' }, 'POSITIONS_DIFFER'],
  ])('a chair cannot record %s', async (_, set, code) => {
    await expect(torv.bySql('chair', deferring(decide(set)))).rejects.toEqual(refusedBy(`DECISIONS.${code}`));
  });

  it('what was decided behind closed doors cannot be shown to more', async () => {
    const open = torv.bySql(
      'chair',
      async (client) => {
        await run("UPDATE meetings_item SET visibility = 'closed' WHERE subject_id = $1", placedId)(client);
        return deferring(decide())(client);
      },
      'torv_owner',
    );
    await expect(open).rejects.toEqual(refusedBy('DECISIONS.MORE_VISIBLE_THAN_MEETING'));
  });

  it('a leaf stands in the log only with its decision, seen by the same people', async () => {
    const leaf = (subject: string, visibility = 'network') =>
      run(
        `SELECT log_append($1, jsonb_build_array(jsonb_build_object('kind', 'decision', 'subjectId', $2::uuid, 'leaf', 'x', 'salts', '{}'::jsonb,
          'visibility', $3::text, 'bodyId', (SELECT id FROM bodies_body WHERE network_id = $1 AND key = 'styregruppen'))))`,
        networkId,
        subject,
        visibility,
      );
    const notRecorded = refusedBy('DECISIONS.NOT_RECORDED');
    for (const seat of ['member.civil', 'chair'])
      await expect(torv.bySql(seat, leaf(openMeetingId))).rejects.toEqual(notRecorded);
    const seenByMore = torv.bySql('chair', async (client) => {
      await decide()(client);
      const { rows } = await client.query('SELECT id FROM decisions_decision ORDER BY id DESC LIMIT 1');
      return leaf(rows[0].id, 'public')(client);
    });
    await expect(seenByMore).rejects.toEqual(notRecorded);
  });

  it('no leaf but of a record has a way in, and no checkpoint but the one that the process signs', async () => {
    for (const kind of ['key', 'redaction']) {
      const leaf = JSON.stringify([{ kind, subjectId: openMeetingId, leaf: 'x' }]);
      await expect(torv.bySql('chair', run('SELECT log_append($1, $2)', networkId, leaf))).rejects.toEqual(
        notPermitted,
      );
    }
    const doors = [
      `SELECT log_append_leaves('${networkId}', '[]')`,
      `SELECT log_name_key('${networkId}', uuidv7(), 'x')`,
      `INSERT INTO log_checkpoint (network_id, size, note) VALUES ('${networkId}', 1000, 'x')`,
    ];
    for (const sql of doors) await expect(torv.bySql('chair', run(sql))).rejects.toEqual(notPermitted);
  });

  it('leaves, nodes, numbers and events have no way in but their functions', async () => {
    const doors = [
      `INSERT INTO log_leaf SELECT network_id, idx + 1000, kind, uuidv7(), leaf, leaf_hash FROM log_leaf`,
      'INSERT INTO log_node SELECT network_id, level, idx + 1000, hash FROM log_node',
      'INSERT INTO log_opening SELECT network_id, idx + 1000, salts, visibility, body_id FROM log_opening',
      "UPDATE log_opening SET visibility = 'public'",
      'UPDATE platform_counter SET log_size = 0',
      'DELETE FROM platform_event',
      "INSERT INTO platform_event (network_id, seq, kind, subject_kind, subject_id, visibility) VALUES (uuidv7(), 1, 'x', 'x', uuidv7(), 'public')",
    ];
    for (const sql of doors) await expect(torv.bySql('chair', run(sql))).rejects.toEqual(notPermitted);
  });

  it('those functions take nothing from a stranger or from nobody', async () => {
    const leaf = [{ kind: 'decision', subjectId: openMeetingId, leaf: 'x' }];
    const event = [{ kind: 'x', subjectKind: 'meeting', subjectId: openMeetingId, visibility: 'public' }];
    const append = run('SELECT log_append($1, $2)', networkId, JSON.stringify(leaf));
    const tell = run('SELECT platform_append_events($1, $2)', networkId, JSON.stringify(event));
    for (const seat of ['outsider', null]) {
      await expect(torv.bySql(seat, append)).rejects.toEqual(notPermitted);
      await expect(torv.bySql(seat, tell)).rejects.toEqual(notPermitted);
    }
    expect(await torv.bySql('member.civil', tell)).toBe(1);
    expect(await torv.bySql(null, tell, 'torv_worker')).toBe(1);
  });
});
