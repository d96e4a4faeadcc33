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
  parseCheckpoint,
  readVkey,
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
import type { Query } from '../platform/database/query';
import type { Work } from '../platform/database/unit-of-work';
import { invalidInput, notFound, Refusal } from '../platform/errors/refusal';
import { SETTINGS } from '../platform/platform.tokens';
import { readLogKey } from './log-key';
import { logSize, nodesAt } from './log.sql';
import { cosignaturesAt, witnessedSizeBeyond } from './witnesses.sql';

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

/** How the log is read: as a member of the network, or as the host itself. */
type AskRows = (query: Query) => Promise<unknown[]>;

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

  /** The newest checkpoint: signed now if the log has grown since the last one, and kept; with its cosignatures. */
  async checkpoint(reader: Reader): Promise<string> {
    const ask = this.asReader(reader);
    return this.withCosignatures(ask, reader.networkId, await this.newest(ask, reader.networkId));
  }

  /** The newest checkpoint as the host shows it to its witnesses: without their cosignatures. */
  checkpointAsHost(networkId: string): Promise<string> {
    return this.newest(this.asHost, networkId);
  }

  /** A checkpoint that holds an entry: the newest that the network's quorum cosigned, or without one the newest. */
  async checkpointHolding(reader: Reader, index: bigint): Promise<string> {
    const ask = this.asReader(reader);
    const { networkId } = reader;
    const [found] = (await ask(witnessedSizeBeyond(networkId, index))) as [{ size: string | null }];
    const kept = found.size === null ? null : await this.kept(ask, networkId, BigInt(found.size));
    return kept === null ? this.checkpoint(reader) : this.withCosignatures(ask, networkId, kept);
  }

  /** @throws Refusal PLATFORM.INVALID_INPUT when the tree has never had that size, or not that entry */
  async proveInclusion(reader: Reader, index: bigint, size: bigint): Promise<Uint8Array[]> {
    if (index >= size) throw new Refusal(invalidInput, [{ path: 'index', message: 'Less than size.' }]);
    await this.refuseBeyond(reader, size, 'size');
    const { networkId } = reader;
    const nodes = await this.source(this.asReader(reader), networkId, nodesOfInclusion(index, size));
    return inclusionProof(index, size, nodes);
  }

  /** @throws Refusal PLATFORM.INVALID_INPUT when the sizes are out of order or the tree has never had them */
  async proveConsistency(reader: Reader, from: bigint, to: bigint): Promise<Uint8Array[]> {
    if (from > to) throw new Refusal(invalidInput, [{ path: 'from', message: 'At most to.' }]);
    await this.refuseBeyond(reader, to, 'to');
    return this.consistency(this.asReader(reader), reader.networkId, from, to);
  }

  /** As `proveConsistency`, for a witness of the host's. */
  proveConsistencyAsHost(networkId: string, from: bigint, to: bigint): Promise<Uint8Array[]> {
    return this.consistency(this.asHost, networkId, from, to);
  }

  async size(reader: Reader): Promise<bigint> {
    return this.sizeBy(this.asReader(reader), reader.networkId);
  }

  /** True when the material of a verifier key is the one that signs here. */
  isOwnKey(networkId: string, vkey: string): boolean {
    const own = readVkey(vkeyOf(originOf(networkId), this.key))!;
    return Buffer.compare(readVkey(vkey)?.key ?? new Uint8Array(), own.key) === 0;
  }

  private readonly asHost: AskRows = async ({ text, values }) =>
    (await this.database.workerPool.query({ text, values: [...(values ?? [])] })).rows;

  private asReader(reader: Reader): AskRows {
    return async (query) => (await this.database.readInNetwork(reader, query))[0]!.rows;
  }

  private async newest(ask: AskRows, networkId: string): Promise<string> {
    await this.nameKey(networkId);
    const size = await this.sizeBy(ask, networkId);
    const kept = await this.kept(ask, networkId, size);
    if (kept) return kept;
    const root = rootHash(size, await this.source(ask, networkId, nodesOfRoot(size)));
    const note = signCheckpoint({ origin: originOf(networkId), size, root }, this.key);
    // Signing is the host's act, so the worker keeps it. Another process may have been first with the same note.
    await this.database.workerPool.query({
      text: 'INSERT INTO log_checkpoint (network_id, size, note) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      values: [networkId, size.toString(), note],
    });
    return note;
  }

  private async withCosignatures(ask: AskRows, networkId: string, note: string): Promise<string> {
    const { size } = parseCheckpoint(note)!.checkpoint;
    const lines = (await ask(cosignaturesAt(networkId, size))) as { line: string }[];
    return note + lines.map((row) => row.line).join('');
  }

  private async sizeBy(ask: AskRows, networkId: string): Promise<bigint> {
    const [row] = (await ask(logSize(networkId))) as { log_size: string }[];
    if (!row) throw new Refusal(notFound);
    return BigInt(row.log_size);
  }

  /** The note of a size that our own key signed. The database sees to size and root; only here is the signature checked. */
  private async kept(ask: AskRows, networkId: string, size: bigint): Promise<string | null> {
    const notes = (await ask({
      name: 'checkpoint-of-size',
      text: 'SELECT note FROM log_checkpoint WHERE network_id = $1 AND size = $2',
      values: [networkId, size.toString()],
    })) as { note: string }[];
    const vkey = vkeyOf(originOf(networkId), this.key);
    return notes.find(({ note }) => verifyCheckpoint(note, [vkey]) !== null)?.note ?? null;
  }

  private async consistency(ask: AskRows, networkId: string, from: bigint, to: bigint): Promise<Uint8Array[]> {
    return consistencyProof(from, to, await this.source(ask, networkId, nodesOfConsistency(from, to)));
  }

  private async refuseBeyond(reader: Reader, size: bigint, path: string): Promise<void> {
    const now = await this.size(reader);
    if (size > now) throw new Refusal(invalidInput, [{ path, message: `The log has ${now} entries.` }]);
  }

  private async source(ask: AskRows, networkId: string, nodes: NodeId[]): Promise<NodeSource> {
    const found = (await ask(nodesAt(networkId, nodes))) as { level: number; idx: string; hash: Buffer }[];
    const hashes = new Map(found.map((row) => [`${row.level}:${row.idx}`, row.hash]));
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
