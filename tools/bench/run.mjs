// npm run bench: Torv beside its limit, in one run. Needs a build (npm run build).
import { fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { makeDecisions } from './make-decisions.mjs';
import { ask, compare } from './measure.mjs';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../dist/apps/api/src/${path}.js`);
const pairs = Number(process.env.BENCH_PAIRS ?? 10);
const seconds = Number(process.env.BENCH_SECONDS ?? 1.5);
const count = Number(process.env.BENCH_DECISIONS ?? 1000);
const password = 'bench-password-1';
const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'torv-bench-'));
const children = [];

function start(file, env, onMessage) {
  const child = fork(new URL(file, import.meta.url), [], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.on('message', (message) => resolve({ pid: child.pid, ...onMessage(message) }));
    child.on('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
}

const { startEmbeddedPostgres } = dist('platform/postgres/start-embedded-postgres');
const postgres = await startEmbeddedPostgres({ dataDir: folder, say: () => undefined });
let failed = false;
try {
  await dist('platform/database/migrate').migrate(
    postgres.adminUrl,
    () => undefined,
    new URL(postgres.appUrl).username,
  );
  const { importFile } = dist('interop/import/import-file');
  for (const name of ['aalborg-oest.yaml', 'aalborg-oest-overlay.yaml']) {
    await importFile({
      adminUrl: postgres.adminUrl,
      bytes: readFileSync(new URL(`../demo/${name}`, import.meta.url)),
      fileName: name,
    });
  }
  await dist('interop/commands/set-password').givePassword(postgres.adminUrl, ['chair@demo.torv.test'], password);
  const owner = new pg.Client({ connectionString: postgres.adminUrl, options: '-c role=torv_owner' });
  // Stopping the cluster ends this connection too; that is no fault of the run.
  owner.on('error', () => undefined);
  await owner.connect();
  const { network, chair } = await makeDecisions(owner, { count, seed: 20_261_124 });
  await owner.query('CREATE TABLE bench_plain (id uuid PRIMARY KEY DEFAULT uuidv7(), body text NOT NULL)');
  await owner.query('GRANT INSERT ON bench_plain TO torv_app');
  await owner.query('ANALYZE');

  const torv = await start(
    'torv-server.mjs',
    { DATABASE_URL: postgres.appUrl, TORV_DATA: folder, PORT: '0' },
    (message) => ({ origin: message.address }),
  );
  const limitOf = (role) =>
    start(
      'limit-server.mjs',
      {
        LIMIT_URL: role ? postgres.appUrl : postgres.adminUrl,
        LIMIT_ROLE: role,
        LIMIT_NETWORK: network,
        LIMIT_PERSON: chair,
      },
      (message) => ({
        origin: `http://127.0.0.1:${message.port}`,
      }),
    );
  const limit = await limitOf('torv_app');
  const twin = await limitOf('torv_app');
  const unruled = await limitOf('');

  const agent = new Agent({ keepAlive: true });
  const base = { 'content-type': 'application/json', 'x-requested-with': 'torv' };
  const session = await fetch(`${torv.origin}/api/v1/session`, {
    method: 'POST',
    headers: base,
    body: JSON.stringify({ email: 'chair@demo.torv.test', password }),
  });
  const cookie = session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const api = `${torv.origin}/api/v1/networks/aalborg-oest`;
  const side = (name, server, url) => ({ name, pid: server.pid, next: () => ({ url, headers: { cookie } }) });
  const listOfTorv = side('Torv', torv, `${api}/decisions`);
  const listOf = (name, server) => side(name, server, `${server.origin}/`);

  const hash = async (one) =>
    createHash('sha256')
      .update((await ask(agent, one.next())).body)
      .digest('hex');
  const [a, b, c] = [await hash(listOfTorv), await hash(listOf('', limit)), await hash(listOf('', unruled))];
  if (a !== b) throw new Error('Torv and its limit do not answer the same.');
  console.log(
    `${count} decisions; answers alike (${a.slice(0, 12)}…), without row security ${c === a ? 'too' : 'fewer rows are seen'}`,
  );

  const table = [];
  const add = (what, bar, result) => {
    const ok = bar === null || (result.rate >= bar && result.cpu >= bar * 0.9);
    if (!ok) failed = true;
    table.push({
      what,
      'Torv/s': Math.round(result.ofA),
      'limit/s': Math.round(result.ofB),
      ratio: result.rate.toFixed(2),
      'ratio by CPU': result.cpu.toFixed(2),
      bar: bar ?? '–',
      ok: ok ? 'yes' : 'NO',
    });
  };
  const how = { clients: 8, seconds, pairs };
  const check = await compare(listOf('limit', limit), listOf('limit', twin), how);
  if (Math.abs(check.rate - 1) > 0.1) failed = true;
  console.log(
    `self-check: the limit against itself ${check.rate.toFixed(3)}${Math.abs(check.rate - 1) > 0.1 ? ', more than 10 % off: this run does not count' : ''}`,
  );
  add('decision list, 25 rows, with RLS', 0.9, await compare(listOfTorv, listOf('limit', limit), how));
  add('the same, limit without RLS (goal 1.0)', null, await compare(listOfTorv, listOf('limit', unruled), how));

  const items = await openMeeting(20_000);
  const record = {
    name: 'Torv',
    pid: torv.pid,
    next: () => {
      const itemId = items.ids.pop();
      if (!itemId) throw new Error('The bench has run out of agenda items.');
      const body = JSON.stringify({
        meetingId: items.meeting,
        itemId,
        outcome: 'adopted',
        text: 'Besluttet som foreslået.',
        rationale: 'Alle er enige.',
        summary: 'Det går vi i gang med.',
        visibility: 'network',
      });
      return {
        url: `${api}/decisions`,
        method: 'POST',
        headers: { ...base, cookie, 'if-match': `"${items.version}"`, 'idempotency-key': randomUUID() },
        body,
      };
    },
  };
  const plain = {
    name: 'limit',
    pid: limit.pid,
    next: () => ({ url: `${limit.origin}/`, method: 'POST', headers: base, body: 'x'.repeat(400) }),
  };
  add('record a decision, 1 client', 0.65, await compare(record, plain, { ...how, clients: 1 }));
  add('record a decision, 8 clients in one network', 0.19, await compare(record, plain, { ...how, clients: 8 }));
  console.table(table);

  async function openMeeting(many) {
    const found = await owner.query(
      `WITH m AS (INSERT INTO meetings_meeting (network_id, body_id, title, state, starts_at, ends_at, visibility)
         SELECT network_id, id, 'Bench', 'open', now(), now() + interval '1 hour', 'network' FROM bodies_body WHERE network_id = $1 AND key = 'styregruppen' RETURNING *)
       SELECT * FROM m`,
      [network],
    );
    const meeting = found.rows[0];
    await owner.query(
      `INSERT INTO meetings_attendance SELECT network_id, $2, id, 'room' FROM bodies_seat WHERE network_id = $1 AND body_id = $3`,
      [network, meeting.id, meeting.body_id],
    );
    const ids = await owner.query(
      `INSERT INTO meetings_item (network_id, meeting_id, position, title, kind, minutes, visibility, body_id)
       SELECT $1, $2, n, 'Punkt ' || n, 'decision', 5, 'network', $3 FROM generate_series(1, $4::int) n RETURNING id`,
      [network, meeting.id, meeting.body_id, many],
    );
    return { meeting: meeting.id, version: meeting.version, ids: ids.rows.map((row) => row.id) };
  }
  await owner.end();
} finally {
  for (const child of children) child.removeAllListeners('exit').kill('SIGTERM');
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
