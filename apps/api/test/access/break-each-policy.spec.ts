import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Persona, startWorld, type World } from './personas';
import { recordsOfEveryGrade, recordsOnWhichTheyMayRead } from './records-of-every-grade';

// Row security is policies, and a policy that nothing would miss is none. Each one of the application's role is opened
// for everything, once, in a transaction that is taken back; what people then see or may write must have changed.

interface Policy {
  table: string;
  policy: string;
  cmd: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'ALL';
  using: string | null;
  check: string | null;
}

/** That a network exists, and how far its numbers have come, is known by everyone who reads. */
const openOnPurpose = ['places_network_known', 'platform_counter_read'];
const tried = [
  'anonymous',
  'stranger',
  'member',
  'conflicted',
  'seated',
  'secretary',
  'chair',
] as const satisfies readonly Persona[];

let world: World;
let client: Client;
let people: Map<string, { person: string; organisation: string | null }>;

beforeAll(async () => {
  world = await startWorld();
  await recordsOfEveryGrade(world);
  await recordsOnWhichTheyMayRead(world);
  for (const persona of ['member', 'seated'] as const) await world.ask(persona)('GET', 'overview/home');
  client = new Client({ connectionString: world.torv.database.adminUrl });
  await client.connect();
  people = new Map();
  for (const persona of tried) {
    const person = world.personId(persona);
    if (person === null) continue;
    const { rows } = await client.query<{ id: string }>(
      "SELECT scope_id::text AS id FROM platform_grant WHERE person_id = $1 AND scope = 'organisation' LIMIT 1",
      [person],
    );
    people.set(persona, { person, organisation: rows[0]?.id ?? null });
  }
}, 60_000);
afterAll(async () => {
  await client?.end();
  await world?.close();
});

const policiesOfApp = async (): Promise<Policy[]> =>
  (
    await client.query<Policy>(
      `SELECT tablename AS table, policyname AS policy, cmd, qual AS using, with_check AS check FROM pg_policies
       WHERE schemaname = 'public' AND 'torv_app' = ANY (roles) ORDER BY tablename, policyname`,
    )
  ).rows;

/** Does something in a transaction that is always taken back. */
async function takenBack<T>(act: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    return await act();
  } finally {
    await client.query('ROLLBACK');
  }
}

const columnsOf = async (
  table: string,
  privilege: string,
): Promise<{ name: string; person: boolean; organisation: boolean }[]> =>
  (
    await client.query<{ name: string; person: boolean; organisation: boolean }>(
      `SELECT a.attname AS name,
         EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND a.attnum = ANY (k.conkey) AND k.confrelid = 'identity_person'::regclass) AS person,
         a.attname IN ('organisation_id') AS organisation
       FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
         AND has_column_privilege('torv_app', a.attrelid, a.attnum, $2) ORDER BY a.attnum`,
      [table, privilege],
    )
  ).rows;

