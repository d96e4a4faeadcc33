import type { Problem } from '@torv/shared/kernel';

const known = ['UNREACHABLE', 'VISIT_OVER', 'REFUSED', 'LEVEL', 'CANCELLED', 'UNKNOWN', 'TAKEN'];

/** A sentence of the page's own, in the shape of a refusal. */
export const plainProblem = (detail: string): Problem => ({
  type: 'about:blank',
  title: 'Refused',
  status: 403,
  code: 'IDENTITY.REFUSED',
  detail,
});

/**
 * A browser comes back from a broker with no more than a refusal's code in the address: what it means, in words.
 *
 * @param code as in `?refused=`; anyone may write it there, so that an unknown one is no more than a general no
 */
export function refusalByBroker(code: string | undefined, translate: (key: string) => string): Problem | null {
  if (!code) return null;
  const word = code.replace(/^IDENTITY\.BROKER_/, '');
  return plainProblem(translate(`identity.broker.refused.${known.includes(word) ? word : 'REFUSED'}`));
}
