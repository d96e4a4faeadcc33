import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database } from '../platform/database/database';
import type { Query } from '../platform/database/query';
import { sendTogether } from '../platform/database/send-together';
import { Outbox } from '../platform/events/outbox';

const reader = 'initiatives-activate';
/** Decisions that come in a burst are dealt with together. */
const breath = 50;

/** Takes the reader's place in the network, and finds the decisions since then that adopted a proposal. */
const heardOf = (networkId: string): Query[] => [
  {
    name: 'activate-place',
    text: 'INSERT INTO platform_reader (network_id, reader) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    values: [networkId, reader],
  },
  {
    name: 'activate-lock',
    text: 'SELECT seq FROM platform_reader WHERE network_id = $1 AND reader = $2 FOR UPDATE',
    values: [networkId, reader],
  },
  {
    name: 'activate-heard',
    // One snapshot says both what there is and how far that goes; what is committed after it is for the next time.
    text: `SELECT (SELECT max(seq) FROM platform_event WHERE network_id = $1) AS up_to, ARRAY(
             SELECT e.subject_id FROM platform_event e
             JOIN decisions_decision d ON d.network_id = e.network_id AND d.id = e.subject_id AND d.proposal_id IS NOT NULL
             WHERE e.network_id = $1 AND e.seq > (SELECT seq FROM platform_reader WHERE network_id = $1 AND reader = $2)
               AND e.kind = 'decisions.recorded' AND e.word = 'adopted' ORDER BY e.seq) AS decisions`,
    values: [networkId, reader],
  },
];

const moveOn = (networkId: string, upTo: string | null): Query => ({
  name: 'activate-move-on',
  text: 'UPDATE platform_reader SET seq = greatest(seq, $3::bigint) WHERE network_id = $1 AND reader = $2',
  values: [networkId, reader, upTo],
});

/**
 * When the proposal that asks for an initiative is adopted, the initiative becomes active, if the partner rule allows;
 * if not, it stays as it was and its page says what hinders it. A durable reader of the outbox: what was committed
 * while no process ran is done at the next start, and never twice.
 */
@Injectable()
export class ActivateWhenProposalAdopted implements OnApplicationBootstrap {
  private readonly log = new Logger(ActivateWhenProposalAdopted.name);
  private readonly queued = new Set<string>();
  private chain: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.outbox.listen((event) => {
      if (event.kind === 'decisions.recorded' && event.word === 'adopted') this.enqueue(event.networkId);
    });
    const { rows } = await this.database.workerPool.query<{ network_id: string }>(
      'SELECT network_id FROM platform_counter',
    );
    for (const row of rows) this.enqueue(row.network_id);
  }

  /** Resolves when everything heard so far has been dealt with. */
  settled(): Promise<void> {
    return this.chain;
  }

  /** One catching-up deals with everything that is there, so a network stands in the queue once. */
  private enqueue(networkId: string): void {
    if (this.queued.has(networkId)) return;
    this.queued.add(networkId);
    this.chain = this.chain
      .then(async () => {
        await sleep(breath);
        this.queued.delete(networkId);
        return this.catchUp(networkId);
      })
      .catch((error: unknown) => this.log.error(error));
  }

  private async catchUp(networkId: string): Promise<void> {
    if (this.database.workerPool.ending) return;
    const client = await this.database.workerPool.connect();
    let activated = false;
    try {
      const [, , , heard] = await sendTogether(client, [{ name: 'begin', text: 'BEGIN' }, ...heardOf(networkId)]);
      const { up_to, decisions } = heard!.rows[0] as { up_to: string | null; decisions: string[] };
      for (const decision of decisions) activated = (await this.activateFor(client, networkId, decision)) || activated;
      await sendTogether(client, [moveOn(networkId, up_to), { name: 'commit', text: 'COMMIT' }]);
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
    if (activated) this.outbox.wake(networkId);
  }

  private async activateFor(client: PoolClient, networkId: string, decisionId: string): Promise<boolean> {
    const started = await client.query<{ id: string }>(
      `UPDATE initiatives_initiative i SET state = 'active', version = version + 1
       FROM decisions_decision d JOIN initiatives_proposal ip ON ip.network_id = d.network_id AND ip.proposal_id = d.proposal_id
       WHERE d.network_id = $1 AND d.id = $2 AND i.network_id = ip.network_id AND i.id = ip.initiative_id
         AND i.state IN ('idea', 'proposed', 'ready', 'paused') AND (i.kind = 'own' OR initiatives_has_partner(i.network_id, i.id))
       RETURNING i.id`,
      [networkId, decisionId],
    );
    const events = started.rows.map((row) => ({
      kind: 'initiatives.activated',
      subjectKind: 'initiative',
      subjectId: row.id,
      word: 'active',
      visibility: 'network',
    }));
    if (events.length > 0)
      await client.query('SELECT platform_append_events($1, $2)', [networkId, JSON.stringify(events)]);
    return events.length > 0;
  }
}
