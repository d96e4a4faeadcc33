import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign as signBytes,
  verify as verifyBytes,
  type KeyObject,
} from 'node:crypto';

/** A checkpoint (C2SP tlog-checkpoint): the log's origin, size and root at one time. */
export interface Checkpoint {
  origin: string;
  size: bigint;
  root: Buffer;
}

/** Bits of DER that stand before the 32 raw bytes of an Ed25519 key (RFC 8410). */
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const ed25519 = 1;

/** The origin of a network's log: its id, never a host name. */
export const originOf = (networkId: string): string => `torv/${networkId}`;

/** A fresh Ed25519 key as PKCS #8 PEM. */
export const newLogKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const rawPublicKey = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' }).subarray(-32);

function keyId(name: string, publicKey: Uint8Array): Buffer {
  return createHash('sha256').update(`${name}\n`).update(Buffer.of(ed25519)).update(publicKey).digest().subarray(0, 4);
}

/** The verifier key of a log key under a name (C2SP signed-note): `name+id+base64(1 || key)`. */
export function vkeyOf(name: string, privatePem: string): string {
  const raw = rawPublicKey(createPublicKey(createPrivateKey(privatePem)));
  return `${name}+${keyId(name, raw).toString('hex')}+${Buffer.concat([Buffer.of(ed25519), raw]).toString('base64')}`;
}

function bodyOf(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${checkpoint.root.toString('base64')}\n`;
}

/** Signs a checkpoint under its origin as key name. @returns the signed note's text */
export function signCheckpoint(checkpoint: Checkpoint, privatePem: string): string {
  const key = createPrivateKey(privatePem);
  const id = keyId(checkpoint.origin, rawPublicKey(createPublicKey(key)));
  const body = bodyOf(checkpoint);
  const signature = signBytes(null, Buffer.from(body), key);
  return `${body}\n— ${checkpoint.origin} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/** A signed note taken apart; null when it is no checkpoint. */
export function parseCheckpoint(
  note: string,
): { checkpoint: Checkpoint; body: string; signatures: { name: string; bytes: Buffer }[] } | null {
  const split = note.indexOf('\n\n');
  if (split < 0) return null;
  const body = note.slice(0, split + 1);
  const [origin, size, root] = body.split('\n');
  if (!origin || !/^(0|[1-9]\d{0,19})$/.test(size ?? '') || !root) return null;
  const rootBytes = Buffer.from(root, 'base64');
  if (rootBytes.length !== 32 || rootBytes.toString('base64') !== root) return null;
  const signatures = note
    .slice(split + 2)
    .split('\n')
    .flatMap((line) => {
      const found = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
      return found ? [{ name: found[1]!, bytes: Buffer.from(found[2]!, 'base64') }] : [];
    });
  return { checkpoint: { origin, size: BigInt(size!), root: rootBytes }, body, signatures };
}

/**
 * The checkpoint of a note that one of the verifier keys signed; null otherwise. Signatures by other keys (witnesses)
 * are left alone.
 */
export function verifyCheckpoint(note: string, vkeys: readonly string[]): Checkpoint | null {
  const parsed = parseCheckpoint(note);
  if (!parsed) return null;
  for (const vkey of vkeys) {
    const found = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey);
    const material = Buffer.from(found?.[3] ?? '', 'base64');
    if (!found || material.length !== 33 || material[0] !== ed25519) continue;
    const [, name, id] = found as unknown as [string, string, string];
    const publicKey = createPublicKey({
      key: Buffer.concat([publicPrefix, material.subarray(1)]),
      format: 'der',
      type: 'spki',
    });
    for (const { name: signer, bytes } of parsed.signatures) {
      if (signer !== name || bytes.length !== 68 || bytes.subarray(0, 4).toString('hex') !== id) continue;
      if (keyId(name, material.subarray(1)).toString('hex') !== id) continue;
      if (verifyBytes(null, Buffer.from(parsed.body), publicKey, bytes.subarray(4))) return parsed.checkpoint;
    }
  }
  return null;
}
