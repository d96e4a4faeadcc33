import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * The rows of a page's table and the tests that each names as `file › title`.
 *
 * @param {string} page path of the page
 * @returns {{ cells: string[], tests: { file: string, title: string }[] }[]} without the table's head
 */
export function rowsOf(page) {
  const lines = readFileSync(join(root, page), 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith('| ') && !/^\| [-:]/.test(line))
    .slice(1)
    .map((line) => ({
      cells: line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim()),
      tests: [...line.matchAll(/`([^`›]+) › ([^`]+)`/g)].map(([, file, title]) => ({
        file: file.trim(),
        title: title.trim(),
      })),
    }));
}

/** Fails unless the file is there and has a test of this title. */
export function mustExist({ file, title }, where) {
  const path = join(root, file);
  assert.ok(existsSync(path), `${where}: there is no ${file}`);
  const source = readFileSync(path, 'utf8').replaceAll("\\'", "'");
  assert.ok(source.includes(title), `${where}: ${file} has no test "${title}"`);
}
