import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { type MailSettings, readMailSettings } from '../mail/read-mail-settings';

/** What Torv is told from outside; every name is listed in docs/operating.md. */
export interface Settings {
  port: number;
  /** Data directory: the embedded cluster, secrets and the log's key. */
  dataDir: string;
  /** Null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  databaseAdminUrl: string | null;
  /** Where browsers reach Torv, e.g. `https://torv.example`. Null: any loopback name on `port`. */
  origin: string | null;
  logKeyFile: string | null;
  /** So often the host shows its newest checkpoint to the network's witnesses. */
  logIntervalMinutes: number;
  /** File of the structured log; `-` is standard output. */
  logFile: string;
  demo: boolean;
  demoPassword: string | null;
  /** A session ends when it was not used for so long, and so long after it began. */
  sessionIdleHours: number;
  sessionDays: number;
  mail: MailSettings;
  /** File with the key that seals the secrets of one-time codes. Null: one made once in the data directory. */
  factorKeyFile: string | null;
  /** File that lists the identity brokers. Null: none. */
  brokersFile: string | null;
  /** The browser that makes PDFs. Null: there is none. */
  chromium: string | null;
  /** Of whom a second factor is demanded. */
  secondFactor: SecondFactorRule;
}

export const secondFactorRules = ['offered', 'administrators', 'everyone'] as const;
export type SecondFactorRule = (typeof secondFactorRules)[number];

/** A setting that Torv cannot start with; the message says what to do. */
export class SettingsError extends Error {
  constructor(
    readonly setting: string,
    message: string,
  ) {
    super(`${setting}: ${message}`);
  }
}

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

/**
 * Reads and checks the settings.
 *
 * @param env the process's environment
 * @throws SettingsError naming the setting and what is expected
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env['PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SettingsError('PORT', `"${env['PORT']}" is not a port; give a number from 1 to 65535.`);
  }
  for (const name of ['DATABASE_URL', 'DATABASE_ADMIN_URL'] as const) {
    if (env[name] && !postgresUrl.safeParse(env[name]).success) {
      throw new SettingsError(name, 'give an address such as postgresql://user:password@host:5432/torv.');
    }
  }
  if (env['DATABASE_ADMIN_URL'] && !env['DATABASE_URL']) {
    throw new SettingsError('DATABASE_URL', 'is missing; DATABASE_ADMIN_URL alone does not say what requests use.');
  }
  const origin = env['TORV_ORIGIN'] || null;
  if (origin !== null) {
    const url = URL.canParse(origin) ? new URL(origin) : null;
    if (url === null || url.origin !== origin.replace(/\/$/, '')) {
      throw new SettingsError('TORV_ORIGIN', 'give scheme and host only, such as https://torv.example.');
    }
    if (url.protocol !== 'https:' && !isLoopback(url.hostname)) {
      throw new SettingsError('TORV_ORIGIN', 'http is for this machine only; put TLS in front and give https://….');
    }
  }
  const demo = env['TORV_DEMO'] === '1' || env['TORV_DEMO'] === 'true';
  const demoPassword = env['TORV_DEMO_PASSWORD'] || null;
  if (demoPassword !== null && demoPassword.length < 8) {
    throw new SettingsError('TORV_DEMO_PASSWORD', 'give at least 8 characters, or leave it out to have one made.');
  }
  const dataDir = resolve(env['TORV_DATA'] || '.torv');
  const sessionIdleHours = positive(env, 'TORV_SESSION_IDLE_HOURS', 12, 24 * 30);
  const sessionDays = positive(env, 'TORV_SESSION_DAYS', 14, 90);
  const secondFactor = env['TORV_SECOND_FACTOR'] || (demo ? 'offered' : 'administrators');
  if (!isSecondFactorRule(secondFactor)) {
    throw new SettingsError('TORV_SECOND_FACTOR', `give one of ${secondFactorRules.join(', ')}.`);
  }
  return {
    port,
    dataDir,
    databaseUrl: env['DATABASE_URL'] || null,
    databaseAdminUrl: env['DATABASE_ADMIN_URL'] || env['DATABASE_URL'] || null,
    origin: origin?.replace(/\/$/, '') ?? null,
    logKeyFile: env['TORV_LOG_KEY'] || null,
    logIntervalMinutes: positive(env, 'TORV_LOG_INTERVAL', 60, 24 * 60),
    logFile: env['TORV_LOG_FILE'] || join(dataDir, 'torv.log'),
    demo,
    demoPassword,
    sessionIdleHours,
    sessionDays,
    mail: readMailSettings(env, (setting, message) => new SettingsError(setting, message)),
    factorKeyFile: env['TORV_FACTOR_KEY'] || null,
    brokersFile: env['TORV_BROKERS'] || null,
    chromium: chromiumOf(env),
    secondFactor,
  };
}

const usualBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function chromiumOf(env: NodeJS.ProcessEnv): string | null {
  const named = env['TORV_CHROMIUM'];
  if (named === 'none') return null;
  if (named && !existsSync(named)) throw new SettingsError('TORV_CHROMIUM', `there is no file "${named}".`);
  return named || (usualBrowsers.find((one) => existsSync(one)) ?? null);
}

function positive(env: NodeJS.ProcessEnv, name: string, without: number, most: number): number {
  const value = Number(env[name] || without);
  if (!(value > 0 && value <= most))
    throw new SettingsError(name, `"${env[name]}" is not a number above 0 and at most ${most}.`);
  return value;
}

/** True when only this machine's own browsers reach Torv. */
export function isOnThisMachine({ origin }: Pick<Settings, 'origin'>): boolean {
  return origin === null || isLoopback(new URL(origin).hostname);
}

/** The whole address of a page, for a mail or a terminal: from the settings, never from what a request says. */
export function linkTo({ origin, port }: Pick<Settings, 'origin' | 'port'>, path: string): string {
  return `${origin ?? `http://localhost:${port}`}${path}`;
}
const isSecondFactorRule = (word: string): word is SecondFactorRule =>
  (secondFactorRules as readonly string[]).includes(word);

/** True for names of this machine itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname === '::1' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
