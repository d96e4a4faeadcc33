import { readFile } from 'node:fs/promises';
import {
  LogExport,
  parseReceipt,
  verifyExport,
  verifyReceipt,
  verifyReceiptAgainstExport,
  type Receipt,
  type Verdict,
} from '@torv/shared/log';

/**
 * `torv log verify`: checks an export, a receipt, or a receipt against an export, with nothing but the files.
 *
 * @param trusted verifier keys that the caller holds; without them the key is taken from the export, or of the receipt
 *   itself it is said that nobody vouches for its key
 */
export async function runVerify(files: string[], trusted: string[], say: (line: string) => void): Promise<void> {
  let receipt: Receipt | null = null;
  let log: LogExport | null = null;
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => {
      throw new Error(`${file} cannot be read.`);
    });
    const asReceipt = parseReceipt(text);
    if (asReceipt) receipt = asReceipt;
    else log = readExport(file, text);
  }
  const verdict = judge(receipt, log, trusted);
  for (const fact of verdict.facts) say(`  ${fact}`);
  for (const one of verdict.findings) say(`  ✗ ${one.message} [${one.code}]`);
  say(verdict.ok ? 'It holds.' : 'It does not hold.');
  if (!verdict.ok) process.exitCode = 1;
}

function judge(receipt: Receipt | null, log: LogExport | null, trusted: string[]): Verdict {
  if (receipt && log) return verifyReceiptAgainstExport(receipt, log, trusted);
  if (log) return verifyExport(log, trusted);
  if (trusted.length === 0)
    throw new Error('A receipt alone needs the key that you hold: give --key, or an export beside it.');
  return verifyReceipt(receipt!, trusted);
}

function readExport(file: string, text: string): LogExport {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error(`${file} is neither a receipt nor an export of a log.`);
  }
  const checked = LogExport.safeParse(parsed);
  if (checked.success) return checked.data;
  const first = checked.error.issues[0]!;
  throw new Error(`${file} is not an export of a log: ${first.path.join('.')}: ${first.message}`);
}
