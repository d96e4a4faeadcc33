import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { Outbox } from '../platform/events/outbox';

const anHour = 3_600_000;

/**
 * Pauses an active joint initiative as its last partner's commitment runs out (constitution, 1), and tells it, in one
 * transaction. It looks when the process starts, as a day begins in any network, and within the hour, for a clock may
 * be set. Every process may look: the update locks its rows, and the later one finds them paused.
 */
@Injectable()
export class PauseWhenCommitmentsExpire implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(PauseWhenCommitmentsExpire.name);
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const wait = await this.sweep(new Date()).catch((error: unknown) => {
      if (!this.stopped) this.log.error(error);
      return anHour / 60;
    });
    if (this.stopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.onApplicationBootstrap(), wait);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  /**
   * Pauses what has no partner left on the day that it is in each network.
   *
   * @param at the time to go by
   * @returns milliseconds until a day begins in some network, at most an hour
   */
  async sweep(at: Date): Promise<number> {
    const { rows } = await this.database.workerPool.query<{ id: string; today: string; left: string }>(
      `SELECT id, to_char($1::timestamptz AT TIME ZONE timezone, 'YYYY-MM-DD') AS today,
         extract(epoch FROM (date_trunc('day', $1::timestamptz AT TIME ZONE timezone) + interval '1 day') AT TIME ZONE timezone - $1::timestamptz) * 1000 AS left
       FROM places_network`,
      [at],
    );
    for (const { id, today } of rows) if (await this.pauseIn(id, today)) this.outbox.wake(id);
    return Math.min(anHour, ...rows.map((row) => Math.ceil(Number(row.left))));
  }

  private async pauseIn(networkId: string, today: string): Promise<boolean> {
    const client = await this.database.workerPool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<{ id: string }>(
        `UPDATE initiatives_initiative SET state = 'paused', version = version + 1
         WHERE network_id = $1 AND state = 'active' AND kind = 'joint' AND NOT initiatives_has_partner_on(network_id, id, $2)
         RETURNING id`,
        [networkId, today],
      );
      const events = rows.map((row) => ({
        kind: 'initiatives.paused',
        subjectKind: 'initiative',
        subjectId: row.id,
        word: 'paused',
        visibility: 'network',
      }));
      if (events.length > 0)
        await client.query('SELECT platform_append_events($1, $2)', [networkId, JSON.stringify(events)]);
      await client.query('COMMIT');
      return events.length > 0;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}
