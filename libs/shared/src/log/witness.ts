import { type Checkpoint, parseCheckpoint, verifyCheckpoint } from './checkpoint';
import { verifyConsistency } from './merkle-tree';
import { equal, fromBase64, toBase64 } from './steps/bytes';

/** What a log asks a witness (C2SP tlog-witness, add-checkpoint): to cosign a checkpoint that grew from `old` entries. */
export interface AddCheckpoint {
  old: bigint;
  proof: readonly Uint8Array[];
  /** The signed note. */
  note: string;
}

/** A log that a witness follows: its keys, and the checkpoint cosigned last. */
export interface FollowedLog {
  origin: string;
  vkeys: readonly string[];
  seen: { size: bigint; root: Uint8Array } | null;
}

/** The text of a request. */
export const writeAddCheckpoint = ({ old, proof, note }: AddCheckpoint): string =>
  `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;

/** Reads a request; null when the text is none. */
export function readAddCheckpoint(text: string): AddCheckpoint | null {
  const blank = text.indexOf('\n\n');
  if (blank < 0) return null;
  const [first, ...lines] = text.slice(0, blank).split('\n');
  const old = /^old (0|[1-9]\d{0,19})$/.exec(first!)?.[1];
  const proof = lines.map(fromBase64);
  const note = text.slice(blank + 2);
  if (old === undefined || proof.length > 63 || !proof.every((hash) => hash?.length === 32)) return null;
  return parseCheckpoint(note) ? { old: BigInt(old), proof: proof as Uint8Array[], note } : null;
}

/**
 * What a witness answers, as the protocol has it; at 200 it cosigns. `size` is that of the checkpoint cosigned last.
 * `forked`: the log signed what does not go together with what it signed before, and the request proves it.
 */
export type WitnessAnswer =
  | { status: 200; checkpoint: Checkpoint }
  | { status: 400 | 403 | 404 }
  | { status: 409; size: bigint; forked: boolean }
  | { status: 422; forked: true };

/** Judges a request by what was cosigned last. Whoever cosigns keeps the new checkpoint first. */
export function judgeCheckpoint(request: AddCheckpoint | null, logs: readonly FollowedLog[]): WitnessAnswer {
  const claimed = request && parseCheckpoint(request.note)?.checkpoint;
  if (!request || !claimed) return { status: 400 };
  const log = logs.find((one) => one.origin === claimed.origin);
  if (!log) return { status: 404 };
  const checkpoint = verifyCheckpoint(request.note, log.vkeys);
  if (!checkpoint) return { status: 403 };
  const { old, proof } = request;
  if (old > checkpoint.size) return { status: 400 };
  const seen = log.seen ?? { size: 0n, root: null };
  if (old !== seen.size) return { status: 409, size: seen.size, forked: false };
  if (seen.root && old === checkpoint.size && !equal(seen.root, checkpoint.root))
    return { status: 409, size: seen.size, forked: true };
  // Every tree begins with the empty one, and there is nothing to prove.
  const grew = !seen.root || old === 0n ? proof.length === 0 : consistent(old, seen.root, checkpoint, proof);
  return grew ? { status: 200, checkpoint } : { status: 422, forked: true };
}

const consistent = (old: bigint, root: Uint8Array, to: Checkpoint, proof: readonly Uint8Array[]): boolean =>
  verifyConsistency(old, to.size, proof, root, to.root);
