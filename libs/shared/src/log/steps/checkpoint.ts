import { concat, equal, fromBase64, toBase64, toHex, utf8 } from './bytes';
import { sha256, signatureHolds, type Steps } from './steps';

/** A checkpoint (C2SP tlog-checkpoint): the log's origin, size and root at one time. */
export interface Checkpoint {
  origin: string;
  size: bigint;
  root: Uint8Array;
}

/** A line of a signed note: key id and signature stand in `bytes`. */
export interface NoteSignature {
  name: string;
  bytes: Uint8Array;
}

/** A verifier key (C2SP signed-note) taken apart. */
export interface Vkey {
  name: string;
  id: Uint8Array;
  algorithm: number;
  key: Uint8Array;
}

/** The first byte of a key's material: who signs a log's checkpoints, and who cosigns them as a witness. */
export const algorithms = { ed25519: 1, cosignature: 4 } as const;

/** The origin of a network's log: its id, never a host name. */
export const originOf = (networkId: string): string => `torv/${networkId}`;

/** The first four bytes of SHA-256 over name, newline, algorithm and key (C2SP signed-note). */
export function* keyId(name: string, algorithm: number, key: Uint8Array): Steps<Uint8Array> {
  return (yield* sha256(utf8(`${name}\n`), Uint8Array.of(algorithm), key)).subarray(0, 4);
}

/** The text of a verifier key: `name+id+base64(algorithm || key)`. */
export function* writeVkey(name: string, algorithm: number, key: Uint8Array): Steps<string> {
  const id = yield* keyId(name, algorithm, key);
  return `${name}+${toHex(id)}+${toBase64(concat(Uint8Array.of(algorithm), key))}`;
}

/** Reads a verifier key of Ed25519; null when it is none, or its id is not the one of its name and key. */
export function* readVkey(text: string): Steps<Vkey | null> {
  const [, name, id, material] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim()) ?? [];
  const bytes = fromBase64(material ?? '');
  if (name === undefined || bytes?.length !== 33) return null;
  const [algorithm, key] = [bytes[0]!, bytes.subarray(1)];
  if (algorithm !== algorithms.ed25519 && algorithm !== algorithms.cosignature) return null;
  const own = yield* keyId(name, algorithm, key);
  return toHex(own) === id ? { name, id: own, algorithm, key } : null;
}

export function bodyOf(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
}

/** A line of a note's signatures. */
export const signatureLine = ({ name, bytes }: NoteSignature): string => `— ${name} ${toBase64(bytes)}\n`;

/** Reads lines of signatures; null when one of them is none. */
export function readSignatures(text: string): NoteSignature[] | null {
  if (!text.endsWith('\n')) return null;
  const found = text
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const [, name, base64] = /^— ([^+\s]+) (\S+)$/.exec(line) ?? [];
      const bytes = fromBase64(base64 ?? '');
      return name !== undefined && bytes && bytes.length > 4 ? { name, bytes } : null;
    });
  return found.every((one) => one !== null) ? found : null;
}

/** A signed note taken apart; null when it is no checkpoint. */
export function parseCheckpoint(
  note: string,
): { checkpoint: Checkpoint; body: string; signatures: NoteSignature[] } | null {
  const split = note.indexOf('\n\n');
  if (split < 0) return null;
  const body = note.slice(0, split + 1);
  const [origin, size, root] = body.split('\n');
  if (!origin || !/^(0|[1-9]\d{0,19})$/.test(size ?? '') || !root) return null;
  const rootBytes = fromBase64(root);
  const signatures = readSignatures(note.slice(split + 2));
  if (rootBytes?.length !== 32 || !signatures) return null;
  return { checkpoint: { origin, size: BigInt(size!), root: rootBytes }, body, signatures };
}

/**
 * The checkpoint of a note that one of the verifier keys signed; null otherwise. Signatures by other keys (witnesses)
 * are left alone.
 */
export function* verifyCheckpoint(note: string, vkeys: readonly string[]): Steps<Checkpoint | null> {
  const parsed = parseCheckpoint(note);
  if (!parsed) return null;
  for (const text of vkeys) {
    const vkey = yield* readVkey(text);
    if (vkey?.algorithm !== algorithms.ed25519 || vkey.name !== parsed.checkpoint.origin) continue;
    for (const { name, bytes } of parsed.signatures) {
      if (name !== vkey.name || bytes.length !== 68 || !equal(bytes.subarray(0, 4), vkey.id)) continue;
      if (yield* signatureHolds(vkey.key, utf8(parsed.body), bytes.subarray(4))) return parsed.checkpoint;
    }
  }
  return null;
}
