import { hash } from '@node-rs/argon2';
import { Client } from 'pg';

/** Runs statements as the owner of the tables. */
async function asOwner<T>(adminUrl: string, act: (client: Client) => Promise<T>): Promise<T> {
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

/** Gives every one of the addresses one password (argon2id). @returns how many people were found */
export async function givePassword(adminUrl: string, emails: string[], password: string): Promise<number> {
  const hashed = await hash(password);
  return asOwner(adminUrl, async (client) => (await client.query(keepPassword, [emails, hashed])).rowCount ?? 0);
}

/** `torv user EMAIL`. */
export async function setPassword(
  adminUrl: string,
  email: string,
  password: string | undefined,
  say: (line: string) => void,
): Promise<void> {
  if (!password || password.length < 12)
    throw new Error('Set TORV_PASSWORD to a password of at least 12 characters and run this again.');
  const found = await givePassword(adminUrl, [email.toLowerCase()], password);
  if (found === 0) throw new Error(`No person has the address ${email}. People come by torv import.`);
  say(`${email} can sign in.`);
}
