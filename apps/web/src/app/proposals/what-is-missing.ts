import type { Problem } from '@torv/shared/kernel';
import type { ProposalText } from './proposal-text';

/** A body, a title and a text are all that a proposal needs: a problem that names what is missing, or null. */
export function whatIsMissing(
  written: Pick<ProposalText, 'title' | 'text'> & { body?: string },
  say: (key: string) => string,
): Problem | null {
  const errors = (['body', 'title', 'text'] as const)
    .filter((path) => written[path]?.trim() === '')
    .map((path) => ({ path, message: say(`proposals.missing.${path}`) }));
  if (errors.length === 0) return null;
  return {
    type: 'about:blank',
    title: 'Incomplete',
    status: 422,
    detail: say('proposals.missing.some'),
    code: 'PROPOSALS.INCOMPLETE',
    errors,
  };
}

/** Puts the reader where the fault is: its field, or the sentence about it. Call it once that is drawn. */
export function focusFault(host: HTMLElement): void {
  const fault = host.querySelector<HTMLElement>('[aria-invalid=true]') ?? host.querySelector<HTMLElement>('.notice');
  if (!fault) return;
  if (!fault.matches('input, textarea, select')) fault.tabIndex = -1;
  fault.focus();
}
