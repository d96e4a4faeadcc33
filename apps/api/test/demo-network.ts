import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import type * as z from 'zod';
import { createApp } from '../src/create-app';
import { givePassword } from '../src/interop/commands/set-password';
import { demoFile, demoFileNames } from '../src/interop/import/demo-files';
import { importFile } from '../src/interop/import/import-file';
import { readSettings } from '../src/platform/config/read-settings';
import { createTestDatabase, type TestDatabase } from './harness/test-database';

export const network = 'aalborg-oest';
export const body = 'styregruppen';
const password = 'torv-demo-1';

/** The demonstration's seats, by the first part of their address. */
export type Seat =
  | 'chair'
  | 'member.housing'
  | 'member.municipality'
  | 'member.civil'
  | 'facilitator'
  | 'manager'
  | 'admin'
  | 'outsider'
  | 'estate.chair';

export const seats: readonly Seat[] = [
  'chair',
  'member.housing',
  'member.municipality',
  'member.civil',
  'facilitator',
  'manager',
  'admin',
  'outsider',
  'estate.chair',
];

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  /** What was sent, for an answer that is a file. */
  bytes: Buffer;
  /** The answer as JSON; throws when it is none. */
  json(): never;
  /** The answer as a contract says it is; fails with the answer's text when the status is another. */
  as<T extends z.ZodType>(contract: T, status?: number): z.infer<T>;
  /** Status and code of a refusal, for comparing both at once. */
  refusal(): { status: number; code: string; errors: { path: string; message: string }[] };
}

export interface Asked {
  /** Sent as JSON; bytes are sent as they are. */
  body?: unknown;
  version?: number | string;
  /** Idempotency key; `true` makes a new one. */
  key?: string | true;
  headers?: Record<string, string | undefined>;
  /** The address that it is asked from; this machine's when left out. */
  from?: string;
}

/** Asks the API as one person. `path` begins with `/`: the whole address; otherwise it stands in the demo network. */
export type Ask = (method: string, path: string, asked?: Asked) => Promise<Answer>;

/** Torv on a database of its own with both demonstration networks. */
export interface DemoTorv {
  app: NestFastifyApplication;
  database: TestDatabase;
  /** Its data directory: with the log's key, for another process of the same Torv. */
  dataDir: string;
  /** The superuser's connection: to look, and to meddle, behind Torv's back. */
  admin: Client;
  /** Someone's way of asking; null asks without a session. */
  as(seat: Seat | null): Ask;
  cookieOf(seat: Seat): string;
  /**
   * Runs SQL as the application's role (or another) in the name of a person (the first part of their address; null:
   * nobody), checks what is checked at the end of a transaction, and takes all of it back.
   */
  bySql<T>(seat: string | null, act: (client: Client) => Promise<T>, role?: string): Promise<T>;
  idOf(sql: string, ...values: unknown[]): Promise<string>;
  close(): Promise<void>;
}

/**
 * Starts it: about two seconds.
 *
 * @param env settings besides those of every spec; a second factor is offered, demanded of nobody
 */
export async function startDemoTorv(env: NodeJS.ProcessEnv = {}): Promise<DemoTorv> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'torv-spec-'));
  for (const fileName of demoFileNames) {
    const result = await importFile({ adminUrl: database.adminUrl, bytes: demoFile(fileName), fileName });
    if (!result.ok) throw new Error(`${fileName}: ${JSON.stringify(result.findings)}`);
  }
  await givePassword(
    database.adminUrl,
    seats.map((seat) => `${seat}@demo.torv.test`),
    password,
  );
  const settings = readSettings({
    TORV_DATA: dataDir,
    DATABASE_URL: database.appUrl,
    PORT: '0',
    TORV_SECOND_FACTOR: 'offered',
    ...env,
  });
  const app = await createApp(settings, database.appUrl);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  const cookies = new Map<Seat, string>();
  const asking =
    (cookie: string | null): Ask =>
    async (method, path, asked = {}) => {
      const changes = method !== 'GET';
      const headers: Record<string, string | undefined> = {
        'accept-language': 'en',
        ...(cookie ? { cookie } : {}),
        ...(changes ? { 'x-requested-with': 'torv' } : {}),
        ...(asked.body === undefined
          ? {}
          : { 'content-type': Buffer.isBuffer(asked.body) ? 'application/octet-stream' : 'application/json' }),
        ...(asked.version === undefined ? {} : { 'if-match': `"${asked.version}"` }),
        ...(asked.key === undefined ? {} : { 'idempotency-key': asked.key === true ? randomUUID() : asked.key }),
        ...asked.headers,
      };
      const answer = await app.inject({
        method: method as 'GET',
        url: path.startsWith('/') ? path : `/api/v1/networks/${network}/${path}`,
        ...(asked.from === undefined ? {} : { remoteAddress: asked.from }),
        headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as never,
        ...(asked.body === undefined
          ? {}
          : { payload: Buffer.isBuffer(asked.body) ? asked.body : JSON.stringify(asked.body) }),
      });
      return answerOf(`${method} ${path}`, answer.statusCode, answer.headers, answer.payload, answer.rawPayload);
    };
  for (const seat of seats) {
    const signedIn = await asking(null)('POST', '/api/v1/session', {
      body: { email: `${seat}@demo.torv.test`, password },
    });
    if (signedIn.status !== 201) throw new Error(`${seat} cannot sign in: ${signedIn.status} ${signedIn.text}`);
    const set = [signedIn.headers['set-cookie']].flat() as string[];
    cookies.set(seat, set.find((one) => /^(__Host-)?torv_session=/.test(one))!.split(';')[0]!);
  }
  const personOf = async (seat: string): Promise<string> =>
    (await admin.query('SELECT id FROM identity_person WHERE email = $1', [`${seat}@demo.torv.test`])).rows[0].id;
  return {
    app,
    database,
    dataDir,
    admin,
    as: (seat) => asking(seat === null ? null : cookies.get(seat)!),
    cookieOf: (seat) => cookies.get(seat)!,
    bySql: async (seat, act, role = 'torv_app') => {
      const person = seat === null ? '' : await personOf(seat);
      const client = new Client({ connectionString: database.adminUrl });
      await client.connect();
      try {
        await client.query('BEGIN');
        await client.query(`SET LOCAL ROLE ${role}`);
        await client.query("SELECT set_config('torv.person', $1, true)", [person]);
        const made = await act(client);
        await client.query('SET CONSTRAINTS ALL IMMEDIATE');
        return made;
      } finally {
        // Closing takes the transaction back.
        await client.end();
      }
    },
    idOf: async (sql, ...values) => (await admin.query(sql, values)).rows[0].id,
    close: async () => {
      await admin.end();
      await app.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function answerOf(
  asked: string,
  status: number,
  headers: Record<string, unknown>,
  text: string,
  bytes: Buffer,
): Answer {
  const json = (): never => JSON.parse(text) as never;
  return {
    status,
    headers,
    text,
    bytes,
    json,
    as: (contract, expected = 200) => {
      if (status !== expected) throw new Error(`${asked} answered ${status}, not ${expected}: ${text}`);
      const checked = contract.safeParse(json());
      if (!checked.success) throw new Error(`${asked} is not as its contract says: ${checked.error.message}\n${text}`);
      return checked.data;
    },
    refusal: () => {
      if (!String(headers['content-type']).startsWith('application/problem+json'))
        throw new Error(`${asked} answered ${status} without problem details: ${text}`);
      const problem = json() as { code: string; status: number; errors?: { path: string; message: string }[] };
      return { status, code: problem.code, errors: problem.errors ?? [] };
    },
  };
}
