import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import type { ClientBase } from 'pg';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import { passwordCommon, passwordTooLong, passwordTooShort } from './identity.refusals';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const cost = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const least = 8;
const most = 200;

/** Checked when no one has the address, so that an unknown address takes as long as a wrong password. */
let nobodysHash: Promise<string> | undefined;
/** What people choose most, in small letters; read when the first password is chosen. */
let common: Set<string> | undefined;

/** A password's hash by argon2id. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/**
 * Refuses a password that is too short, or that many people have. There is no rule about signs: a sentence is as good.
 *
 * @param about what is known of its person: their address and name are no passwords
 * @throws Refusal IDENTITY.PASSWORD_TOO_SHORT, IDENTITY.PASSWORD_TOO_LONG or IDENTITY.PASSWORD_COMMON
 */
export function refusePassword(password: string, about: readonly (string | null)[] = []): void {
  const refuse = (kind: typeof passwordCommon) => new Refusal(kind, [{ path: 'password', message: kind.sentence }]);
  if ([...password].length < least) throw refuse(passwordTooShort);
  if (password.length > most) throw refuse(passwordTooLong);
  common ??= new Set(dictionary['passwords-common']);
  const small = password.toLowerCase();
  // "Password2026!" is "password" with what people add.
  const bare = small.replace(/[\d\W_]+$/, '');
  const own = about.flatMap((one) => (one ? [one.toLowerCase(), one.toLowerCase().split('@')[0]!] : []));
  const repeated = new Set(small).size < 4;
  const wordAlone = bare.length >= 4 && small.length - bare.length <= 6 && (common.has(bare) || here.includes(bare));
  if (common.has(small) || repeated || wordAlone || own.includes(small) || own.includes(bare))
    throw refuse(passwordCommon);
}

/** What a list from abroad does not know. */
const here = [
  'torv',
  'adgangskode',
  'kodeord',
  'aalborg',
  'velkommen',
  'danmark',
  'sommer',
  'vinter',
  'efterår',
  'forår',
];

/**
 * Gives a person a password, and ends their sessions. It ends none of their other factors: who has two still shows two.
 *
 * @param client in a transaction that acts as that person (`torv.person`), or the owner of the tables
 * @param keptSession id of a session that goes on: the one that asks
 * @throws Refusal as `refusePassword`
 */
export async function setPassword(
  client: ClientBase,
  personId: string,
  password: string,
  keptSession: string | null = null,
): Promise<void> {
  const { rows } = await client.query<{ email: string | null; name: string }>(
    'SELECT email, name FROM identity_person WHERE id = $1',
    [personId],
  );
  refusePassword(password, [rows[0]?.email ?? null, rows[0]?.name ?? null]);
  const hashed = await hashPassword(password);
  await client.query('SELECT identity_keep_password($1, $2, $3)', [personId, hashed, keptSession]);
}

/** Whose password it is. */
@Injectable()
export class Passwords {
  constructor(private readonly database: Database) {}

  /** True when the person with this address has a password. */
  async has(email: string): Promise<boolean> {
    const { rows } = await this.database.call({ text: 'SELECT FROM identity_credential_of($1)', values: [email] });
    return rows.length > 0;
  }

  /** Whose address and password these are, or null; it takes as long for an address that no one has. */
  async matches(email: string, password: string): Promise<string | null> {
    const { rows } = await this.database.call({
      text: 'SELECT person_id, password_hash FROM identity_credential_of($1)',
      values: [email],
    });
    const found = rows[0] as { person_id: string; password_hash: string } | undefined;
    nobodysHash ??= hashPassword('nobody has this password');
    const matches = await verify(found?.password_hash ?? (await nobodysHash), password);
    return found && matches ? found.person_id : null;
  }
}
