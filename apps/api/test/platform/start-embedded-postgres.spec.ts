import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { keepPasswords } from '../../src/platform/postgres/keep-passwords';
import { findRunningCluster } from '../../src/platform/postgres/running-cluster';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/postgres/start-embedded-postgres';
import { identifyProcess } from '../../src/platform/process/process-identity';
import { endChildren, startChild, until } from '../harness/start-child';

const asRoot = process.getuid?.() === 0;
let dataDir: string;
let running: EmbeddedPostgres[];
const said: string[] = [];

const start = async (): Promise<EmbeddedPostgres> => {
  const started = await startEmbeddedPostgres({ dataDir, say: (line) => said.push(line) });
  running.push(started);
  return started;
};

const ask = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'torv-postgres-'));
  chmodSync(dataDir, 0o755);
  running = [];
  said.length = 0;
});

afterEach(async () => {
  endChildren();
  for (const one of running) await one.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('makes a cluster once, keeps what is written in it, and lets nobody in without the password', async () => {
  const first = await start();
  await ask(first.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const strangers = new URL(first.adminUrl);
  strangers.password = 'guess';
  await expect(ask(strangers.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  await first.stop();

  const second = await start();
  expect(await ask(second.adminUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect(said.filter((line) => line.startsWith('Making the database'))).toHaveLength(1);
  expect(statSync(join(dataDir, 'secrets/postgres-admin')).mode & 0o777).toBe(0o600);
});

it('gives requests a login that is no superuser, passes no policy and makes no database', async () => {
  const { appUrl } = await start();
  expect(
    await ask(
      appUrl,
      'SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user',
    ),
  ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }]);
  await expect(ask(appUrl, 'CREATE DATABASE mine')).rejects.toThrow(/permission denied/);
});

it('removes the draft of a start that was killed while it made the cluster, and makes a whole one', async () => {
  const killed = startChild(
    `await load('platform/postgres/start-embedded-postgres').startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, say: console.log })`,
  );
  await until('a draft stands there', () => readdirSync(dataDir).some((name) => name.startsWith('postgres.new-')));
  killed.child.kill('SIGKILL');
  await killed.over;
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);

  const { adminUrl } = await start();
  expect(await ask(adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.new'))).toEqual([]);
});

it('stops a PostgreSQL that a killed parent left running, and never runs two', async () => {
  const first = await start();
  await ask(first.adminUrl, 'CREATE TABLE kept AS SELECT 1 AS one');
  const left = findRunningCluster(join(dataDir, 'postgres'))!;
  running = [];

  const second = await start();
  expect(said).toContain(`Stopping a PostgreSQL that was left running (process ${left.pid}).`);
  expect(identifyProcess(left.pid)).toBeNull();
  expect(await ask(second.adminUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  await expect(ask(first.adminUrl, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
});

it('starts after kill -9 of its parent and of PostgreSQL itself, and what was committed is there', async () => {
  const parent = startChild(
    `
    const pg = await load('platform/postgres/start-embedded-postgres').startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, say: console.log });
    console.log('URL ' + pg.adminUrl); setInterval(() => 0, 1000);`,
    // As in real life: what is committed is on the disk.
    { env: { TORV_TEST_FAST: '' } },
  );
  await until(`PostgreSQL is up: ${parent.said()}`, () => parent.said().includes('URL '));
  await ask(/URL (\S+)/.exec(parent.said())![1]!, 'CREATE TABLE kept AS SELECT 7 AS seven');
  const postgres = findRunningCluster(join(dataDir, 'postgres'))!;
  process.kill(postgres.pid, 'SIGKILL');
  parent.child.kill('SIGKILL');
  await parent.over;

  const { adminUrl } = await start();
  expect(await ask(adminUrl, 'SELECT seven FROM kept')).toEqual([{ seven: 7 }]);
});

it('takes away a pid file whose number is another process by now', async () => {
  await (await start()).stop();
  writeFileSync(
    join(dataDir, 'postgres/postmaster.pid'),
    `${process.pid}\n${dataDir}/postgres\n1\n5432\n\n127.0.0.1\n\nready\n`,
  );
  const { adminUrl } = await start();
  expect(await ask(adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('joins the PostgreSQL of a running server, and leaves it running', async () => {
  const server = startChild(`
    await load('platform/process/claim-data-directory').claimDataDirectory(${JSON.stringify(dataDir)}, console.log);
    const pg = await load('platform/postgres/start-embedded-postgres').startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, say: console.log });
    console.log('URL ' + pg.adminUrl); setInterval(() => 0, 1000);`);
  await until('the server has claimed it', () => existsSync(join(dataDir, 'torv.pid')));

  const beside = await start();
  await until('the server is up', () => server.said().includes('URL ')).catch((error: Error) => {
    throw new Error(`${error.message}; it said: ${server.said()}`);
  });
  expect(server.said()).toContain(beside.adminUrl);
  await beside.stop();
  expect(await ask(beside.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  server.child.kill('SIGKILL');
  await server.over;
  await until('PostgreSQL follows its parent', () => findRunningCluster(join(dataDir, 'postgres')) === null);
});

it('keeps one password when several processes make it at once', async () => {
  const together = Date.now() + 2000;
  const makers = Array.from({ length: 6 }, () =>
    startChild(`
      const { keepPasswords } = load('platform/postgres/keep-passwords');
      while (Date.now() < ${together});
      console.log('KEPT ' + JSON.stringify(keepPasswords(${JSON.stringify(dataDir)})));`),
  );
  await Promise.all(makers.map((one) => one.over));
  const kept = new Set(makers.map((one) => /KEPT (.*)/.exec(one.said())?.[1]));
  expect([...kept]).toEqual([JSON.stringify(keepPasswords(dataDir))]);
  expect(readdirSync(join(dataDir, 'secrets')).sort()).toEqual(['postgres-admin', 'postgres-torv']);
});

it('leaves half a cluster as it is and says what to do', async () => {
  mkdirSync(join(dataDir, 'postgres/base'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '18\n');
  await expect(start()).rejects.toMatchObject({ code: 'PLATFORM.CLUSTER_INCOMPLETE', message: /move it away/ });
  expect(readdirSync(join(dataDir, 'postgres')).sort()).toEqual(['PG_VERSION', 'base']);
});

it('leaves the cluster of another PostgreSQL as it is and says so', async () => {
  await (await start()).stop();
  writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '17\n');
  await expect(start()).rejects.toMatchObject({ code: 'PLATFORM.CLUSTER_OTHER_VERSION', message: /PostgreSQL 17/ });
  expect(readFileSync(join(dataDir, 'postgres/PG_VERSION'), 'utf8')).toBe('17\n');
});

it('says so when the password of the cluster is lost', async () => {
  await (await start()).stop();
  rmSync(join(dataDir, 'secrets/postgres-admin'));
  await expect(start()).rejects.toMatchObject({ code: 'PLATFORM.CLUSTER_PASSWORD_LOST' });
  expect(findRunningCluster(join(dataDir, 'postgres'))).toBeNull();
});

it('says so when a file stands in the place of the data directory', async () => {
  rmSync(dataDir, { recursive: true });
  writeFileSync(dataDir, 'a file');
  await expect(start()).rejects.toMatchObject({ code: 'PLATFORM.DATA_NOT_A_DIRECTORY' });
});

it('says so when the system refuses to make the data directory, even for root', async () => {
  rmSync(dataDir, { recursive: true });
  dataDir = '/proc/torv';
  await expect(start()).rejects.toMatchObject({ code: 'PLATFORM.DATA_UNWRITABLE' });
});

(asRoot ? it : it.skip)('as root lets PostgreSQL pass through a closed data directory that is its own', async () => {
  chmodSync(dataDir, 0o700);
  await start();
  expect(existsSync(join(dataDir, 'postgres/PG_VERSION'))).toBe(true);
  expect(statSync(dataDir).mode & 0o777).toBe(0o701);
});

it('says what to do about a data directory that it may not write', async () => {
  // As root everything can be written, so another user tries; an ordinary user tries itself.
  chmodSync(dataDir, 0o555);
  const refused = startChild(
    `await load('platform/postgres/start-embedded-postgres').startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, say: console.log })`,
    asRoot ? { uid: 65_534 } : {},
  );
  expect(await refused.over).toBe(9);
  expect(refused.said()).toMatch(/PLATFORM\.DATA_UNWRITABLE .*TORV_DATA/);
});

(asRoot ? it : it.skip)(
  'as root puts the cluster on open ground when its user may not enter the data directory',
  async () => {
    const home = join(dataDir, 'home');
    mkdirSync(home, { mode: 0o700 });
    const asked = dataDir;
    dataDir = join(home, 'data');
    const { adminUrl, stop } = await start();
    const { clusterDir } = JSON.parse(readFileSync(join(dataDir, 'database-place.json'), 'utf8')) as {
      clusterDir: string;
    };
    expect(clusterDir).toMatch(/^\/var\/lib\/torv\//);
    expect(said.join('\n')).toContain(`The database stands in ${clusterDir}`);
    await ask(adminUrl, 'CREATE TABLE kept AS SELECT 3 AS three');
    await stop();

    // Moved, it keeps its database; copied, the copy gets one of its own.
    const copy = join(home, 'copy');
    cpSync(dataDir, copy, { recursive: true });
    dataDir = copy;
    await start();
    const ofCopy = JSON.parse(readFileSync(join(copy, 'database-place.json'), 'utf8')) as { clusterDir: string };
    expect(ofCopy.clusterDir).not.toBe(clusterDir);
    for (const one of running) await one.stop();
    running = [];
    for (const place of [clusterDir, ofCopy.clusterDir]) rmSync(join(place, '..'), { recursive: true, force: true });
    dataDir = asked;
  },
);
