import { existsSync, readFileSync } from 'node:fs';
import { Key } from '@torv/shared/kernel';
import { parse } from 'yaml';
import * as z from 'zod';
import { isLoopback, type Settings, SettingsError } from '../platform/config/read-settings';

/** Addresses of brokers are https; http is for a provider on this machine. */
const Address = z.url().refine((text) => {
  const url = new URL(text);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}, 'must be https (http only on this machine)');

const BrokerSetting = z.strictObject({
  key: Key,
  title: z.strictObject({ da: z.string().min(1).max(80), en: z.string().min(1).max(80) }),
  issuer: Address,
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  /** File that holds the secret, so that this one need not. */
  clientSecretFile: z.string().min(1).optional(),
  authentication: z.enum(['basic', 'post']).default('basic'),
  scopes: z.array(z.string().regex(/^\S+$/)).default(['openid']),
  /** Which claims of the ID token say what. */
  claims: z
    .strictObject({ name: z.string().min(1).default('name'), level: z.string().min(1).default('acr') })
    .prefault({}),
  levels: z
    .strictObject({
      /** Asked for as acr_values. */
      ask: z.array(z.string().min(1)).default([]),
      /** Any other level is refused; empty: any is accepted, also none. */
      accepted: z.array(z.string().min(1)).default([]),
      /** Levels that count as two factors. */
      twoFactors: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  /** Other hosts than the issuer's that its endpoints may stand on. */
  origins: z.array(Address).default([]),
});
const BrokerSettings = z.strictObject({ brokers: z.array(BrokerSetting).max(20) });

/** One identity broker, as the operator has described it. */
export interface Broker extends Omit<z.infer<typeof BrokerSetting>, 'origins' | 'clientSecretFile'> {
  /** The only places that Torv asks on its behalf. */
  origins: ReadonlySet<string>;
}

/**
 * The brokers of `TORV_BROKERS` (YAML or JSON); none without it.
 *
 * @throws SettingsError naming the line of the setting that does not fit
 */
export function readBrokers(settings: Settings): Broker[] {
  const file = settings.brokersFile;
  if (file === null) return [];
  if (!existsSync(file)) throw new SettingsError('TORV_BROKERS', `there is no file ${file}.`);
  const checked = BrokerSettings.safeParse(parsed(readFileSync(file, 'utf8'), file));
  if (!checked.success) {
    const [first] = checked.error.issues;
    throw new SettingsError('TORV_BROKERS', `${file}, ${first!.path.join('.') || 'the whole'}: ${first!.message}`);
  }
  const brokers = checked.data.brokers.map(({ clientSecretFile, ...one }) => ({
    ...one,
    clientSecret: clientSecretFile ? secretIn(clientSecretFile) : one.clientSecret,
    origins: new Set([one.issuer, ...one.origins].map((address) => new URL(address).origin)),
  }));
  for (const which of ['key', 'issuer'] as const) {
    if (new Set(brokers.map((one) => one[which])).size < brokers.length)
      throw new SettingsError('TORV_BROKERS', `${file}: two brokers have the same ${which}.`);
  }
  return brokers;
}

function parsed(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new SettingsError('TORV_BROKERS', `${file} is neither YAML nor JSON: ${(error as Error).message}`);
  }
}

function secretIn(file: string): string {
  if (!existsSync(file)) throw new SettingsError('TORV_BROKERS', `there is no clientSecretFile ${file}.`);
  return readFileSync(file, 'utf8').trim();
}
