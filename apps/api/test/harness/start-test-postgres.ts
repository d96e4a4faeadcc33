import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../src/platform/database/migrate';
import { startEmbeddedPostgres } from '../../src/platform/postgres/start-embedded-postgres';
import { withDatabase } from './test-database';

/** Run by Jest once, before the first spec of the API: a cluster, and in it a migrated database to copy from. */
export default async function startTestPostgres(): Promise<void> {
  process.env['TORV_TEST_FAST'] = '1';
  const dataDir = mkdtempSync(join(tmpdir(), 'torv-test-'));
  const postgres = await startEmbeddedPostgres({ dataDir, say: () => undefined });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const admin = new Client({ connectionString: postgres.adminUrl });
    await admin.connect();
    await admin.query('CREATE DATABASE torv_template');
    await admin.end();
    await migrate(withDatabase(postgres.adminUrl, 'torv_template'), undefined, postgres.appLogin);
  } catch (error) {
    await stop();
    throw error;
  }
  process.env['TORV_TEST_ADMIN_URL'] = postgres.adminUrl;
  process.env['TORV_TEST_APP_URL'] = postgres.appUrl;
  (globalThis as { stopTestPostgres?: () => Promise<void> }).stopTestPostgres = stop;
}
