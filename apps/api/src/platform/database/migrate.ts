import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';

/** Any number that no one else locks: several processes that migrate at once wait for each other. */
const migrationLock = 7_206_962;

/** `torv_owner` owns tables and migrates; `torv_app` serves requests; `torv_worker` reads the outbox and does jobs. */
const roles = ['torv_owner', 'torv_app', 'torv_worker'];

/**
 * Brings a database up to this version of Torv. Safe to run again and from several processes at once.
 *
 * @param adminUrl a login that may create roles, or that was already given the three roles
 * @param say told one line for each migration run
 * @param appLogin name of the login that requests use, if it is another than the admin's; it is given the roles
 */
export async function migrate(
  adminUrl: string,
  say: (line: string) => void = () => undefined,
  appLogin?: string,
): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await prepareRoles(admin, appLogin);
    await runMigrations(adminUrl, say);
  } finally {
    await admin.end();
  }
}

async function prepareRoles(admin: Client, appLogin?: string): Promise<void> {
  for (const role of roles) {
    const found = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    if (found.rowCount === 0) await admin.query(`CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS`);
    await admin.query(`GRANT ${role} TO CURRENT_USER`);
  }
  if (appLogin) {
    const login = admin.escapeIdentifier(appLogin);
    // The login may become one of the two roles and inherits neither: what it does, it does as a role.
    await admin.query(`GRANT torv_app, torv_worker TO ${login} WITH INHERIT FALSE, SET TRUE`);
  }
  const database = (await admin.query<{ name: string }>('SELECT current_database() AS name')).rows[0]!.name;
  await admin.query(
    `GRANT CONNECT ON DATABASE ${admin.escapeIdentifier(database)} TO torv_owner, torv_app, torv_worker`,
  );
  await admin.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
  await admin.query('GRANT USAGE, CREATE ON SCHEMA public TO torv_owner');
  await admin.query('GRANT USAGE ON SCHEMA public TO torv_app, torv_worker');
}

async function runMigrations(adminUrl: string, say: (line: string) => void): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: adminUrl,
    entities: [],
    migrations: migrationClasses(),
    migrationsTableName: 'platform_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    extra: { max: 1, options: '-c role=torv_owner -c lock_timeout=2s' },
  });
  await source.initialize();
  try {
    for (const done of await source.runMigrations()) say(done.name);
  } finally {
    await source.destroy();
  }
}

/** The migration classes of the folder `migrations`, which lies beside `apps` in the sources and in the build. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM takes classes as Function
function migrationClasses(): Function[] {
  const folder = join(__dirname, '../../../../../migrations');
  return readdirSync(folder)
    .filter((name) => /^\d{13}-[a-z-]+\.(js|ts)$/.test(name))
    .sort()
    .flatMap((name) => Object.values(require(join(folder, name)) as Record<string, never>));
}
