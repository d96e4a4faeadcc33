import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  commitFields,
  consistencyProof,
  inclusionProof,
  leafText,
  nodesOfConsistency,
  nodesOfInclusion,
  nodesOfRoot,
  originOf,
  rootHash,
  signCheckpoint,
  verifyCheckpoint,
  vkeyOf,
  type LeafKind,
  type NodeId,
  type NodeSource,
} from '@torv/shared/log';
import type { Visibility } from '@torv/shared/kernel';
import type { Settings } from '../platform/config/read-settings';
import { Database, type Reader } from '../platform/database/database';
import type { Work } from '../platform/database/unit-of-work';
import { invalidInput, notFound, Refusal } from '../platform/errors/refusal';
import { SETTINGS } from '../platform/platform.tokens';
import { readLogKey } from './log-key';
import { logSize, nodesAt } from './log.sql';

/** A record to be sealed: its fields are committed one by one; who may open them is its visibility. */
export interface Sealable {
  kind: LeafKind;
  subjectId: string;
  at: string;
  record: Readonly<Record<string, unknown>>;
  visibility: Visibility;
  bodyId: string;
  /**
   * A field of text that only the database knows when the leaf is appended, and the query for it; `$1` is the network
   * and `$3` the subject. In `record` it has any value.
   */
  late?: { field: string; query: string };
}

/** Stands for a commitment that is made at the very end; no commitment looks like it. */
const notYet = '?';

/** The log of each network: sealing records, signing checkpoints, proving places. */
@Injectable()
export class VerifiableLog {
  private readonly key: string;
  private readonly keyed = new Set<string>();

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.key = readLogKey(settings);
  }

  /**
   * Appends a record's leaf at the end of the unit of work that makes the record.
   *
   * @param take told the leaf's index once the work is done
   */
  seal(work: Work, { late, ...sealable }: Sealable, take: (index: number) => void = () => undefined): void {
    const { kind, subjectId, at, visibility, bodyId } = sealable;
    const { fields, salts } = commitFields(sealable.record);
    if (late) fields[late.field] = notYet;
    const leaf = leafText({ v: 1, kind, subject: subjectId, at, fields });
    const appended = JSON.stringify([{ kind, subjectId, leaf, salts, visibility, bodyId }]);
    const filled = late
      ? `jsonb_set($2::jsonb, '{0,leaf}', to_jsonb(log_fill($2::jsonb #>> '{0,leaf}', $4, (${late.query}), $2::jsonb #>> ARRAY['0', 'salts', $4])))`
      : '$2::jsonb';
    work.atTheEnd(
      {
        name: late ? `log-append-${kind}` : 'log-append',
        text: `SELECT log_append($1, ${filled}) AS first`,
        values: [work.networkId, appended, ...(late ? [subjectId, late.field] : [])],
      },
      (row) => take(Number(row['first'])),
    );
  }

  /**
   * Makes sure that the log names the key which signs it: its first entry, and one more at each change of key.
   * Several processes may try at once; the leaf of one key is unique, so only the first succeeds.
   */
  async nameKey(networkId: string): Promise<void> {
    if (this.keyed.has(networkId)) return;
    const vkey = vkeyOf(originOf(networkId), this.key);
    const subjectId = uuidOf(`${networkId} ${vkey}`);
    const leaf = leafText({
      v: 1,
      kind: 'key',
      subject: subjectId,
      at: new Date().toISOString(),
      fields: {},
      clear: { vkey },
    });
    try {
      await this.database.workerPool.query('SELECT log_name_key($1, $2, $3)', [networkId, subjectId, leaf]);
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error;
    }
    this.keyed.add(networkId);
  }

  /** The newest checkpoint: signed now if the log has grown since the last one, and kept. */
  async checkpoint(reader: Reader): Promise<string> {
    await this.nameKey(reader.networkId);
    const size = await this.size(reader);
    const kept = await this.keptCheckpoint(reader, size);
    if (kept) return kept;
    const root = Buffer.from(rootHash(size, await this.source(reader, nodesOfRoot(size))));
    const note = signCheckpoint({ origin: originOf(reader.networkId), size, root }, this.key);
    // Signing is the host's act, so the worker keeps it. Another process may have been first with the same note.
    await this.database.workerPool.query({
      text: 'INSERT INTO log_checkpoint (network_id, size, note) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      values: [reader.networkId, size.toString(), note],
    });
    return note;
  }

  /** @throws Refusal PLATFORM.INVALID_INPUT when the tree has never had that size, or not that entry */
  async proveInclusion(reader: Reader, index: bigint, size: bigint): Promise<Uint8Array[]> {
    if (index >= size) throw new Refusal(invalidInput, [{ path: 'index', message: 'Less than size.' }]);
    await this.refuseBeyond(reader, size, 'size');
    return inclusionProof(index, size, await this.source(reader, nodesOfInclusion(index, size)));
  }

  /** @throws Refusal PLATFORM.INVALID_INPUT when the sizes are out of order or the tree has never had them */
  async proveConsistency(reader: Reader, from: bigint, to: bigint): Promise<Uint8Array[]> {
    if (from > to) throw new Refusal(invalidInput, [{ path: 'from', message: 'At most to.' }]);
    await this.refuseBeyond(reader, to, 'to');
    return consistencyProof(from, to, await this.source(reader, nodesOfConsistency(from, to)));
  }

  async size(reader: Reader): Promise<bigint> {
    const [found] = await this.database.readInNetwork(reader, logSize(reader.networkId));
    const row = found!.rows[0] as { log_size: string } | undefined;
    if (!row) throw new Refusal(notFound);
    return BigInt(row.log_size);
  }

  /** The note of a size that our own key signed. The database sees to size and root; only here is the signature checked. */
  private async keptCheckpoint(reader: Reader, size: bigint): Promise<string | null> {
    const [found] = await this.database.readInNetwork(reader, {
      name: 'checkpoint-of-size',
      text: 'SELECT note FROM log_checkpoint WHERE network_id = $1 AND size = $2',
      values: [reader.networkId, size.toString()],
    });
    const vkey = vkeyOf(originOf(reader.networkId), this.key);
    const notes = (found!.rows as { note: string }[]).map((row) => row.note);
    return notes.find((note) => verifyCheckpoint(note, [vkey]) !== null) ?? null;
  }

  private async refuseBeyond(reader: Reader, size: bigint, path: string): Promise<void> {
    const now = await this.size(reader);
    if (size > now) throw new Refusal(invalidInput, [{ path, message: `The log has ${now} entries.` }]);
  }

  private async source(reader: Reader, nodes: NodeId[]): Promise<NodeSource> {
    const [found] = await this.database.readInNetwork(reader, nodesAt(reader.networkId, nodes));
    const hashes = new Map(
      (found!.rows as { level: number; idx: string; hash: Buffer }[]).map((row) => [
        `${row.level}:${row.idx}`,
        row.hash,
      ]),
    );
    return ({ level, index }) => {
      const hash = hashes.get(`${level}:${index}`);
      if (!hash) throw new Error(`The log lacks its node ${level}:${index}.`);
      return hash;
    };
  }
}

/** A UUID (version 8, RFC 9562) that stands for a text: the same text, the same id. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
