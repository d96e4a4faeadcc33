import type { Witnessing } from './cosignature';

/** Whom one trusts: the keys of a log, and whose word on its checkpoints it takes. */
export interface Policy extends Witnessing {
  logs: string[];
  witnesses: string[];
}

/**
 * A policy as a file that is kept and handed on: `log` and `witness` lines with verifier keys, a `group` with how many
 * of its witnesses it takes, and the `quorum`, which names the group or is `none`.
 */
export function writePolicy({ logs, witnesses, quorum }: Policy): string {
  const names = witnesses.map((_, n) => `w${n + 1}`);
  return [
    ...logs.map((vkey) => `log ${vkey}`),
    ...witnesses.map((vkey, n) => `witness ${names[n]} ${vkey}`),
    ...(quorum > 0 ? [`group parties ${quorum} ${names.join(' ')}`.trimEnd(), 'quorum parties'] : ['quorum none']),
    '',
  ].join('\n');
}

/** Reads a policy; null when the text is none. Blank lines and lines that begin with `#` say nothing. */
export function readPolicy(text: string): Policy | null {
  const policy: Policy = { logs: [], witnesses: [], quorum: 0 };
  const groups = new Map<string, number>();
  let quorum: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [word, ...rest] = line.trim().split(/\s+/);
    if (!word || word.startsWith('#')) continue;
    if (word === 'log' && rest.length >= 1) policy.logs.push(rest[0]!);
    else if (word === 'witness' && rest.length >= 2) policy.witnesses.push(rest[1]!);
    else if (word === 'group' && /^[1-9]\d*$/.test(rest[1] ?? '')) groups.set(rest[0]!, Number(rest[1]));
    else if (word === 'quorum' && rest.length === 1) quorum = rest[0];
    else return null;
  }
  if (quorum === undefined || (quorum !== 'none' && !groups.has(quorum))) return null;
  return { ...policy, quorum: groups.get(quorum) ?? 0 };
}
