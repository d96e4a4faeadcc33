import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { cosignersOf, parseCheckpoint, writeAddCheckpoint } from '@torv/shared/log';
import type { Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import { SETTINGS } from '../platform/platform.tokens';
import { askWitness } from './ask-witness';
import { cosignatureDoesNotHold } from './log.refusals';
import { VerifiableLog } from './verifiable-log';
import {
  keepCosignature,
  networksWithWitnesses,
  noteAnswer,
  type StoredWitness,
  witnessesToAsk,
} from './witnesses.sql';

export type WordOfWitness = 'cosigned' | 'refused' | 'unreachable' | 'not-a-witness';

/** Shows each network's newest checkpoint to its witnesses, at an interval and when asked, and keeps what they sign. */
@Injectable()
export class ShowToWitnesses implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('witnesses');
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
    private readonly log: VerifiableLog,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.showAll(), this.settings.logIntervalMinutes * 60_000);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** Every network's; one that fails keeps none of the others from being shown. */
  async showAll(): Promise<void> {
    try {
      const { rows } = await this.database.workerPool.query<{ id: string }>(networksWithWitnesses());
      for (const { id } of rows) await this.show(id);
    } catch (error) {
      this.logger.error(`The checkpoint could not be shown to the witnesses: ${String(error)}`);
    }
  }

  async show(networkId: string): Promise<void> {
    const { rows } = await this.database.workerPool.query<StoredWitness>(witnessesToAsk(networkId));
    await Promise.all(rows.map((witness) => this.showTo(networkId, witness)));
  }

  /** Asks one witness, and notes what it answered. */
  async showTo(networkId: string, witness: StoredWitness): Promise<WordOfWitness> {
    const word = await this.ask(networkId, witness);
    await this.database.workerPool.query(noteAnswer(networkId, witness.id, word));
    if (word === 'refused')
      this.logger.warn(`The witness ${witness.name} refused the checkpoint of network ${networkId}.`);
    return word;
  }

  /** The request that the witness is to be asked, as a file for who carries it by hand. */
  async requestFor(networkId: string, witness: StoredWitness): Promise<string> {
    const note = await this.log.checkpointAsHost(networkId);
    return writeAddCheckpoint(await this.requestFrom(networkId, note, BigInt(witness.cosigned)));
  }

  /**
   * Keeps a cosignature of the newest checkpoint, or of one before it that the host signed.
   *
   * @param text lines of signatures; those of other keys are left alone
   * @throws Refusal LOG.COSIGNATURE_DOES_NOT_HOLD when none of them is the witness's on a checkpoint of this log
   */
  async keep(networkId: string, witness: StoredWitness, text: string): Promise<void> {
    await this.log.checkpointAsHost(networkId);
    const { rows } = await this.database.workerPool.query<{ note: string }>({
      text: 'SELECT note FROM log_checkpoint WHERE network_id = $1 ORDER BY size DESC LIMIT 50',
      values: [networkId],
    });
    for (const { note } of rows) if (await this.keepOf(networkId, witness, note, text)) return;
    throw new Refusal(cosignatureDoesNotHold, [{ path: 'text', message: witness.name }]);
  }

  private async ask(networkId: string, witness: StoredWitness): Promise<WordOfWitness> {
    const note = await this.log.checkpointAsHost(networkId);
    const { size } = parseCheckpoint(note)!.checkpoint;
    let from = BigInt(witness.cosigned);
    // Where the witness stands elsewhere than we remember, it says so once.
    for (const last of [false, true]) {
      const answer = await askWitness(witness.url!, await this.requestFrom(networkId, note, from));
      if (answer === null || answer.status >= 500) return 'unreachable';
      if (answer.status === 200)
        return (await this.keepOf(networkId, witness, note, answer.text)) ? 'cosigned' : 'not-a-witness';
      const stands = /^(0|[1-9]\d{0,18})\n?$/.exec(answer.text)?.[1];
      if (answer.status !== 409 || stands === undefined || BigInt(stands) === from || BigInt(stands) > size || last)
        return [403, 404, 409, 422].includes(answer.status) ? 'refused' : 'not-a-witness';
      from = BigInt(stands);
    }
    return 'refused';
  }

  private async requestFrom(networkId: string, note: string, old: bigint) {
    const { size } = parseCheckpoint(note)!.checkpoint;
    return { old, proof: await this.log.proveConsistencyAsHost(networkId, old, size), note };
  }

  private async keepOf(networkId: string, witness: StoredWitness, note: string, text: string): Promise<boolean> {
    const { size } = parseCheckpoint(note)!.checkpoint;
    for (const line of text.split('\n')) {
      const [found] = cosignersOf(`${note}${line}\n`, [witness.vkey]);
      if (!found) continue;
      await this.database.workerPool.query(keepCosignature(networkId, witness.id, size, `${line}\n`, found.at));
      return true;
    }
    return false;
  }
}
