import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDemoTorv, type DemoTorv } from './demo-network';

/** What the catalogue says is held against a file that a person reads and changes on purpose. */
const written = <T>(name: string): T => JSON.parse(readFileSync(join(__dirname, name), 'utf8')) as T;

/** Tables of no network: people and their sign-ins, the networks themselves, and the migrations. */
const ofNoNetwork = [
  'identity_attempt',
  'identity_broker_account',
  'identity_broker_visit',
  'identity_challenge',
  'identity_credential',
  'identity_passkey',
  'identity_pending',
  'identity_person',
  'identity_recovery_code',
  'identity_session',
  'identity_set_up',
  'identity_ticket',
  'identity_token',
  'identity_totp',
  'places_network',
  'platform_mail',
];
const ofTypeorm = ['platform_migration'];

let torv: DemoTorv;
const rows = async <T extends object>(sql: string): Promise<T[]> => (await torv.admin.query<T>(sql)).rows;

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);

afterAll(() => torv?.close());

describe('the catalogue', () => {
  it('every table has row security, forced, with a policy for its owner', async () => {
    const tables = await rows<{ name: string; enabled: boolean; forced: boolean; owned: boolean; owner: string }>(`
      SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced, pg_get_userbyid(c.relowner) AS owner,
        EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = c.relname || '_owner' AND p.polcmd = '*'
          AND p.polroles = ARRAY['torv_owner'::regrole::oid]) AS owned
      FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`);
    const own = tables.filter((table) => !ofTypeorm.includes(table.name));
    expect(own.length).toBeGreaterThan(30);
    expect(
      own.filter((table) => !(table.enabled && table.forced && table.owned && table.owner === 'torv_owner')),
    ).toEqual([]);
  });

  it('every primary key begins with the network, but for the short list', async () => {
    const keys = await rows<{ name: string; first: string | null }>(`
      SELECT c.relname AS name, a.attname AS first FROM pg_class c
      LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`);
    const without = keys.filter((key) => key.first !== 'network_id').map((key) => key.name);
    expect(without).toEqual([...ofNoNetwork, ...ofTypeorm]);
  });

  it('every foreign key between tables of networks carries the network on both sides', async () => {
    const keys = await rows<{ name: string; from: string; to: string; columns: string[]; others: string[] }>(`
      SELECT k.conname AS name, k.conrelid::regclass::text AS from, k.confrelid::regclass::text AS to,
        (SELECT array_agg(a.attname::text ORDER BY n) FROM unnest(k.conkey) WITH ORDINALITY AS u (num, n) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num) AS columns,
        (SELECT array_agg(a.attname::text ORDER BY n) FROM unnest(k.confkey) WITH ORDINALITY AS u (num, n) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num) AS others
      FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace`);
    const between = keys.filter((key) => !ofNoNetwork.includes(key.to));
    expect(between.length).toBeGreaterThan(30);
    const loose = between.filter((key) => key.columns[0] !== 'network_id' || key.others[0] !== 'network_id');
    expect(loose).toEqual([]);
  });

  it('the roles are no superusers, pass no row security and own nothing that they should not', async () => {
    expect(
      await rows(`SELECT rolname AS name, rolsuper AS super, rolbypassrls AS bypass, rolcreaterole AS roles, rolcanlogin AS login
        FROM pg_roles WHERE rolname IN ('torv_app', 'torv_worker', 'torv_owner') ORDER BY 1`),
    ).toEqual(
      ['torv_app', 'torv_owner', 'torv_worker'].map((name) => ({
        name,
        super: false,
        bypass: false,
        roles: false,
        login: false,
      })),
    );
    const owners = await rows(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
      AND pg_get_userbyid(relowner) IN ('torv_app', 'torv_worker')`);
    expect(owners).toEqual([]);
    const makes = await rows(
      `SELECT r AS role FROM unnest(ARRAY['torv_app', 'torv_worker']) r WHERE has_schema_privilege(r, 'public', 'CREATE')`,
    );
    expect(makes).toEqual([]);
  });

  it('views show what their reader may see, not what their owner may', async () => {
    const views = await rows<{ name: string; invoker: boolean }>(`
      SELECT relname AS name, coalesce('security_invoker=true' = ANY (reloptions), false) AS invoker
      FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace`);
    expect(views.length).toBeGreaterThan(0);
    expect(views.filter((view) => !view.invoker)).toEqual([]);
  });

  it('functions that act as the owner fix their search path, and none is open to everyone unless it is a trigger', async () => {
    const definers = await rows<{ name: string; trigger: boolean; path: boolean; everyone: boolean }>(`
      SELECT proname AS name, prorettype = 'trigger'::regtype AS trigger,
        EXISTS (SELECT FROM unnest(proconfig) c WHERE c LIKE 'search_path=%') AS path,
        EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) a WHERE a.grantee = 0) AS everyone
      FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace`);
    expect(definers.length).toBeGreaterThan(8);
    expect(definers.filter((one) => !one.path)).toEqual([]);
    expect(definers.filter((one) => one.everyone && !one.trigger)).toEqual([]);
  });

  it("no request's role may change or remove what is in the log", async () => {
    const found = await rows(`
      SELECT r AS role, t AS table, p AS privilege
      FROM unnest(ARRAY['torv_app', 'torv_worker']) r, unnest(ARRAY['decisions_decision', 'log_leaf', 'log_node', 'log_checkpoint', 'log_opening', 'platform_event']) t,
        unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p
      WHERE has_table_privilege(r, t, p) OR (p = 'UPDATE' AND has_any_column_privilege(r, t, p))`);
    expect(found).toEqual([]);
  });

  it('who may do what with each table is as it is written in access-matrix.json', async () => {
    const found = await rows<{ table: string; app: string[] | null; worker: string[] | null }>(
      `
      SELECT c.relname AS table, rights.*
      FROM pg_class c CROSS JOIN LATERAL (
        SELECT array_agg(p ORDER BY n) FILTER (WHERE has_any('torv_app', c.oid, p)) AS app,
               array_agg(p ORDER BY n) FILTER (WHERE has_any('torv_worker', c.oid, p)) AS worker
        FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) WITH ORDINALITY AS u (p, n)) rights
      WHERE c.relkind IN ('r', 'p', 'v') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`.replaceAll(
        /has_any\('(\w+)', c\.oid, p\)/g,
        "(has_table_privilege('$1', c.oid, p) OR (p IN ('SELECT', 'INSERT', 'UPDATE') AND has_any_column_privilege('$1', c.oid, CASE WHEN p IN ('DELETE', 'TRUNCATE') THEN 'SELECT' ELSE p END)))",
      ),
    );
    const matrix = Object.fromEntries(
      found.map(({ table, app, worker }) => [table, { app: app ?? [], worker: worker ?? [] }]),
    );
    expect(matrix).toEqual(written('access-matrix.json'));
  });
});
