import { readFile } from 'node:fs/promises';
import type { Verdict, Witnessing } from '@torv/shared/log';
import { judgeFiles } from './judge-files';
import { sortFiles } from './sort-files';

/** What `torv log verify` is told beside its files. */
export interface VerifyOptions {
  key?: string[];
  witness?: string[];
  quorum?: string;
}

/**
 * `torv log verify`: checks exports, receipts and checkpoints, alone and against each other, with nothing but the files.
 *
 * @throws Error with a sentence when a file cannot be read or is none of these, or there is nothing to check it by
 */
export async function runVerify(files: string[], options: VerifyOptions, say: (line: string) => void): Promise<void> {
  const texts = await Promise.all(
    files.map(async (file) => ({
      file,
      text: await readFile(file, 'utf8').catch(() => {
        throw new Error(`${file} cannot be read.`);
      }),
    })),
  );
  const sorted = sortFiles(texts);
  const witnesses = [...(options.witness ?? []), ...sorted.policies.flatMap((one) => one.witnesses)];
  const verdict: Verdict = judgeFiles(
    sorted,
    [...(options.key ?? []), ...sorted.policies.flatMap((one) => one.logs)],
    witnessingOf(options, witnesses, Math.max(0, ...sorted.policies.map((one) => one.quorum))),
  );
  for (const fact of verdict.facts) say(`  ${fact}`);
  for (const one of verdict.findings) say(`  ✗ ${one.message} [${one.code}]`);
  say(verdict.ok ? 'It holds.' : 'It does not hold.');
  if (!verdict.ok) process.exitCode = 1;
}

/** How many witnesses it takes: as said, else as the policy says, else all that are named. */
function witnessingOf({ quorum, witness }: VerifyOptions, witnesses: string[], ofPolicy: number): Witnessing {
  if (quorum !== undefined && !/^\d{1,3}$/.test(quorum)) throw new Error(`--quorum: "${quorum}" is not a number.`);
  return { witnesses, quorum: quorum === undefined ? ofPolicy || (witness?.length ?? 0) : Number(quorum) };
}