/** A row that is nobody's, in a table that has none: no foreign key, check or trigger looks at it. */
async function putStrangersRow(table: string): Promise<void> {
  const { rows: checks } = await client.query<{ name: string }>(
    "SELECT quote_ident(conname) AS name FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'c'",
    [table],
  );
  for (const { name } of checks) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  const { rows: columns } = await client.query<{ name: string; type: string; array: boolean }>(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, t.typcategory = 'A' AS array
     FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = '' AND a.attnotnull`,
    [table],
  );
  const values: Record<string, string> = {
    uuid: 'gen_random_uuid()',
    'timestamp with time zone': 'now()',
    date: 'current_date',
    boolean: 'false',
    jsonb: "'{}'::jsonb",
    bytea: "'\\x00'::bytea",
    interval: "interval '1 hour'",
  };
  const valueOf = ({ type, array }: { type: string; array: boolean }) =>
    array ? `'{}'::${type}` : (values[type] ?? (/int|numeric|double|real/.test(type) ? '1' : `'x'::${type}`));
  await client.query("SET LOCAL session_replication_role = 'replica'");
  await client.query(
    `INSERT INTO ${table} (${columns.map((one) => one.name).join(', ')}) VALUES (${columns.map(valueOf).join(', ')})`,
  );
  await client.query("SET LOCAL session_replication_role = 'origin'");
}

/** One statement as the application in someone's name: how many rows, or which error; and nothing of it remains. */
async function outcome(persona: Persona, sql: string, values: unknown[] = []): Promise<string> {
  await client.query('SAVEPOINT tried');
  try {
    await client.query('SET LOCAL ROLE torv_app');
    await client.query("SELECT set_config('torv.person', $1, true)", [people.get(persona)?.person ?? '']);
    const { rowCount } = await client.query(sql, values);
    return String(rowCount);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return `${code ?? ''} ${message}`;
  } finally {
    await client.query('ROLLBACK TO SAVEPOINT tried');
  }
}

/** What everyone sees in a table, and what becomes of all they try to write in it. */
async function probe({ table, cmd }: Policy): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const reads = cmd === 'SELECT' || cmd === 'ALL';
  if (reads) {
    for (const persona of tried) found[`${persona} sees`] = await outcome(persona, `SELECT FROM ${table}`);
  }
  if (cmd === 'SELECT') return found;
  const { rows } = await client.query<{ place: string; row: { id?: unknown } }>(
    `SELECT ctid::text AS place, to_jsonb(t) AS row FROM ${table} t ORDER BY ctid DESC LIMIT 25`,
  );
  const [inserts, updates] = [await columnsOf(table, 'INSERT'), await columnsOf(table, 'UPDATE')];
  const ofRow = (column: string) => `(jsonb_populate_record(NULL::${table}, $1)).${column}`;
  const [update] = updates;
  const changes = (cmd === 'UPDATE' || cmd === 'ALL') && update !== undefined;
  for (const persona of tried) {
    // Without a condition nothing is read: the policies of reading have no say in it.
    if (changes && rows[0])
      found[`${persona} updates all`] = await outcome(
        persona,
        `UPDATE ${table} SET ${update.name} = ${ofRow(update.name)}`,
        [JSON.stringify(rows[0].row)],
      );
    if (cmd === 'DELETE' || cmd === 'ALL')
      found[`${persona} deletes all`] = await outcome(persona, `DELETE FROM ${table}`);
    for (const [n, { place, row }] of rows.entries()) {
      const where = 'id' in row ? `id = '${String(row.id)}'` : `ctid = '${place}'`;
      if (changes)
        found[`${persona} updates ${n}`] = await outcome(
          persona,
          `UPDATE ${table} SET ${update.name} = ${ofRow(update.name)} WHERE ${where}`,
          [JSON.stringify(row)],
        );
      if (cmd === 'DELETE' || cmd === 'ALL')
        found[`${persona} deletes ${n}`] = await outcome(persona, `DELETE FROM ${table} WHERE ${where}`);
      if (inserts.length === 0 || (cmd !== 'INSERT' && cmd !== 'ALL')) continue;
      const mine = people.get(persona);
      const named = (columns: typeof inserts, value: string | null | undefined) =>
        Object.fromEntries(value ? columns.map((one) => [one.name, value]) : []);
      const inMyName = named(
        inserts.filter((one) => one.person),
        mine?.person,
      );
      const ofMine = named(
        inserts.filter((one) => one.organisation),
        mine?.organisation,
      );
      const names = inserts.map((one) => one.name);
      const sql = `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.map(ofRow).join(', ')}`;
      const fromNow = 'valid_from' in row ? { valid_from: new Date().toISOString(), valid_until: 'infinity' } : {};
      const both = { ...inMyName, ...ofMine };
      const variants = { as: {}, own: inMyName, both, now: fromNow, 'own now': { ...inMyName, ...fromNow } };
      for (const [variant, changed] of Object.entries(variants)) {
        const another = { ...row, ...('id' in row ? { id: randomUUID() } : {}), ...changed };
        found[`${persona} inserts ${n} ${variant}`] = await outcome(persona, sql, [JSON.stringify(another)]);
      }
    }
  }
  return found;
}

const opened = ({ table, policy, using, check, cmd }: Policy): string =>
  `ALTER POLICY ${policy} ON ${table}${cmd === 'INSERT' ? '' : ' USING (true)'}${check !== null || (using !== null && cmd !== 'SELECT' && cmd !== 'DELETE') ? ' WITH CHECK (true)' : ''}`;

describe('each policy of the application', () => {
  it('is open for everything only where it is meant to be', async () => {
    const open = (await policiesOfApp()).filter((one) => one.using === 'true' || one.check === 'true');
    expect(open.map((one) => one.policy)).toEqual(openOnPurpose);
  });

  it('is missed when it is broken', async () => {
    const policies = (await policiesOfApp()).filter((one) => !openOnPurpose.includes(one.policy));
    expect(policies.length).toBeGreaterThan(50);
    const unmissed: string[] = [];
    const unbroken = new Map<string, Record<string, string>>();
    for (const policy of policies) {
      const changed = await takenBack(async () => {
        const { rows } = await client.query<{ some: boolean }>(`SELECT EXISTS (SELECT FROM ${policy.table}) AS some`);
        const known = `${policy.table} ${policy.cmd}`;
        if (!rows[0]!.some) await putStrangersRow(policy.table);
        const whole = (rows[0]!.some && unbroken.get(known)) || (await probe(policy));
        unbroken.set(known, whole);
        await client.query(opened(policy));
        const broken = await probe(policy);
        return Object.keys(whole).filter((one) => whole[one] !== broken[one]);
      });
      if (changed.length === 0) unmissed.push(`${policy.table}: ${policy.policy}`);
    }
    expect(unmissed).toEqual([]);
  }, 240_000);

  it('the way it is tried finds nothing where nothing is broken', async () => {
    const [policy] = (await policiesOfApp()).filter((one) => one.policy === 'proposals_proposal_change');
    const [once, again] = await takenBack(async () => [await probe(policy!), await probe(policy!)]);
    expect(again).toEqual(once);
    expect(Object.values(once!)).toEqual(expect.arrayContaining(['0', '1']));
  });
});
