import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newLogKey } from '@torv/shared/log';
import { type Settings, SettingsError } from '../platform/config/read-settings';

/** Where the key that signs checkpoints lies, whether it is there or not. */
export const logKeyFile = (settings: Settings): string =>
  settings.logKeyFile ?? join(settings.dataDir, 'secrets', 'log-key.pem');

/**
 * The key that signs checkpoints: the file of `TORV_LOG_KEY`, else one made once in the data directory.
 *
 * @returns PKCS #8 PEM of an Ed25519 key
 * @throws SettingsError when TORV_LOG_KEY names no such file
 */
export function readLogKey(settings: Settings): string {
  if (settings.logKeyFile !== null) {
    if (!existsSync(settings.logKeyFile))
      throw new SettingsError(
        'TORV_LOG_KEY',
        `there is no file ${settings.logKeyFile}; give an Ed25519 key as PKCS #8 PEM.`,
      );
    return readFileSync(settings.logKeyFile, 'utf8');
  }
  const file = logKeyFile(settings);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const key = newLogKey();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, key, { mode: 0o600, flag: 'wx' });
  return key;
}
