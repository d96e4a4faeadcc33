import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startErrorOfFile, systemCode } from '../process/torv-start-error';

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
  const kept = read(file);
  if (kept !== '') return kept;
  // Written aside and linked: a start that is killed here leaves no half a password, and of two processes that start
  // at once the first one's stands for both.
  const aside = `${file}.${randomUUID()}`;
  writeFileSync(aside, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(aside, file);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    // An empty file is no password; whoever finds one replaces it.
    if (read(file) === '') renameSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
  return read(file);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}
