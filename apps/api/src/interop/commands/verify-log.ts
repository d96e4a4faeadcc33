import { readFile } from 'node:fs/promises';
import { judgeFiles, lackingFor, LogExport, noFiles, sortFile, type Witnessing } from '@torv/shared/log';

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
  const sorted = noFiles();
  for (const { file, text } of texts) {
    const why = sortFile(text, sorted, readExport);
    if (why === '')
      throw new Error(`${file} is neither a receipt nor an export of a log, nor a checkpoint or a policy.`);
    if (why !== null) throw new Error(`${file} is not an export of a log: ${why}`);
  }
  const trusted = [...(options.key ?? []), ...sorted.policies.flatMap((one) => one.logs)];
  const witnesses = [...(options.witness ?? []), ...sorted.policies.flatMap((one) => one.witnesses)];
  const lacking = lackingFor(sorted, trusted);
  if (lacking) throw new Error(sentences[lacking]);
  const ofPolicy = Math.max(0, ...sorted.policies.map((one) => one.quorum));
  const verdict = judgeFiles(sorted, trusted, witnessingOf(options, witnesses, ofPolicy));
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

const sentences = {
  nothing: 'There is nothing to check: give an export, a receipt or checkpoints.',
  key: 'A receipt alone needs the key that you hold: give --key or a policy, or an export beside it.',
  company: 'One checkpoint says little: give another, or a receipt or an export, to hold it against.',
};

function readExport(json: unknown): LogExport | string {
  const checked = LogExport.safeParse(json);
  if (checked.success) return checked.data;
  const first = checked.error.issues[0]!;
  return `${first.path.join('.')}: ${first.message}`;
}
