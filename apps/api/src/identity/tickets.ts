import { createHash, randomBytes } from 'node:crypto';
import type { Query } from '../platform/database/query';

/** What a link that is good once may be used for. */
export type TicketPurpose = 'sign-in' | 'password' | 'invitation';

/** How long each holds, as PostgreSQL says it. */
export const ticketLife = {
  'sign-in': '15 minutes',
  password: '1 hour',
  first: '3 days',
  invitation: '14 days',
} as const;

/** A secret of 256 bits that stands in a link, and the hash of it that is kept. */
export interface TicketSecret {
  secret: string;
  hash: Buffer;
}

export function makeSecret(): TicketSecret {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashOfSecret(secret) };
}

export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Issues a link to whoever has the address: one row (name, email, language), or none when it is nobody's. */
export const issueLink = (email: string, purpose: 'sign-in' | 'password', hash: Buffer): Query => ({
  text: 'SELECT name, email, language FROM identity_issue_link($1, $2, $3, $4::interval)',
  values: [email, purpose, hash, ticketLife[purpose]],
});

/** Whose a link to choose a password is (name, email), or no row when it is not good any more; asking does not use it. */
export const passwordTicketOf = (secret: string): Query => ({
  text: 'SELECT name, email FROM identity_password_ticket_of($1)',
  values: [hashOfSecret(secret)],
});

/** Uses a link to sign in: the person's id as `person_id`, or no row when it is not good any more. */
export const useSignInTicket = (secret: string): Query => ({
  text: 'SELECT person_id FROM identity_use_sign_in($1)',
  values: [hashOfSecret(secret)],
});

/** Uses a link to choose a password, and ends every sign-in of its person; no row when it is not good any more. */
export const usePasswordTicket = (secret: string, passwordHash: string): Query => ({
  text: 'SELECT person_id, email, language, existed FROM identity_use_password($1, $2)',
  values: [hashOfSecret(secret), passwordHash],
});
