import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { keptAboutPeople } from '@torv/shared/identity';
import { Database } from '../platform/database/database';

const aDay = 24 * 60 * 60 * 1_000;
/** Not while a start is under way. */
const soon = 60_000;

/** Removes, once a day, what the list of what is kept says is over. Several processes may do it: there is no harm. */
@Injectable()
export class ForgetWhatIsOver implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('retention');
  private timers: NodeJS.Timeout[] = [];

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.timers = [setTimeout(() => void this.run(), soon), setInterval(() => void this.run(), aDay)];
    for (const timer of this.timers) timer.unref();
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** @returns how many rows went, by the key of what they were; a rule that fails keeps none of the others from being done */
  async run(): Promise<Record<string, number>> {
    const gone: Record<string, number> = {};
    for (const { key, days } of keptAboutPeople) {
      if (days === null) continue;
      try {
        const { rows } = await this.database.workerPool.query<{ gone: string }>(
          'SELECT identity_forget($1, make_interval(days => $2)) AS gone',
          [key, days],
        );
        gone[key] = Number(rows[0]!.gone);
      } catch (error) {
        this.log.error(`What is kept as "${key}" could not be removed: ${String(error)}`);
      }
    }
    return gone;
  }
}
