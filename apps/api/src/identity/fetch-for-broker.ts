import type { CustomFetch } from 'openid-client';
import type { Broker } from './read-brokers';

/**
 * Asks a broker, and nobody else: only its configured origins, whatever its metadata say, and no redirect is followed.
 *
 * @throws Error, before anything is sent, for an address anywhere else
 */
export function fetchFor(broker: Broker): CustomFetch {
  return async (address, options) => {
    const { origin } = new URL(address);
    if (!broker.origins.has(origin)) throw new Error(`${origin} is not among the origins of the broker ${broker.key}`);
    const answer = await fetch(address, { ...(options as RequestInit), redirect: 'manual' });
    if (answer.status >= 300 && answer.status < 400) throw new Error(`${origin} answers with a redirect`);
    return answer;
  };
}
