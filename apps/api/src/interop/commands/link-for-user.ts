import { makeSecret, ticketLife } from '../../identity/tickets';
import { linkTo, type Settings } from '../../platform/config/read-settings';
import { asOwner } from './set-password';

/**
 * `torv user EMAIL`: prints a link with which its person chooses a password. Whoever runs the machine makes people, and
 * knows nobody's password.
 *
 * @param as.name makes a person of this name when nobody has the address
 * @param as.operator marks them as one who runs this Torv; that shows them nothing of any network
 * @throws Error saying what to do, when nobody has the address and no name was given
 */
export async function linkForUser(
  adminUrl: string,
  settings: Pick<Settings, 'origin' | 'port'>,
  email: string,
  as: { name?: string; operator?: boolean },
  say: (line: string) => void,
): Promise<void> {
  const address = email.trim().toLowerCase();
  if (!/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(address)) throw new Error(`"${email}" is no address.`);
  const { secret, hash } = makeSecret();
  await asOwner(adminUrl, async (client) => {
    await client.query('BEGIN');
    if (as.name) {
      await client.query('INSERT INTO identity_person (email, name) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING', [
        address,
        as.name,
      ]);
    }
    const found = await client.query<{ id: string }>(
      'UPDATE identity_person SET operator = operator OR $2 WHERE email = $1 RETURNING id',
      [address, as.operator ?? false],
    );
    if (!found.rows[0])
      throw new Error(
        `No person has the address ${address}. To make one: torv user ${address} --name "What to call them"`,
      );
    await client.query(
      `INSERT INTO identity_ticket (purpose, secret_hash, person_id, expires_at) VALUES ('password', $1, $2, now() + $3::interval)`,
      [hash, found.rows[0].id, ticketLife.first],
    );
    await client.query('COMMIT');
  });
  say(`${address} chooses a password here, once, within three days:`);
  say(`  ${linkTo(settings, `/sign-in/password#${secret}`)}`);
  if (as.operator) say('They are an operator of this Torv. That shows them nothing of any network.');
}
