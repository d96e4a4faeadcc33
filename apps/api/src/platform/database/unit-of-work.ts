import type { Actor, Visibility } from '@torv/shared/kernel';
import type { PoolClient, QueryResultRow } from 'pg';
import { keyReused, Refusal } from '../errors/refusal';
import type { Repeatable } from '../http/request-headers';
import type { Database } from './database';
import type { Query } from './query';
import { sendTogether } from './send-together';

/** Something that happened. It carries ids and at most one word; who may hear of it is its visibility. */
export interface NewEvent {
  kind: string;
  subjectKind: string;
  subjectId: string;
  organisationId?: string;
  word?: string;
  visibility: Visibility;
  bodyId?: string;
}

/**
 * One change, whole or not at all. Rooms write through it and say what happened; what must come last (the log's
 * leaves, then the events) is sent with the commit, because it locks the network's counter row.
 */
export class Work {
  private readonly events: NewEvent[] = [];
  private readonly last: Query[] = [];

  constructor(
    readonly actor: Actor,
    private readonly client: PoolClient,
  ) {}

  get networkId(): string {
    return this.actor.networkId;
  }

  /** Runs a statement as the actor; the rows it returns. */
  async rows<T extends QueryResultRow>(query: Query): Promise<T[]> {
    return (await this.together(query))[0] as T[];
  }

  /** Runs a statement as the actor; its first row, or undefined. */
  async row<T extends QueryResultRow>(query: Query): Promise<T | undefined> {
    return (await this.rows<T>(query))[0];
  }

  /** Runs statements together in one round trip; when one fails, those after it have not run. */
  async together(...queries: Query[]): Promise<QueryResultRow[][]> {
    return (await sendTogether(this.client, queries)).map((found) => found.rows);
  }

  /** Says what happened; it is numbered at the end and told after commit. */
  tell(event: NewEvent): void {
    this.events.push(event);
  }

  /** Has a statement run at the very end, before the events are numbered. */
  atTheEnd(query: Query): void {
    this.last.push(query);
  }

  /** @internal */
  closing(): Query[] {
    if (this.events.length === 0) return this.last;
    const events: Query = {
      name: 'append-events',
      text: 'SELECT platform_append_events($1, $2)',
      values: [this.networkId, JSON.stringify(this.events)],
    };
    return [...this.last, events];
  }
}

/** Runs units of work, and wakes the readers of the outbox after each commit. */
export class Works {
  constructor(
    private readonly database: Database,
    private readonly committed: (networkId: string) => void,
  ) {}

  /**
   * Runs `act` in one transaction as the actor.
   *
   * @param repeatable the request's idempotency key, for one that creates; a repeat answers the first run's ref
   * @param act writes through the work and returns the ref (id, key or number) of what it made or changed
   * @returns the ref
   * @throws Refusal PLATFORM.IDEMPOTENCY_KEY_REUSED when the key stood for another request
   */
  async run(actor: Actor, repeatable: Repeatable | null, act: (work: Work) => Promise<string>): Promise<string> {
    const client = await this.database.pool.connect();
    let broken = false;
    try {
      const work = new Work(actor, client);
      const opening: Query[] = [
        { name: 'begin', text: 'BEGIN' },
        { name: 'set-actor', text: "SELECT set_config('torv.person', $1, true)", values: [actor.personId] },
      ];
      if (repeatable) opening.push(earlierRun(actor, repeatable));
      const opened = await work.together(...opening);
      const earlier = repeatable ? (opened[2]?.[0] as EarlierRun | undefined) : undefined;
      if (earlier) {
        await client.query('ROLLBACK');
        return refOfEarlier(earlier, repeatable!);
      }
      const ref = await act(work);
      const closing = work.closing();
      if (repeatable) closing.unshift(keepRun(actor, repeatable, ref));
      await work.together(...closing, { name: 'commit', text: 'COMMIT' });
      this.committed(actor.networkId);
      return ref;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      // Two runs of one request at once: the later one finds the key taken, and answers what the first made.
      if (repeatable && (error as { table?: string }).table === 'platform_idempotency') {
        const [found] = await this.database.read(actor.personId, earlierRun(actor, repeatable));
        const earlier = found!.rows[0] as EarlierRun | undefined;
        if (earlier) return refOfEarlier(earlier, repeatable);
      }
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

interface EarlierRun {
  request_hash: Buffer;
  ref: string;
}

const earlierRun = (actor: Actor, repeatable: Repeatable): Query => ({
  name: 'earlier-run',
  text: 'SELECT request_hash, ref FROM platform_idempotency WHERE network_id = $1 AND person_id = $2 AND key = $3',
  values: [actor.networkId, actor.personId, repeatable.key],
});

const keepRun = (actor: Actor, repeatable: Repeatable, ref: string): Query => ({
  name: 'keep-run',
  text: 'INSERT INTO platform_idempotency (network_id, person_id, key, request_hash, ref) VALUES ($1, $2, $3, $4, $5)',
  values: [actor.networkId, actor.personId, repeatable.key, repeatable.requestHash, ref],
});

function refOfEarlier(earlier: EarlierRun, repeatable: Repeatable): string {
  if (!earlier.request_hash.equals(repeatable.requestHash)) throw new Refusal(keyReused);
  return earlier.ref;
}
