import { concat } from './bytes';

/**
 * What checking asks of whoever has the cryptography: a SHA-256, or whether an Ed25519 signature holds. Checking is
 * written once, as steps; on the server Node answers them at once (`at-once.ts`), in a browser Web Crypto does
 * (`by-web-crypto.ts`). Nothing else differs between the two.
 */
export type Step = { bytes: Uint8Array } | { key: Uint8Array; text: Uint8Array; signature: Uint8Array };
export type Steps<T> = Generator<Step, T, Uint8Array | boolean>;

/** SHA-256 of the parts, one after the other. */
export function* sha256(...parts: readonly Uint8Array[]): Steps<Uint8Array> {
  return (yield { bytes: concat(...parts) }) as Uint8Array;
}

/** True when the Ed25519 key (32 bytes) signed the text. */
export function* signatureHolds(key: Uint8Array, text: Uint8Array, signature: Uint8Array): Steps<boolean> {
  return (yield { key, text, signature }) as boolean;
}
