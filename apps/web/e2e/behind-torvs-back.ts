import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

/**
 * Runs a statement as the database's superuser with every trigger asleep: what somebody with the machine in hand could
 * do to a log behind Torv's back.
 *
 * @param triggers awake: only the row is changed by force, and those who listen hear of it
 * @returns how many rows it changed
 */
export async function behindTorvsBack(
  text: string,
  values: unknown[],
  triggers: 'asleep' | 'awake' = 'asleep',
): Promise<number> {
  const data = process.env['TORV_BROWSER_DATA']!;
  const client = new Client({
    host: '127.0.0.1',
    port: Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]),
    user: 'torv_admin',
    password: readFileSync(join(data, 'secrets/postgres-admin'), 'utf8').trim(),
    database: 'torv',
  });
  await client.connect();
  try {
    if (triggers === 'asleep') await client.query("SET session_replication_role = 'replica'");
    return (await client.query(text, values)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
