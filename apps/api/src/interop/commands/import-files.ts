import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { importFile } from '../import/import-file';

/**
 * Imports files in order and says what each changed; stops at the first that has a fault.
 *
 * @returns the addresses of people that the files name
 * @throws Error with every finding's line, path and expectation
 */
export async function importInOrder(adminUrl: string, files: string[], say: (line: string) => void): Promise<string[]> {
  const signIns: string[] = [];
  for (const file of files) {
    const result = await importFile({ adminUrl, bytes: await readFile(file), fileName: basename(file) });
    if (!result.ok) {
      const lines = result.findings.map(
        (one) => `  line ${one.line}, ${one.path}: ${one.message} Expected: ${one.expected} [${one.code}]`,
      );
      throw new Error(`${file}: nothing was changed.\n${lines.join('\n')}`);
    }
    signIns.push(...result.signIns);
    const changed = Object.entries(result.changed).filter(([, many]) => many > 0);
    say(
      result.nothingToDo || changed.length === 0
        ? `  ${basename(file)}: nothing to do`
        : `  ${basename(file)}: ${changed.map(([what, many]) => `${many} ${what}`).join(', ')}`,
    );
    if (!result.nothingToDo && result.notPlacedYet.length > 0) {
      say(`  kept for rooms to come: ${result.notPlacedYet.map((one) => `${one.count} ${one.section}`).join(', ')}`);
    }
  }
  return signIns;
}

/** `torv import`. */
export async function runImport(adminUrl: string, files: string[], say: (line: string) => void): Promise<void> {
  await importInOrder(adminUrl, files, say);
}
