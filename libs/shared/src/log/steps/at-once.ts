import { createPublicKey, hash, verify } from 'node:crypto';
import type { Step, Steps } from './steps';

/** Bits of DER that stand before the 32 raw bytes of an Ed25519 key (RFC 8410). */
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

function answer(step: Step): Uint8Array | boolean {
  if ('bytes' in step) return hash('sha256', step.bytes, 'buffer');
  const der = Buffer.concat([publicPrefix, step.key]);
  return verify(null, step.text, createPublicKey({ key: der, format: 'der', type: 'spki' }), step.signature);
}

/** Takes the steps with Node's cryptography, without a promise. */
export function takeAtOnce<T>(steps: Steps<T>): T {
  let next = steps.next();
  while (!next.done) next = steps.next(answer(next.value));
  return next.value;
}

/** A function of steps as a plain one. */
export const atOnce =
  <A extends unknown[], T>(steps: (...given: A) => Steps<T>) =>
  (...given: A): T =>
    takeAtOnce(steps(...given));

/** As `atOnce`, for what is a hash: Node's own bytes. */
export const hashAtOnce =
  <A extends unknown[]>(steps: (...given: A) => Steps<Uint8Array>) =>
  (...given: A): Buffer =>
    takeAtOnce(steps(...given)) as Buffer;
