import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory and those above it. Node's own `recursive` never returns where the system refuses to make one in a
 * directory that is there, as in `/proc`.
 *
 * @throws the file system's error, to be told by `startErrorOfFile`
 */
export function makeDirectory(path: string, mode = 0o777): void {
  if (existsSync(path) && path === dirname(path)) return;
  if (!existsSync(dirname(path))) makeDirectory(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // `recursive` with an existing path does nothing for a directory and refuses a file, which is what is wanted.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    mkdirSync(path, { recursive: true });
  }
}
