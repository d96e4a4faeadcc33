import type { Finding } from '@torv/shared/interop';
import { checkNetworkFile, type CheckedNetworkFile } from './check-network-file';
import { demoFile } from './demo-files';
import { readImportFile } from './read-import-file';

/** The reference file as text; the specs of the import put faults into it. */
export const reference = demoFile('aalborg-oest.yaml').toString('utf8');

/** Reads and checks a network file. */
export function check(file: string | Buffer): { checked?: CheckedNetworkFile; findings: Finding[] } {
  const read = readImportFile(Buffer.from(file as string), 'file.yaml');
  if ('findings' in read) return { findings: read.findings.sorted() };
  const result = checkNetworkFile(read.parsed);
  return 'checked' in result ? { checked: result.checked, findings: [] } : { findings: result.findings.sorted() };
}

/**
 * The reference with one piece of text replaced.
 *
 * @param at how far into the replacement the fault stands
 * @returns the text, and the line and column of the fault
 */
export function edited(from: string, to: string, at = 0): { text: string; line: number; column: number } {
  const start = reference.indexOf(from);
  if (start === -1 || reference.indexOf(from, start + 1) !== -1) throw new Error(`"${from}" stands not once.`);
  const before = (reference.slice(0, start) + to.slice(0, at)).split('\n');
  return {
    text: reference.slice(0, start) + to + reference.slice(start + from.length),
    line: before.length,
    column: before.at(-1)!.length + 1,
  };
}

/** What an edit is found as: alone, and at its own place. */
export function findingOf(from: string, to: string, at: number): Finding {
  const { text, line, column } = edited(from, to, at);
  const { findings } = check(text);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ line, column });
  return findings[0]!;
}
