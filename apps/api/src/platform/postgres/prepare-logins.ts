import { Client } from 'pg';
import type { Passwords } from './keep-passwords';

/** Name of the database and of the login that requests use. */
export const torvName = 'torv';

/** Any number that no one else locks. */
const preparationLock = 7_206_963;

/**
 * Makes the database and the login of requests, which may nothing of itself: what it does, it does as one of the roles
 * that the migrations grant it. Safe to run at every start.
 *
 * @param adminUrl the superuser's address of the maintenance database
 */
export async function prepareLogins(adminUrl: string, passwords: Passwords): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // A command that joins a server which is just starting does the same at the same time; the lock ends with us.
    await admin.query('SELECT pg_advisory_lock($1)', [preparationLock]);
    const login = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [torvName]);
    // The kept password is set again at each start: whoever lost the file and had a new one made is not locked out.
    const rights = `LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD ${admin.escapeLiteral(passwords.app)}`;
    await admin.query(`${login.rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${torvName} ${rights}`);
    const database = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [torvName]);
    if (database.rowCount === 0) await admin.query(`CREATE DATABASE ${torvName}`);
    await admin.query(`REVOKE ALL ON DATABASE ${torvName} FROM PUBLIC`);
    await admin.query(`GRANT CONNECT ON DATABASE ${torvName} TO ${torvName}`);
  } finally {
    await admin.end();
  }
}
