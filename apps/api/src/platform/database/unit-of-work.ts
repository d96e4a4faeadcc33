import type { Actor, Visibility } from '@torv/shared/kernel';
import type { PoolClient, QueryResultRow } from 'pg';
import { keyReused, notFound, Refusal } from '../errors/refusal';
import type { Repeatable } from '../http/request-headers';
import type { ActingPerson } from './acting-person';
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
  private readonly last: Closing[] = [];

  /**
   * @param opened what the queries found that were sent with the work's opening
   */
  constructor(
    readonly actor: Actor,
    readonly opened: QueryResultRow[][],
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

  /**
   * Has a statement run at the very end, in one packet with the events and the commit. The row it returns is handed
   * over once that is durable.
   */
  atTheEnd(query: Query, take: (row: QueryResultRow) => void = () => undefined): void {
    this.last.push({ query, take });
  }

  /** @internal What is left to be done, the network's counter row last, and committed. */
  async close(keep: Query | null): Promise<void> {
    const closing = [...this.last.map((one) => one.query)];
    if (keep) closing.unshift(keep);
    if (this.events.length > 0) closing.push(appendEvents(this.networkId, this.events));
    const found = await this.together(...closing, commit);
    const first = keep ? 1 : 0;
    this.last.forEach(({ take }, n) => {
      const row = found[first + n]![0];
      if (row) take(row);
    });
  }
}

interface Closing {
  query: Query;
  take(row: QueryResultRow): void;
}

const begin: Query = { name: 'begin', text: 'BEGIN' };
const commit: Query = { name: 'commit', text: 'COMMIT' };
const actAs = (person: ActingPerson): Query => ({
  name: 'act-as',
  text: 'SELECT platform_act_as($1, $2) AS belongs',
  values: [person.personId, person.networkId],
});
const appendEvents = (networkId: string, events: NewEvent[]): Query => ({
  name: 'append-events',
  text: 'SELECT platform_append_events($1, $2)',
  values: [networkId, JSON.stringify(events)],
});

/** Runs units of work, and wakes the readers of the outbox after each commit. */
export class Works {
  constructor(
    private readonly database: Database,
    private readonly committed: (networkId: string) => void,
  ) {}

  /**
   * Runs `act` in one transaction as the actor, who is resolved in it: a right that ended has ended.
   *
   * @param repeatable the request's idempotency key, for one that creates; a repeat answers the first run's ref
   * @param act writes through the work and returns the ref (id, key or number) of what it made or changed
   * @param ask queries that travel with the opening; `work.opened` holds what they found
   * @returns the ref
   * @throws Refusal PLATFORM.NOT_FOUND when the person does not belong to the network
   * @throws Refusal PLATFORM.IDEMPOTENCY_KEY_REUSED when the key stood for another request
   */
  async run(
    person: ActingPerson,
    repeatable: Repeatable | null,
    act: (work: Work) => Promise<string>,
    ask: Query[] = [],
  ): Promise<string> {
    const client = await this.database.pool.connect();
    let broken = false;
    try {
      const rights = person.rights.ask(person.networkId);
      const earlierAsked = repeatable ? [earlierRun(person, repeatable)] : [];
      const opened = await sendTogether(client, [begin, actAs(person), ...earlierAsked, ...rights, ...ask]);
      const [belongs, ...found] = opened.slice(1).map((one) => one.rows);
      if (belongs![0]!['belongs'] !== true) throw new Refusal(notFound);
      const [earlier] = repeatable ? (found.shift() as EarlierRun[]) : [];
      if (earlier) {
        await sendTogether(client, [rollback]);
        return refOfEarlier(earlier, repeatable!);
      }
      const actor = person.rights.actorOf(person, found.splice(0, rights.length));
      const work = new Work(actor, found, client);
      const ref = await act(work);
      await work.close(repeatable ? keepRun(person, repeatable, ref) : null);
      this.committed(person.networkId);
      return ref;
    } catch (error) {
      await sendTogether(client, [rollback]).catch(() => (broken = true));
      // Two runs of one request at once: the later one finds the key taken, and answers what the first made.
      if (repeatable && (error as { table?: string }).table === 'platform_idempotency') {
        const [found] = await this.database.read(person.personId, earlierRun(person, repeatable));
        const earlier = found!.rows[0] as EarlierRun | undefined;
        if (earlier) return refOfEarlier(earlier, repeatable);
      }
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

const rollback: Query = { name: 'rollback', text: 'ROLLBACK' };

interface EarlierRun {
  request_hash: Buffer;
  ref: string;
}

const earlierRun = (person: ActingPerson, repeatable: Repeatable): Query => ({
  name: 'earlier-run',
  text: 'SELECT request_hash, ref FROM platform_idempotency WHERE network_id = $1 AND person_id = $2 AND key = $3',
  values: [person.networkId, person.personId, repeatable.key],
});

const keepRun = (person: ActingPerson, repeatable: Repeatable, ref: string): Query => ({
  name: 'keep-run',
  text: 'INSERT INTO platform_idempotency (network_id, person_id, key, request_hash, ref) VALUES ($1, $2, $3, $4, $5)',
  values: [person.networkId, person.personId, repeatable.key, repeatable.requestHash, ref],
});

function refOfEarlier(earlier: EarlierRun, repeatable: Repeatable): string {
  if (!earlier.request_hash.equals(repeatable.requestHash)) throw new Refusal(keyReused);
  return earlier.ref;
}
