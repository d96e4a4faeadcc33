import { Client } from 'pg';

/** Told whose rights or sessions have changed; null: anyone's may have. */
type Listener = (personId: string | null) => void;

const channel = 'torv_rights';
/** A connection that does not answer within this time hears nothing either, whatever it believes. */
const beat = 1_000;

/**
 * Hears, in every process, whose rights or sessions have changed: triggers say it as they commit. What was found may
 * be remembered only while someone listens; without a connection nothing is trusted, and everything is asked anew.
 */
export class RightsNotices {
  private readonly listeners: Listener[] = [];
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;
  private changes = 0;

  constructor(
    private readonly url: string,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** True while a change would be heard. */
  get listening(): boolean {
    return this.client !== null;
  }

  /** Counts changes: what was read while it moved may be older than the change, and must not be remembered. */
  get count(): number {
    return this.changes;
  }

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  async start(): Promise<void> {
    await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      options: '-c role=torv_app',
      connectionTimeoutMillis: 5_000,
    });
    client.on('notification', (message) => this.tell(message.payload || null));
    client.on('error', () => undefined);
    client.on('end', () => this.lose(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      this.again();
      throw error;
    }
    if (this.stopped) return void client.end().catch(() => undefined);
    this.client = client;
    // What happened while nobody listened was not heard.
    this.tell(null);
    this.watch(client);
  }

  /** A connection that is cut off without a word is found by asking it. */
  private watch(client: Client): void {
    let answered = true;
    this.timer = setInterval(() => {
      if (!answered) {
        this.lose(client);
        (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
        return;
      }
      answered = false;
      client.query('SELECT 1').then(
        () => (answered = true),
        () => undefined,
      );
    }, beat);
    this.timer.unref();
  }

  private lose(client: Client): void {
    if (this.client !== client) return;
    this.client = null;
    if (this.timer) clearInterval(this.timer);
    this.tell(null);
    this.again();
  }

  private again(): void {
    if (!this.stopped) setTimeout(() => this.connect().catch(this.failed), beat).unref();
  }

  private tell(personId: string | null): void {
    this.changes += 1;
    for (const listener of this.listeners) listener(personId);
  }
}
