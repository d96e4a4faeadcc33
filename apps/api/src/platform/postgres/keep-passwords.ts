import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startErrorOfFile } from '../process/torv-start-error';

/** The embedded cluster's two passwords: of its superuser and of the login that requests use. */
export interface Passwords {
  admin: string;
  app: string;
}

/**
 * Reads the passwords of the embedded cluster, and makes them at the first start. They lie in `secrets/`, readable for
 * the user that runs Torv alone.
 */
export function keepPasswords(dataDir: string): Passwords {
  const folder = join(dataDir, 'secrets');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { admin: keep(join(folder, 'postgres-admin')), app: keep(join(folder, 'postgres-torv')) };
  } catch (error) {
    throw startErrorOfFile(error, folder);
  }
}

function keep(file: string): string {
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept !== '') return kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = randomBytes(24).toString('base64url');
  // Written aside and renamed: a start that is killed here leaves no half a password.
  writeFileSync(`${file}.new`, `${made}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return made;
}
