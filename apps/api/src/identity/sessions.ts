import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import type { SignedIn } from '../platform/http/who-asks';
import { SETTINGS } from '../platform/platform.tokens';

const lifetime = 14 * 24 * 60 * 60 * 1000;
/** A session that was just looked up is not looked up again: signing out elsewhere takes effect within this time. */
const rememberFor = 5_000;
const rememberAtMost = 5_000;

/** Sessions are rows of our own; the browser holds a random secret, the database its hash. */
@Injectable()
export class Sessions {
  private readonly remembered = new Map<string, { signedIn: SignedIn; until: number }>();

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Name of the cookie: bound to this host alone where there is TLS. */
  get cookieName(): string {
    return this.overTls ? '__Host-torv_session' : 'torv_session';
  }

  get overTls(): boolean {
    return this.settings.origin?.startsWith('https:') ?? false;
  }

  /** Opens a session. @returns its secret (256 bits, base64url) and when it ends */
  async open(personId: string): Promise<{ secret: string; expiresAt: Date }> {
    const secret = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + lifetime);
    await this.database.call({
      text: 'SELECT identity_open_session($1, $2, $3)',
      values: [hashOf(secret), personId, expiresAt],
    });
    return { secret, expiresAt };
  }

  /** The person whose session has this secret and was just looked up, or null. */
  remember(secret: string | undefined): SignedIn | null {
    const known = secret === undefined ? undefined : this.remembered.get(secret);
    return known && known.until > Date.now() ? known.signedIn : null;
  }

  /** The person whose session has this secret, or null. */
  async find(secret: string | undefined): Promise<SignedIn | null> {
    if (!secret) return null;
    const remembered = this.remember(secret);
    if (remembered) return remembered;
    const { rows } = await this.database.call({
      name: 'session-of',
      text: 'SELECT person_id, name, email, language, expires_at FROM identity_session_of($1)',
      values: [hashOf(secret)],
    });
    const row = rows[0] as
      { person_id: string; name: string; email: string; language: 'da' | 'en'; expires_at: Date } | undefined;
    if (!row) {
      this.remembered.delete(secret);
      return null;
    }
    const signedIn: SignedIn = {
      id: row.person_id,
      name: row.name,
      email: row.email,
      language: row.language,
      expiresAt: row.expires_at.toISOString(),
    };
    if (this.remembered.size >= rememberAtMost) this.remembered.clear();
    this.remembered.set(secret, { signedIn, until: Date.now() + rememberFor });
    return signedIn;
  }

  /** Ends a session. */
  async close(secret: string): Promise<void> {
    this.remembered.delete(secret);
    await this.database.call({ text: 'SELECT identity_close_session($1)', values: [hashOf(secret)] });
  }
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest();
