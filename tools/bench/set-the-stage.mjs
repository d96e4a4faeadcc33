// What the bench measures on: a PostgreSQL of its own, Torv on it, and beside it the limit, twice.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { lastRowBefore, makeALongLog } from './make-a-long-log.mjs';
import { makeDecisions } from './make-decisions.mjs';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../dist/apps/api/src/${path}.js`);
const { encodeCursor } = dist('platform/http/page-cursor');
const password = 'bench-password-1';
const chair = 'chair@demo.torv.test';
const base = { 'content-type': 'application/json', 'x-requested-with': 'torv' };
/** Items that a meeting has ready before a round; a round that uses them up fails rather than wait for more. */
const readyItems = 6_000;

/**
 * Starts everything.
 *
 * @param count decisions in the first network
 * @param networks how many networks there are, each with the demonstration's people in the same seats
 * @param long the lengths of long logs, each in a network of its own besides
 */
export async function setTheStage({ count, networks, seed, long }) {
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'torv-bench-'));
  const children = [];
  const { startEmbeddedPostgres } = dist('platform/postgres/start-embedded-postgres');
  const postgres = await startEmbeddedPostgres({ dataDir: folder, say: () => undefined });
  const close = async () => {
    for (const child of children) child.removeAllListeners('exit').kill('SIGTERM');
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await dist('platform/database/migrate').migrate(
      postgres.adminUrl,
      () => undefined,
      new URL(postgres.appUrl).username,
    );
    const keys = Array.from({ length: networks }, (_, n) => (n === 0 ? 'aalborg-oest' : `aalborg-oest-${n + 1}`));
    for (const key of keys) await importNetwork(postgres.adminUrl, key);
    const longKeys = long.map((length) => `aalborg-oest-of-${length}`);
    for (const key of longKeys) await importNetwork(postgres.adminUrl, key);
    await dist('interop/commands/set-password').givePassword(postgres.adminUrl, [chair], password);
    const owner = new pg.Client({ connectionString: postgres.adminUrl, options: '-c role=torv_owner' });
    // Stopping the cluster ends this connection too; that is no fault of the run.
    owner.on('error', () => undefined);
    await owner.connect();
    const made = await makeDecisions(owner, { count, seed });
    await owner.query('CREATE TABLE bench_plain (id uuid PRIMARY KEY DEFAULT uuidv7(), body text NOT NULL)');
    await owner.query('GRANT INSERT ON bench_plain TO torv_app');
    const tables = [];
    for (const key of keys) tables.push(await openMeeting(owner, key));
    const logs = [];
    const admin = new pg.Client({ connectionString: postgres.adminUrl });
    admin.on('error', () => undefined);
    await admin.connect();
    for (const [n, length] of long.entries()) {
      const key = longKeys[n];
      const began = Date.now();
      await makeALongLog(admin, { key, count: length });
      console.log(`${length} decisions were made in ${Math.round((Date.now() - began) / 1000)} s`);
      const network = (await admin.query('SELECT id FROM places_network WHERE key = $1', [key])).rows[0].id;
      logs.push({
        length,
        key,
        network,
        deep: length >= 25_025 ? await lastRowBefore(admin, { key, page: 1001 }) : null,
      });
    }
    await admin.end();
    await owner.query('ANALYZE');

    const start = (file, env) =>
      new Promise((resolve, reject) => {
        const child = fork(new URL(file, import.meta.url), [], {
          env: { ...process.env, ...env },
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        });
        children.push(child);
        child.on('message', ({ origin }) => resolve({ pid: child.pid, origin }));
        child.on('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
      });
    const torv = await start('torv-server.mjs', { DATABASE_URL: postgres.appUrl, TORV_DATA: folder, PORT: '0' });
    const limitAs = (role) =>
      start('limit-server.mjs', {
        LIMIT_URL: role ? postgres.appUrl : postgres.adminUrl,
        LIMIT_ROLE: role,
        LIMIT_NETWORK: made.network,
        LIMIT_PERSON: made.chair,
      });
    const [limit, twin] = [await limitAs('torv_app'), await limitAs('torv_app')];
    const [unruled, unruledTwin] = [await limitAs(''), await limitAs('')];
    const cookie = await signIn(torv.origin);
    return { folder, owner, logs, torv, limit, twin, unruled, unruledTwin, keys, tables, cookie, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function importNetwork(adminUrl, key) {
  for (const name of ['aalborg-oest.yaml', 'aalborg-oest-overlay.yaml']) {
    const text = readFileSync(new URL(`../demo/${name}`, import.meta.url), 'utf8')
      .replace(/^network: aalborg-oest$/m, `network: ${key}`)
      .replace(/^(network:\n {2}key:) aalborg-oest$/m, `$1 ${key}`);
    const done = await dist('interop/import/import-file').importFile({
      adminUrl,
      bytes: Buffer.from(text),
      fileName: name,
    });
    if (!done.ok) throw new Error(`${name} as ${key}: ${JSON.stringify(done.findings)}`);
  }
}

async function signIn(origin) {
  const session = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: base,
    body: JSON.stringify({ email: chair, password }),
  });
  if (!session.ok) throw new Error(`The chair cannot sign in: ${session.status}`);
  return session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

/** An open meeting of the steering group with everyone present; its items are made as rounds need them. */
async function openMeeting(owner, key) {
  const { rows } = await owner.query(
    `INSERT INTO meetings_meeting (network_id, body_id, title, state, starts_at, ends_at, visibility)
     SELECT b.network_id, b.id, 'Bench', 'open', now(), now() + interval '1 hour', 'network'
     FROM bodies_body b JOIN places_network n ON n.id = b.network_id WHERE n.key = $1 AND b.key = 'styregruppen' RETURNING *`,
    [key],
  );
  const meeting = rows[0];
  await owner.query(
    `INSERT INTO meetings_attendance SELECT network_id, $2, id, 'room' FROM bodies_seat WHERE network_id = $1 AND body_id = $3`,
    [meeting.network_id, meeting.id, meeting.body_id],
  );
  const table = { key, networkId: meeting.network_id, meeting, ids: [], made: 0 };
  table.fill = async (many) => {
    const missing = many - table.ids.length;
    if (missing <= 0) return;
    const items = await owner.query(
      `INSERT INTO meetings_item (network_id, meeting_id, position, title, kind, minutes, visibility, body_id)
       SELECT $1, $2, $5 + n, 'Punkt ' || $5 + n, 'decision', 5, 'network', $3 FROM generate_series(1, $4::int) n RETURNING id`,
      [meeting.network_id, meeting.id, meeting.body_id, missing, table.made],
    );
    table.made += missing;
    table.ids.push(...items.rows.map((row) => row.id));
  };
  return table;
}

/** The requests that a server is measured by. */
export function sides(stage) {
  const { torv, cookie } = stage;
  const api = (key) => `${torv.origin}/api/v1/networks/${key}`;
  const reading = (name, server, url) => {
    const one = { url, headers: { cookie } };
    return { name, pid: server.pid, status: 200, next: () => one };
  };
  const plain = 'x'.repeat(400);
  return {
    list: reading('Torv', torv, `${api('aalborg-oest')}/decisions`),
    /** A page of a long log: the first, or the one behind a cursor. */
    pageOf: ({ key }, after) =>
      reading('Torv', torv, `${api(key)}/decisions${after ? `?after=${encodeURIComponent(encodeCursor(after))}` : ''}`),
    /** Words looked for in a long log. */
    searchOf: ({ key }, words, sort) =>
      reading('Torv', torv, `${api(key)}/decisions?limit=20&sort=${sort}&q=${encodeURIComponent(words)}`),
    pageOfLimit: (name, server, { network }) => reading(name, server, `${server.origin}/${network}`),
    listOf: (name, server) => reading(name, server, `${server.origin}/`),
    insertOf: (name, server) => ({
      name,
      pid: server.pid,
      status: 201,
      next: () => ({ url: `${server.origin}/`, method: 'POST', headers: base, body: plain }),
    }),
    /** Recording in turn at each of the given tables, so that as many clients meet as many networks. */
    record: (tables) => {
      let turn = 0;
      return {
        name: 'Torv',
        pid: torv.pid,
        status: 201,
        prepare: () => Promise.all(tables.map((table) => table.fill(Math.ceil(readyItems / tables.length)))),
        next: (client) => {
          const table = tables[(client ?? turn++) % tables.length];
          const itemId = table.ids.pop();
          if (!itemId) throw new Error('The bench has run out of agenda items.');
          return {
            url: `${api(table.key)}/decisions`,
            method: 'POST',
            headers: {
              ...base,
              cookie,
              'if-match': `"${table.meeting.version}"`,
              'idempotency-key': randomUUID(),
            },
            body: JSON.stringify({
              meetingId: table.meeting.id,
              itemId,
              outcome: 'adopted',
              text: 'Besluttet som foreslået.',
              rationale: 'Alle er enige.',
              summary: 'Det går vi i gang med.',
              visibility: 'network',
            }),
          };
        },
      };
    },
  };
}
