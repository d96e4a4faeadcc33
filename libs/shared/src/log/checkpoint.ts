import { createPrivateKey, createPublicKey, generateKeyPairSync, sign as signBytes, type KeyObject } from 'node:crypto';
import { atOnce, takeAtOnce } from './steps/at-once';
import * as steps from './steps/checkpoint';
import { algorithms, bodyOf, type Checkpoint, keyId, signatureLine, writeVkey } from './steps/checkpoint';

export { originOf, parseCheckpoint, signatureLine } from './steps/checkpoint';
export type { Checkpoint, NoteSignature, Vkey } from './steps/checkpoint';

export const readVkey = atOnce(steps.readVkey);
export const verifyCheckpoint = atOnce(steps.verifyCheckpoint);

/** A fresh Ed25519 key as PKCS #8 PEM. */
export const newLogKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The 32 bytes of a private key's public half. */
export const rawPublicKey = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32);

/** The verifier key of a log key under a name (C2SP signed-note): `name+id+base64(1 || key)`. */
export const vkeyOf = (name: string, privatePem: string): string =>
  takeAtOnce(writeVkey(name, algorithms.ed25519, rawPublicKey(createPrivateKey(privatePem))));

/** Signs a checkpoint under its origin as key name. @returns the signed note's text */
export function signCheckpoint(checkpoint: Checkpoint, privatePem: string): string {
  const key = createPrivateKey(privatePem);
  const id = takeAtOnce(keyId(checkpoint.origin, algorithms.ed25519, rawPublicKey(key)));
  const body = bodyOf(checkpoint);
  const signature = signBytes(null, Buffer.from(body), key);
  return `${body}\n${signatureLine({ name: checkpoint.origin, bytes: Buffer.concat([id, signature]) })}`;
}
