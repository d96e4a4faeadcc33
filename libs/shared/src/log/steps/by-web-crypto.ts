import type { Step, Steps } from './steps';

async function answer(step: Step): Promise<Uint8Array | boolean> {
  const { subtle } = globalThis.crypto;
  const plain = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;
  if ('bytes' in step) return new Uint8Array(await subtle.digest('SHA-256', plain(step.bytes)));
  try {
    const key = await subtle.importKey('raw', plain(step.key), 'Ed25519', false, ['verify']);
    return await subtle.verify('Ed25519', key, plain(step.signature), plain(step.text));
  } catch (error) {
    // Not a point on the curve, or not 64 bytes: such a signature holds for nobody. A browser without Ed25519 is told.
    if ((error as Error).name === 'NotSupportedError') throw error;
    return false;
  }
}

/**
 * Takes the steps with Web Crypto, as every browser and Node have it.
 *
 * @throws DOMException NotSupportedError in a browser that does not know Ed25519
 */
export async function takeByWebCrypto<T>(steps: Steps<T>): Promise<T> {
  let next = steps.next();
  while (!next.done) next = steps.next(await answer(next.value));
  return next.value;
}
