import { Client } from 'pg';
import { signLog } from '../../log/sign-log';
import type { Settings } from '../../platform/config/read-settings';
import { erasePerson } from '../personal-data/erase-person';

/**
 * `torv user EMAIL --erase`: erases a person as they could themselves, and signs the logs that it grew.
 *
 * @throws Error when nobody has the address
 */
export async function eraseUser(
  adminUrl: string,
  email: string,
  settings: Settings,
  say: (line: string) => void,
): Promise<void> {
  const client = new Client({ connectionString: adminUrl, options: '-c role=torv_owner' });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>('SELECT id FROM identity_person WHERE email = $1', [
      email.toLowerCase(),
    ]);
    const erased = rows[0] && (await erasePerson(client, rows[0].id));
    if (!erased) throw new Error(`No person has the address ${email}.`);
    say(
      `${email} is erased. Their name is gone from ${erased.decisions} decisions; the log says so, and its proofs hold.`,
    );
    const { rows: networks } = await client.query<{ id: string }>('SELECT id FROM places_network ORDER BY id');
    for (const { id } of networks) await signLog(client, id, settings);
  } finally {
    await client.end();
  }
}
