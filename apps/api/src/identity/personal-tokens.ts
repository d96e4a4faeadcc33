import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { NewToken, TokenList, TokenScope } from '@torv/shared/identity';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import { RightsNotices } from '../platform/events/hear-of-rights';
import type { SignedIn } from '../platform/http/who-asks';
import { tooManyTokens } from './identity.refusals';
import { RememberedPeople } from './remember-people';

const shape = /^torv_[\w-]{43}$/;
const atMost = 20;
type Row = TokenList['items'][number];

/** With a personal token a machine asks as its owner, for what its scopes say; the database keeps the hash. */
@Injectable()
export class PersonalTokens {
  private readonly remembered: RememberedPeople;

  constructor(
    private readonly database: Database,
    notices: RightsNotices,
  ) {
    this.remembered = new RememberedPeople(notices, 60_000);
  }

  /** Whose token this is and what it may, or null. */
  async find(secret: string): Promise<SignedIn | null> {
    if (!shape.test(secret)) return null;
    return this.remembered.find(secret, async () => {
      const { rows } = await this.database.call({
        name: 'token-of',
        text: 'SELECT * FROM identity_token_of($1)',
        values: [hashOf(secret)],
      });
      const row = rows[0];
      return row
        ? {
            id: row['person_id'] as string,
            name: row['name'] as string,
            email: row['email'] as string,
            language: row['language'] as 'da' | 'en',
            expiresAt: (row['expires_at'] as Date).toISOString(),
            sessionId: row['id'] as string,
            signedInAt: (row['created_at'] as Date).toISOString(),
            methods: [],
            scopes: row['scopes'] as TokenScope[],
          }
        : null;
    });
  }

  /**
   * Makes a token of the person's own.
   *
   * @returns the token with its secret, which is shown this once
   * @throws Refusal IDENTITY.TOO_MANY_TOKENS
   */
  async make(personId: string, { name, scopes, days }: NewToken): Promise<Row & { secret: string }> {
    const secret = `torv_${randomBytes(32).toString('base64url')}`;
    const { rows } = await this.database.note(personId, {
      text: `INSERT INTO identity_token (person_id, secret_hash, name, scopes, expires_at)
             SELECT platform_actor(), $1, $2, $3, now() + make_interval(days => $4)
             WHERE (SELECT count(*) FROM identity_token WHERE person_id = platform_actor() AND expires_at > now()) < ${atMost}
             RETURNING ${columns}`,
      values: [hashOf(secret), name, [...new Set(scopes)], days],
    });
    if (!rows[0]) throw new Refusal(tooManyTokens);
    return { ...(rows[0] as Row), secret };
  }

  /** The person's own tokens, those that have expired too, the newest first. */
  async list(personId: string): Promise<Row[]> {
    const [found] = await this.database.read(personId, {
      text: `SELECT ${columns} FROM identity_token WHERE person_id = platform_actor() ORDER BY id DESC`,
    });
    return found!.rows as Row[];
  }

  /** Ends a token of the person's own. @returns whether there was one */
  async end(personId: string, id: string): Promise<boolean> {
    const { rows } = await this.database.note(personId, {
      text: 'DELETE FROM identity_token WHERE person_id = platform_actor() AND id = $1 RETURNING id',
      values: [id],
    });
    this.remembered.forget(personId);
    return rows.length > 0;
  }
}

const columns = `id, name, scopes, to_json(created_at)#>>'{}' AS "createdAt", to_json(expires_at)#>>'{}' AS "expiresAt",
  to_json(last_used_at)#>>'{}' AS "lastUsedAt"`;
const hashOf = (secret: string) => createHash('sha256').update(secret).digest();
