import { Client } from 'pg';
import { hashPassword, setPassword as keepOwnPassword } from '../../identity/passwords';
import { Refusal } from '../../platform/errors/refusal';

/** Runs statements as the owner of the tables. */
export async function asOwner<T>(adminUrl: string, act: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: adminUrl, options: '-c role=torv_owner' });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

const keepPassword = `
  INSERT INTO identity_credential (person_id, password_hash) SELECT id, $2 FROM identity_person WHERE email = ANY ($1)
  ON CONFLICT (person_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = now()`;

/** Gives every sign-in of a demonstration the one password (argon2id), whatever it is. @returns how many people were found */
export async function givePassword(adminUrl: string, emails: string[], password: string): Promise<number> {
  const hashed = await hashPassword(password);
  return asOwner(adminUrl, async (client) => (await client.query(keepPassword, [emails, hashed])).rowCount ?? 0);
}

/** `torv user EMAIL`. */
export async function setPassword(
  adminUrl: string,
  email: string,
  password: string | undefined,
  say: (line: string) => void,
): Promise<void> {
  if (!password) throw new Error('Set TORV_PASSWORD to the new password and run this again.');
  await asOwner(adminUrl, async (client) => {
    const person = await personBy(client, email);
    await client.query('BEGIN');
    await keepOwnPassword(client, person, password).catch((error: unknown) => {
      throw error instanceof Refusal ? new Error(error.kind.sentence.en) : error;
    });
    await client.query('COMMIT');
  });
  say(`${email} can sign in.`);
}

/**
 * `torv user EMAIL --disable` and `--enable`: who is disabled is signed out everywhere at once, and signs in no more.
 * Only the operator of the machine may do that; no page and no other command does.
 */
export async function setDisabled(
  adminUrl: string,
  email: string,
  disabled: boolean,
  say: (line: string) => void,
): Promise<void> {
  await asOwner(adminUrl, async (client) => {
    const person = await personBy(client, email);
    await client.query('UPDATE identity_person SET disabled_at = CASE WHEN $2 THEN now() END WHERE id = $1', [
      person,
      disabled,
    ]);
  });
  say(disabled ? `${email} is signed out everywhere and cannot sign in.` : `${email} can sign in again.`);
}

async function personBy(client: Client, email: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM identity_person WHERE email = lower($1)', [
    email,
  ]);
  if (!rows[0]) throw new Error(`No person has the address ${email}. People come by torv import.`);
  return rows[0].id;
}
