import type { Client } from 'pg';
import { body, network, startDemoTorv, type DemoTorv } from './demo-network';
import { fillWithYears } from './years-of-records';

// Every policy of every table, whoever made it: how PostgreSQL goes about it. A rule that is worked out anew for each
// row made lists thirty times slower.

let torv: DemoTorv;
let networkId: string;
let tables: string[];

const rows = async <T extends object>(sql: string, ...values: unknown[]): Promise<T[]> =>
  (await torv.admin.query<T>(sql, values)).rows;

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
  await fillWithYears(torv.admin, networkId, body, 2_000);
  tables = (
    await rows<{ name: string }>(
      `SELECT DISTINCT tablename AS name FROM pg_policies WHERE 'torv_app' = ANY (roles) ORDER BY 1`,
    )
  ).map((row) => row.name);
}, 120_000);
afterAll(() => torv?.close());

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  Filter?: string;
  Output?: string[];
  'One-Time Filter'?: string;
  'Subplan Name'?: string;
  Plans?: Node[];
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const ourFunction =
  /\b(?!platform_actor\b)(platform|identity|places|organisations|bodies|meetings|proposals|decisions|initiatives|log|overview)_\w+\(/;

async function planOf(sql: string): Promise<Node[]> {
  const explain = async (client: Client) =>
    nodesOf((await client.query(`EXPLAIN (FORMAT JSON) ${sql}`)).rows[0]['QUERY PLAN'][0].Plan as Node);
  return torv.bySql('member.civil', explain);
}

const columnOf = async (table: string, privilege: string): Promise<string | undefined> =>
  (
    await rows<{ name: string }>(
      `SELECT quote_ident(attname) AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
         AND attgenerated = '' AND has_column_privilege('torv_app', attrelid, attnum, $2) ORDER BY attnum LIMIT 1`,
      table,
      privilege,
    )
  )[0]?.name;

/**
 * What is asked anew for each row that is looked at, though it need not: a sub-plan that is neither hashed nor one look
 * by key. What an UPDATE asks of the rows that it has written hangs on the node that writes, and is let be.
 */
function askedByRow(nodes: Node[]): string[] {
  return nodes
    .filter((node) => node['Node Type'] !== 'ModifyTable')
    .flatMap((node) => {
      const said = [node.Filter, node['Index Cond'], node['One-Time Filter'], ...(node.Output ?? [])].join(' ');
      return (node.Plans ?? [])
        .filter((plan) => plan['Subplan Name']?.startsWith('SubPlan'))
        .filter((plan) => !said.includes(`hashed ${plan['Subplan Name']})`) && !isOneLook(plan))
        .map((plan) => `${plan['Subplan Name']}: ${plan['Node Type']} of ${plan['Relation Name'] ?? '?'}`);
    });
}

/** The one row of a parent, asked for by its network and its id, by whatever index PostgreSQL finds it quickest. */
function isOneLook(node: Node): boolean {
  const scan = nodesOf(node).find((one) => one['Index Cond'] !== undefined || one['Recheck Cond'] !== undefined);
  const by = [scan?.['Index Cond'], scan?.['Recheck Cond'], scan?.Filter].join(' ');
  return /\(network_id = \w+\.network_id\)/.test(by) && /\((\w+_)?id = \w+\.\w+\)/.test(by);
}

describe('policies', () => {
  it('call no function for a row but the one that says who asks, which PostgreSQL writes out in their place', async () => {
    // A function that gives a set stands where a table does, and is asked once; the plans below show it.
    const called = await rows<{ policy: string; name: string }>(
      `SELECT DISTINCT p.polname AS policy, f.proname AS name FROM pg_policy p
       JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_proc'::regclass
       JOIN pg_proc f ON f.oid = d.refobjid WHERE f.pronamespace = 'public'::regnamespace AND NOT f.proretset`,
    );
    expect(called.length).toBeGreaterThan(5);
    expect(called.filter((one) => one.name !== 'platform_actor')).toEqual([]);
    const [asks] = await rows<{ inlined: boolean }>(
      `SELECT provolatile <> 'v' AND NOT prosecdef AND proconfig IS NULL AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'sql') AS inlined
       FROM pg_proc WHERE proname = 'platform_actor'`,
    );
    expect(asks).toEqual({ inlined: true });
  });

  it('are worked out once for a query, and not for each row, in every table and for every command', async () => {
    expect(tables.length).toBeGreaterThan(35);
    const byRow: Record<string, string[]> = {};
    for (const table of tables) {
      const [reads, updates] = [await columnOf(table, 'SELECT'), await columnOf(table, 'UPDATE')];
      const deletes = (
        await rows<{ may: boolean }>(`SELECT has_table_privilege('torv_app', $1, 'DELETE') AS may`, table)
      )[0]!.may;
      const statements = [
        reads ? `SELECT count(*) FROM ${table}` : '',
        reads && updates ? `UPDATE ${table} SET ${updates} = ${updates}` : '',
        reads && deletes ? `DELETE FROM ${table}` : '',
      ].filter(Boolean);
      for (const sql of statements) {
        const nodes = await planOf(sql).catch((error: { code?: string }) => {
          // A column may be changed that is not read.
          if (error.code === '42501') return [];
          throw error;
        });
        const asked = askedByRow(nodes);
        if (asked.length > 0) byRow[sql] = asked;
        const ours = nodes.flatMap((node) => [node.Filter ?? ''].filter((rule) => ourFunction.test(rule)));
        expect({ sql, ours }).toEqual({ sql, ours: [] });
      }
    }
    expect(byRow).toEqual({});
  });

  it('and one that is asked for each row is found', async () => {
    const nodes = await torv.bySql('member.civil', async (client) => {
      await client.query('RESET ROLE');
      await client.query(
        `ALTER POLICY meetings_meeting_visible ON meetings_meeting USING ((SELECT count(*) > 0 FROM platform_grant g
           WHERE g.scope = 'network' AND g.valid_from < meetings_meeting.starts_at))`,
      );
      await client.query('SET LOCAL ROLE torv_app');
      const explained = await client.query('EXPLAIN (FORMAT JSON) SELECT count(*) FROM meetings_meeting');
      return nodesOf(explained.rows[0]['QUERY PLAN'][0].Plan as Node);
    });
    expect(askedByRow(nodes)).toEqual([expect.stringContaining('SubPlan')]);
  });
});
