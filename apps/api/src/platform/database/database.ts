import { Pool, type PoolClient } from 'pg';
import { notFound, Refusal } from '../errors/refusal';
import type { Query } from './query';
import { type Found, sendTogether } from './send-together';

/** Who reads, and in which network. `personId` null: someone who is not signed in. */
export interface Reader {
  personId: string | null;
  networkId: string;
}

/**
 * Opens a read: who asks, nothing is written, and whether they belong to the network. It answers the last; without a
 * network, true.
 */
const readAs = (personId: string | null, networkId: string | null): Query => ({
  name: 'read-as',
  text: 'SELECT platform_read_as($1, $2) AS belongs',
  values: [personId ?? '', networkId],
});
const setActor = (personId: string): Query => ({
  name: 'set-actor',
  text: "SELECT set_config('torv.person', $1, true)",
  values: [personId],
});

/** A pool whose every connection acts as `role`; without TLS settings of its own it follows the address. */
export function openPool(url: string, role: 'torv_app' | 'torv_worker', max: number): Pool {
  const pool = new Pool({ connectionString: url, max, options: `-c role=${role}`, pipeline: true } as never);
  // A connection that dies while idle is replaced at the next request; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * The database as requests use it. A read is one packet and one transaction (the actor, the queries): one round trip,
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
  async readInNetwork(reader: Reader, ...queries: Query[]): Promise<Found[]> {
    const [entered, ...found] = await this.together(readAs(reader.personId, reader.networkId), ...queries);
    if (entered!.rows[0]!['belongs'] !== true) throw new Refusal(notFound);
    return found;
  }

  /** Reads as a person (null: nobody), in no network in particular or in what is public. */
  async read(personId: string | null, ...queries: Query[]): Promise<Found[]> {
    return (await this.together(readAs(personId, null), ...queries)).slice(1);
  }

  /** Changes what is a person's own (how far they have read, their sessions): one statement, no event, no aggregate. */
  async note(personId: string, mark: Query): Promise<Found> {
    return (await this.together(setActor(personId), mark))[1]!;
  }

  /** Changes what is a person's own by several statements: whole or not at all. */
  async actAs<T>(personId: string, act: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      await client.query('BEGIN');
      // Without its name: what `sendTogether` has prepared on a connection, `pg` itself does not know of.
      await client.query({ ...setActor(personId), name: undefined } as Query);
      const made = await act(client);
      await client.query('COMMIT');
      return made;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Calls one statement outside any network: sign-in and sessions. */
  async call(query: Query): Promise<Found> {
    return (await this.together(query))[0]!;
  }

  private async together(...queries: Query[]): Promise<Found[]> {
    const client = await this.pool.connect();
    try {
      return await sendTogether(client, queries);
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.workerPool.end()]);
  }
}

export type { PoolClient };
