import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Settings, SettingsError } from '../platform/config/read-settings';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals what must be read again but must not lie open in the database or a copy of it (AES-256-GCM). A sealed secret
 * opens only for the person it was sealed for.
 */
export class Seal {
  constructor(private readonly key: Buffer) {}

  close(secret: Buffer, personId: string): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(personId));
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws Error when it was sealed for another person, with another key, or was changed */
  open(sealed: Buffer, personId: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(personId)).setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  }
}

/**
 * The seal with the key of `TORV_FACTOR_KEY`, else one made once in the data directory.
 *
 * @throws SettingsError when the file is missing or holds no key of 32 bytes in base64
 */
export function readSeal(settings: Settings): Seal {
  const file = settings.factorKeyFile ?? join(settings.dataDir, 'secrets', 'factor-key');
  if (!existsSync(file)) {
    if (settings.factorKeyFile !== null)
      throw new SettingsError(
        'TORV_FACTOR_KEY',
        `there is no file ${file}; make one: openssl rand -base64 32 > ${file}`,
      );
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32)
    throw new SettingsError('TORV_FACTOR_KEY', `${file} holds no key of 32 bytes in base64 (openssl rand -base64 32).`);
  return new Seal(key);
}
