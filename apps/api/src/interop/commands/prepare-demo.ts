import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Settings } from '../../platform/config/read-settings';
import { importInOrder } from './import-files';
import { givePassword } from './set-password';

const folder = join(__dirname, '../../../../../tools/demo');
const files = [
  'aalborg-oest.yaml',
  'aalborg-oest-overlay.yaml',
  'aalborg-oest-course.yaml',
  'naboby.yaml',
  'naboby-overlay.yaml',
];

/**
 * Imports the demonstration networks and gives their seats one password.
 *
 * @returns lines that say how to sign in
 */
export async function prepareDemo(
  adminUrl: string,
  settings: Settings,
  say: (line: string) => void,
): Promise<string[]> {
  say('Demonstration networks:');
  const emails = await importInOrder(
    adminUrl,
    files.map((file) => join(folder, file)),
    say,
  );
  const password = settings.demoPassword ?? keptPassword(settings.dataDir);
  const signIns = [...new Set(emails)];
  await givePassword(adminUrl, signIns, password);
  return ['', `Demo sign-ins, all with the password  ${password}`, ...signIns.map((email) => `  ${email}`), ''];
}

/** The demo's password, made once and kept: signs that are easy to read aloud and to type on a tablet. */
function keptPassword(dataDir: string): string {
  const file = join(dataDir, 'secrets', 'demo-password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789';
  const password = Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join(''),
  ).join('-');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, password, { mode: 0o600 });
  return password;
}
