import { concat, equal, toHex, utf8 } from './bytes';
import { algorithms, type NoteSignature, parseCheckpoint, readVkey, type Vkey } from './checkpoint';
import { signatureHolds, type Steps } from './steps';

/** Whose word on a checkpoint is trusted, and how many of them it takes. */
export interface Witnessing {
  /** Verifier keys of witnesses. */
  witnesses: readonly string[];
  /** So many of them must have cosigned. */
  quorum: number;
}

/** A witness that cosigned a checkpoint. */
export interface Cosigned {
  name: string;
  vkey: string;
  /** Seconds since 1970, as the witness says. */
  at: bigint;
}

/** What a witness signs: that as of a time this is the largest consistent tree it has seen (C2SP tlog-cosignature, v1). */
export const cosignedText = (time: bigint, body: string): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${body}`);

/** The bytes of a cosignature's line: key id, time (8 bytes, big-endian), signature. */
export function cosignatureBytes(id: Uint8Array, time: bigint, signature: Uint8Array): Uint8Array {
  const stamp = new Uint8Array(8);
  new DataView(stamp.buffer).setBigUint64(0, time);
  return concat(id, stamp, signature);
}

/** The time at which a line of signatures cosigns a note's body by this key; null when it does not. */
export function* timeOfCosignature(body: string, { name, bytes }: NoteSignature, vkey: Vkey): Steps<bigint | null> {
  if (vkey.algorithm !== algorithms.cosignature || name !== vkey.name || bytes.length !== 76) return null;
  if (!equal(bytes.subarray(0, 4), vkey.id)) return null;
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(4);
  if (time >= 1n << 63n) return null;
  return (yield* signatureHolds(vkey.key, cosignedText(time, body), bytes.subarray(12))) ? time : null;
}

/** Which of the witnesses cosigned a note. One key counts once, whatever names it goes by. */
export function* cosignersOf(note: string, witnesses: readonly string[]): Steps<Cosigned[]> {
  const parsed = parseCheckpoint(note);
  const found = new Map<string, Cosigned>();
  for (const text of parsed ? witnesses : []) {
    const vkey = yield* readVkey(text);
    for (const line of vkey ? parsed!.signatures : []) {
      const at = yield* timeOfCosignature(parsed!.body, line, vkey!);
      if (at !== null && !found.has(toHex(vkey!.key)))
        found.set(toHex(vkey!.key), { name: vkey!.name, vkey: text, at });
    }
  }
  return [...found.values()];
}
