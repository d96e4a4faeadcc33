import { createHash, randomInt } from 'node:crypto';
import { Client } from 'pg';

/** Signs that are not taken for one another when read off a terminal. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';

/** The hash of a code, however its groups were typed. */
export function codeHash(code: string): Buffer {
  return createHash('sha256')
    .update(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
    .digest();
}

/**
 * Opens or closes set-up, as the owner of the tables: while there is no operator, each start makes a new code, and the
 * one before is good no more.
 *
 * @param allowed false in a demonstration, which begins with networks of its own
 * @returns the code (80 bits), to be printed once; null when set-up is closed
 */
export async function openSetUp(adminUrl: string, allowed: boolean): Promise<string | null> {
  const client = new Client({ connectionString: adminUrl, options: '-c role=torv_owner' });
  await client.connect();
  try {
    const { rows } = await client.query<{ operated: boolean }>(
      'SELECT EXISTS (SELECT FROM identity_person WHERE operator) AS operated',
    );
    if (!allowed || rows[0]!.operated) {
      await client.query('DELETE FROM identity_set_up');
      return null;
    }
    const code = Array.from({ length: 4 }, () =>
      Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join(''),
    ).join('-');
    await client.query(
      `INSERT INTO identity_set_up (code_hash) VALUES ($1)
       ON CONFLICT (only_one) DO UPDATE SET code_hash = excluded.code_hash, made_at = now()`,
      [codeHash(code)],
    );
    return code;
  } finally {
    await client.end();
  }
}
