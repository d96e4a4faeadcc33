import type { Socket } from 'node:net';
import { Pool, type PoolClient, type QueryResult } from 'pg';
import { notFound, Refusal } from '../errors/refusal';
import type { Query } from './query';

/** Who reads, and in which network. `personId` null: someone who is not signed in. */
export interface Reader {
  personId: string | null;
  networkId: string;
}

const begin: Query = { name: 'begin-read', text: 'BEGIN READ ONLY' };
const commit: Query = { name: 'commit', text: 'COMMIT' };
const setActor = (personId: string | null): Query => ({
  name: 'set-actor',
  text: "SELECT set_config('torv.person', $1, true)",
  values: [personId ?? ''],
});
const isMember = (networkId: string): Query => ({
  name: 'is-member',
  text: "SELECT 1 FROM platform_grant WHERE scope = 'network' AND network_id = $1 LIMIT 1",
  values: [networkId],
});

/**
 * Sends queries down one connection as one packet. The driver's pipeline writes each query by itself, and at these
 * sizes the write is what costs; holding the stream back until all are written makes it one system call.
 */
export function sendTogether(client: PoolClient, queries: readonly Query[]): Promise<QueryResult>[] {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  try {
    return queries.map((query) => client.query(query));
  } finally {
    stream.uncork();
  }
}

/** A pool whose every connection acts as `role`; without TLS settings of its own it follows the address. */
export function openPool(url: string, role: 'torv_app' | 'torv_worker', max: number): Pool {
  const pool = new Pool({ connectionString: url, max, options: `-c role=${role}`, pipeline: true } as never);
  // A connection that dies while idle is replaced at the next request; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * The database as requests use it. A read is one pipeline (BEGIN, the actor, the queries, COMMIT): one round trip,
 * and row-level security sees who asks.
 */
export class Database {
  constructor(
    readonly pool: Pool,
    readonly workerPool: Pool,
  ) {}

  /**
   * Reads in a network as one of its members.
   *
   * @returns the result of each query, in their order
   * @throws Refusal PLATFORM.NOT_FOUND when the reader does not belong to the network: it is none of their business
   */
  async readInNetwork(reader: Reader, ...queries: Query[]): Promise<QueryResult[]> {
    const results = await this.pipelined(reader.personId, isMember(reader.networkId), ...queries);
    if (results[0]!.rowCount === 0) throw new Refusal(notFound);
    return results.slice(1);
  }

  /** Reads as a person (null: nobody), in no network in particular or in what is public. */
  async read(personId: string | null, ...queries: Query[]): Promise<QueryResult[]> {
    return this.pipelined(personId, ...queries);
  }

  /** Notes a person's own mark (how far they have read): one statement, no event, no aggregate. */
  async note(personId: string, mark: Query): Promise<void> {
    const client = await this.pool.connect();
    try {
      const settled = await Promise.allSettled([
        client.query('BEGIN'),
        client.query(setActor(personId)),
        client.query(mark),
        client.query(commit),
      ]);
      const failed = settled.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    } finally {
      client.release();
    }
  }

  /** Calls one statement outside any network: sign-in and sessions. */
  async call(query: Query): Promise<QueryResult> {
    return this.pool.query(query);
  }

  private async pipelined(personId: string | null, ...queries: Query[]): Promise<QueryResult[]> {
    const client = await this.pool.connect();
    try {
      const settled = await Promise.allSettled(sendTogether(client, [begin, setActor(personId), ...queries, commit]));
      const failed = settled.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
      return settled.slice(2, -1).map((one) => (one as PromiseFulfilledResult<QueryResult>).value);
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.workerPool.end()]);
  }
}

export type { PoolClient };
