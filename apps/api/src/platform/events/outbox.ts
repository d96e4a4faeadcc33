import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Pool } from 'pg';

/** An event of the outbox, as the worker reads it. */
export interface StoredEvent {
  networkId: string;
  networkKey: string;
  seq: number;
  kind: string;
  subjectKind: string;
  subjectId: string;
  visibility: 'public' | 'network' | 'body' | 'closed';
  bodyId: string | null;
  word: string | null;
  /** Who hears nothing of it, though it is told where they listen; null: nobody. */
  except: string[] | null;
  /** Who hears of it beyond the body, named for what is closed; null: nobody. */
  named: string[] | null;
}

type Listener = (event: StoredEvent) => void;

const channel = 'torv_outbox';
const batch = 200;
/** One who comes alone is told at once; what comes in a burst is read, and told to other processes, this often. */
const breath = 10;

/**
 * Tells every process what has been committed, in order. The process that commits reads its own outbox at once and
 * wakes the others by NOTIFY on a connection of its own: a NOTIFY inside the unit of work would make all commits of
 * the database wait for one lock. What a missed wake-up leaves is found by the next one, or after a few seconds.
 */
export class Outbox {
  private readonly listeners: Listener[] = [];
  private readonly told = new Map<string, number>();
  private readonly waiting = new Set<string>();
  private readonly toTell = new Set<string>();
  private reading = false;
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly pool: Pool,
    private readonly url: string,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Hears of every event committed from now on, once a process. */
  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Starts from the newest event there is. */
  async start(): Promise<void> {
    const { rows } = await this.pool.query<{ network_id: string; last_event: string }>(
      'SELECT network_id, last_event FROM platform_counter',
    );
    for (const row of rows) this.told.set(row.network_id, Number(row.last_event));
    await this.connect();
    this.timer = setInterval(() => void this.sweep(), 5_000);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  /** Called after a commit in this process. */
  wake(networkId: string): void {
    this.toTell.add(networkId);
    this.note(networkId);
  }

  private async connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, options: '-c role=torv_worker', pipeline: true } as never);
    client.on('notification', (message) => {
      // A process hears its own call too, and has read already.
      if (message.payload && message.processId !== ownId(client)) this.note(message.payload);
    });
    client.on('error', () => undefined);
    client.on('end', () => {
      this.client = null;
      if (!this.stopped) setTimeout(() => this.connect().catch(this.failed), 1_000).unref();
    });
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    this.client = client;
  }

  private note(networkId: string): void {
    this.waiting.add(networkId);
    if (!this.reading) void this.readWaiting();
  }

  private async readWaiting(): Promise<void> {
    this.reading = true;
    try {
      for (let next = this.takeWaiting(); next !== undefined; next = this.takeWaiting()) {
        await this.readNetwork(next);
        if (this.toTell.delete(next)) this.tellOthers(next);
        if (this.waiting.size === 0) await sleep(breath);
      }
    } catch (error) {
      if (!this.stopped) this.failed(error);
    } finally {
      this.reading = false;
    }
  }

  private tellOthers(networkId: string): void {
    this.client
      ?.query({ name: 'tell-others', text: 'SELECT pg_notify($1, $2)', values: [channel, networkId] })
      .catch(() => undefined);
  }

  private takeWaiting(): string | undefined {
    const [next] = this.waiting;
    if (next !== undefined) this.waiting.delete(next);
    return next;
  }

  private async readNetwork(networkId: string): Promise<void> {
    for (;;) {
      const since = this.told.get(networkId) ?? 0;
      const { rows } = await this.pool.query({
        name: 'outbox-since',
        text: outboxSince,
        values: [networkId, since, batch],
      });
      for (const row of rows) {
        const event: StoredEvent = { ...row, seq: Number(row.seq) };
        this.told.set(networkId, event.seq);
        for (const listener of this.listeners) listener(event);
      }
      if (rows.length < batch) return;
    }
  }

  private async sweep(): Promise<void> {
    try {
      const { rows } = await this.pool.query<{ network_id: string; last_event: string }>(
        'SELECT network_id, last_event FROM platform_counter',
      );
      for (const row of rows)
        if (Number(row.last_event) > (this.told.get(row.network_id) ?? 0)) this.note(row.network_id);
    } catch (error) {
      if (!this.stopped) this.failed(error);
    }
  }
}

const ownId = (client: Client) => (client as unknown as { processID: number }).processID;

const outboxSince = `
  SELECT e.network_id AS "networkId", n.key AS "networkKey", e.seq, e.kind, e.subject_kind AS "subjectKind",
         e.subject_id AS "subjectId", e.visibility, e.body_id AS "bodyId", e.word,
         CASE WHEN e.visibility <> 'public' THEN (SELECT array_agg(x.person_id::text) FROM platform_exclusion x
           WHERE x.network_id = e.network_id AND x.subject_id = e.subject_id) END AS except,
         CASE WHEN e.visibility = 'closed' THEN (SELECT array_agg(x.person_id::text) FROM platform_participant x
           WHERE x.network_id = e.network_id AND x.subject_id = e.subject_id) END AS named
  FROM platform_event e JOIN places_network n ON n.id = e.network_id
  WHERE e.network_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3`;
