import { readSettings, type Settings } from './platform/config/read-settings';
import { startEmbeddedPostgres } from './platform/postgres/start-embedded-postgres';

/** A database to work on: the one of DATABASE_URL, else the embedded one. */
export interface DatabaseAt {
  settings: Settings;
  adminUrl: string;
  appUrl: string;
  /** The login that requests use, when it is another than the admin's. */
  appLogin?: string;
  stop(): Promise<void>;
}

/** Starts or reaches the database. */
export async function openDatabase(settings: Settings, say: (line: string) => void): Promise<DatabaseAt> {
  if (settings.databaseUrl !== null) {
    const appUrl = settings.databaseUrl;
    const adminUrl = settings.databaseAdminUrl!;
    const login = (url: string) => decodeURIComponent(new URL(url).username);
    const own = login(appUrl) !== login(adminUrl) ? { appLogin: login(appUrl) } : {};
    return { settings, adminUrl, appUrl, ...own, stop: async () => undefined };
  }
  const postgres = await startEmbeddedPostgres({ dataDir: settings.dataDir, say });
  const appLogin = decodeURIComponent(new URL(postgres.appUrl).username);
  return { settings, adminUrl: postgres.adminUrl, appUrl: postgres.appUrl, appLogin, stop: () => postgres.stop() };
}

/** Does something on the database and lets go of it. */
export async function withDatabase(say: (line: string) => void, act: (at: DatabaseAt) => Promise<void>): Promise<void> {
  const at = await openDatabase(readSettings(process.env), say);
  try {
    await act(at);
  } finally {
    await at.stop();
  }
}
