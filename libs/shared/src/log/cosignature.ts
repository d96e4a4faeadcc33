import { createPrivateKey, sign } from 'node:crypto';
import { rawPublicKey } from './checkpoint';
import { atOnce, takeAtOnce } from './steps/at-once';
import { algorithms, keyId, parseCheckpoint, signatureLine, writeVkey } from './steps/checkpoint';
import * as steps from './steps/cosignature';
import { cosignatureBytes, cosignedText } from './steps/cosignature';

export type { Cosigned, Witnessing } from './steps/cosignature';

export const cosignersOf = atOnce(steps.cosignersOf);

/** The verifier key of a witness's key under its name (C2SP tlog-cosignature): `name+id+base64(4 || key)`. */
export const witnessVkeyOf = (name: string, privatePem: string): string =>
  takeAtOnce(writeVkey(name, algorithms.cosignature, rawPublicKey(createPrivateKey(privatePem))));

/**
 * Cosigns a checkpoint as a witness. Whoever calls this has seen to it that the tree begins with the one cosigned last.
 *
 * @param time seconds since 1970
 * @returns the line to add to the note
 * @throws RangeError when the note is no checkpoint
 */
export function cosignCheckpoint(note: string, name: string, privatePem: string, time: bigint): string {
  const parsed = parseCheckpoint(note);
  if (!parsed) throw new RangeError('The note is no checkpoint.');
  const key = createPrivateKey(privatePem);
  const id = takeAtOnce(keyId(name, algorithms.cosignature, rawPublicKey(key)));
  const signature = sign(null, cosignedText(time, parsed.body), key);
  return signatureLine({ name, bytes: cosignatureBytes(id, time, signature) });
}
