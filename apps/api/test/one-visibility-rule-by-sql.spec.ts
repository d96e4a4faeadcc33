import { ProposalView } from '@torv/shared/proposals';
import { draftProposal, place, recordPlainDecision } from './decision-steps';
import { network, startDemoTorv, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let networkId: string;

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
  // One of everything at each visibility.
  for (const visibility of ['public', 'network', 'body', 'closed'] as const) {
    const { meeting } = await recordPlainDecision(torv, visibility);
    const ask = torv.as('facilitator');
    const proposal = await place(ask, await draftProposal(ask, visibility), meeting);
    const { version } = (await torv.as('member.civil')('GET', `proposals/${proposal.id}`)).as(ProposalView);
    const stated = await torv.as('member.civil')('POST', `proposals/${proposal.id}/positions`, {
      key: true,
      version,
      body: { organisation: 'lokale-foreninger', stance: 'endorse' },
    });
    stated.as(ProposalView, 201);
  }
}, 60_000);

afterAll(() => torv?.close());

describe('4, one visibility rule, by SQL', () => {
  const graded = [
    'decisions_decision',
    'meetings_meeting',
    'meetings_item',
    'proposals_proposal',
    'platform_event',
    'log_opening',
  ];
  /** Rows whose visibility is another record's: by which column of theirs, of which table. */
  const following: [string, string, string][] = [
    ['proposals_position', 'proposal_id', 'proposals_proposal'],
    ['proposals_goal', 'proposal_id', 'proposals_proposal'],
    ['proposals_version', 'proposal_id', 'proposals_proposal'],
    ['proposals_area', 'proposal_id', 'proposals_proposal'],
    ['proposals_objective', 'proposal_id', 'proposals_proposal'],
    ['meetings_attendance', 'meeting_id', 'meetings_meeting'],
  ];

  const seenBy = async (seat: string | null, table: string): Promise<string[]> => {
    const found = await torv.bySql(seat, (client) =>
      client.query(`SELECT DISTINCT visibility FROM ${table} WHERE network_id = $1 ORDER BY 1`, [networkId]),
    );
    return found.rows.map((row) => row.visibility);
  };
  const countOf = async (seat: string | null, sql: string): Promise<number> =>
    torv.bySql(seat, async (client) => Number((await client.query(sql, [networkId])).rows[0].count));

  it.each(graded)('%s: each sees what they may, and all of it', async (table) => {
    expect(await seenBy('member.civil', table)).toEqual(['body', 'closed', 'network', 'public']);
    expect(await seenBy('manager', table)).toEqual(['network', 'public']);
    expect(await seenBy('outsider', table)).toEqual(['public']);
    expect(await seenBy(null, table)).toEqual(['public']);
    const shown = `SELECT count(*) FROM ${table} WHERE network_id = $1`;
    const inAll = await torv.admin.query(`${shown} AND visibility IN ('public', 'network')`, [networkId]);
    expect(await countOf('manager', shown)).toBe(Number(inAll.rows[0].count));
  });

  it.each(following)('%s is seen with what it stands on', async (table, column, parent) => {
    const hidden = await torv.admin.query(
      `SELECT c.network_id, c.${column} AS id, p.visibility FROM ${table} c JOIN ${parent} p ON p.network_id = c.network_id AND p.id = c.${column}`,
    );
    const idsOf = (...grades: string[]) =>
      new Set(hidden.rows.filter((row) => grades.includes(row.visibility)).map((row) => row.id));
    const seen = async (seat: string | null) =>
      new Set(
        (await torv.bySql(seat, (client) => client.query(`SELECT ${column} AS id FROM ${table}`))).rows.map(
          (row) => row.id,
        ),
      );
    expect(idsOf('body').size * idsOf('closed').size).toBeGreaterThan(0);
    expect(await seen('manager')).toEqual(idsOf('public', 'network'));
    expect(await seen(null)).toEqual(idsOf('public'));
    expect(await seen('member.civil')).toEqual(idsOf('public', 'network', 'body', 'closed'));
  });

  it('an observer sees what is for the body, and not what is closed', async () => {
    const seen = await torv.bySql('manager', async (client) => {
      await client.query('SET LOCAL ROLE torv_owner');
      await client.query(
        `INSERT INTO bodies_seat (network_id, body_id, organisation_id, role, voting, person_id, valid_from)
         SELECT b.network_id, b.id, o.id, 'observer', false, platform_actor(), now() - interval '1 day'
         FROM bodies_body b JOIN organisations_organisation o ON o.network_id = b.network_id AND o.key = 'aalborg-kommune'
         WHERE b.network_id = $1 AND b.key = 'styregruppen'`,
        [networkId],
      );
      await client.query('SET LOCAL ROLE torv_app');
      return (await client.query('SELECT DISTINCT visibility FROM decisions_decision ORDER BY 1')).rows;
    });
    expect(seen.map((row) => row.visibility)).toEqual(['body', 'network', 'public']);
  });

  it('an event told in a body of another, or in another network, is not theirs', async () => {
    expect(
      await countOf(
        'council.owners',
        "SELECT count(*) FROM platform_event WHERE network_id = $1 AND visibility IN ('body', 'closed')",
      ),
    ).toBe(0);
    expect(
      await countOf(
        'council.owners',
        "SELECT count(*) FROM decisions_decision WHERE network_id = $1 AND visibility IN ('body', 'closed')",
      ),
    ).toBe(0);
  });

  it('a draft is seen by its author and those who run the body', async () => {
    const draft = await draftProposal(torv.as('member.civil'), 'public');
    const seen = (seat: string | null) =>
      countOf(seat, `SELECT count(*) FROM proposals_proposal WHERE network_id = $1 AND id = '${draft.id}'`);
    expect([await seen('member.civil'), await seen('chair'), await seen('facilitator')]).toEqual([1, 1, 1]);
    expect([await seen('member.housing'), await seen('manager'), await seen(null)]).toEqual([0, 0, 0]);
  });

  it("in no table does a stranger, or nobody, see another network's rows beyond what is public", async () => {
    // Known by every reader: that a network exists, and how far its numbers have come.
    const open = ['places_network', 'platform_counter'];
    // What follows a public record is public with it: tried above, or the name of a body with a public decision.
    const withPublic = [...graded, ...following.map(([table]) => table), 'bodies_body'];
    const { rows } = await torv.admin.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND c.column_name = 'network_id' AND has_table_privilege('torv_app', format('%I.%I', c.table_schema, c.table_name), 'SELECT')`,
    );
    const tried = rows.map((row) => row.name).filter((name) => !open.includes(name) && !withPublic.includes(name));
    expect(tried.length).toBeGreaterThan(15);
    for (const table of tried) {
      for (const seat of ['outsider', null]) {
        const count = await countOf(seat, `SELECT count(*) FROM ${table} WHERE network_id = $1`);
        expect({ table, seat, count }).toEqual({ table, seat, count: 0 });
      }
    }
    expect(await countOf(null, 'SELECT count(*) FROM bodies_body WHERE network_id = $1')).toBe(1);
  });
});
