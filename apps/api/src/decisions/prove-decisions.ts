import { Injectable } from '@nestjs/common';
import { parseCheckpoint, writeReceipt, type LogExport } from '@torv/shared/log';
import { keptCheckpoints } from '../log/log.sql';
import { VerifiableLog } from '../log/verifiable-log';
import { Database, type Reader } from '../platform/database/database';
import { notFound, Refusal } from '../platform/errors/refusal';
import { entryOfLog, recordOfDecision, wholeLog } from './decisions.sql';
import { type LeafRow, logExport } from './log-export';

/** Receipts of single decisions and exports of the whole log, for checking without the host. */
@Injectable()
export class ProveDecisions {
  constructor(
    private readonly database: Database,
    private readonly log: VerifiableLog,
  ) {}

  /** A receipt that stands by itself: what was decided, its place in the log, and the host's signature. */
  async receipt(reader: Reader, number: string): Promise<string> {
    const [found] = await this.database.readInNetwork(reader, recordOfDecision(reader.networkId, number));
    return this.write(reader, found!.rows[0] as LeafRow | undefined);
  }

  /** A receipt of any entry that the reader may open: a mandate, a ratification, the protocol of a meeting. */
  async receiptOfEntry(reader: Reader, index: number): Promise<string> {
    const [found] = await this.database.readInNetwork(reader, entryOfLog(reader.networkId, index));
    return this.write(reader, found!.rows[0] as LeafRow | undefined);
  }

  private async write(reader: Reader, row: LeafRow | undefined): Promise<string> {
    if (!row?.salts || !row.record) throw new Refusal(notFound);
    const index = BigInt(row.idx);
    const checkpoint = await this.log.checkpointHolding(reader, index);
    const { size } = parseCheckpoint(checkpoint)!.checkpoint;
    const proof = await this.log.proveInclusion(reader, index, size);
    return writeReceipt({
      index,
      proof: proof.map((hash) => Buffer.from(hash)),
      checkpoint,
      opened: { leaf: row.leaf, record: row.record, salts: row.salts },
    });
  }

  /** The whole log, with what the tables say now of every record that the reader may see. */
  async exportLog(reader: Reader): Promise<LogExport> {
    await this.log.checkpoint(reader);
    const [network, checkpoints, leaves] = await this.database.readInNetwork(
      reader,
      { text: 'SELECT id, key, name FROM places_network WHERE id = $1', values: [reader.networkId] },
      keptCheckpoints(reader.networkId),
      wholeLog(reader.networkId),
    );
    return logExport(
      network!.rows[0] as LogExport['network'],
      (checkpoints!.rows as { note: string }[]).map((row) => row.note),
      leaves!.rows as LeafRow[],
    );
  }
}
