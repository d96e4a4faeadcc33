import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import type { Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import { RightsNotices } from '../platform/events/hear-of-rights';
import type { SignedIn, SignInMethod } from '../platform/http/who-asks';
import { SETTINGS } from '../platform/platform.tokens';
import { signInRequired, wrongSignIn } from './identity.refusals';
import { RememberedPeople } from './remember-people';

const hour = 3_600_000;

/** How a session came about. */
export interface Opening {
  methods: SignInMethod[];
  /** Browser and system in short words, for the list of one's own sessions. */
  agent: string | null;
  broker?: { issuer: string; acr: string | null };
  /** Secret of the session that the same browser had: it ends. */
  replaces?: string;
}

/** A session's secret (256 bits, base64url) and when it ends at the latest. */
export interface Opened {
  secret: string;
  expiresAt: Date;
}

/**
 * Sessions are rows of our own; the browser holds a random secret, the database its hash. Whoever was looked up is
 * remembered as long as a change to them would be heard of, so that signing out works from the next request on.
 */
@Injectable()
export class Sessions {
  private readonly remembered: RememberedPeople;

  constructor(
    private readonly database: Database,
    notices: RightsNotices,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    // Its use is noted when it is looked up: often enough that the hours without use come out right.
    this.remembered = new RememberedPeople(notices, Math.min(300_000, (settings.sessionIdleHours * hour) / 4));
  }

  /** Name of the cookie: bound to this host alone where there is TLS. */
  get cookieName(): string {
    return this.overTls ? '__Host-torv_session' : 'torv_session';
  }

  get overTls(): boolean {
    return this.settings.origin?.startsWith('https:') ?? false;
  }

  /**
   * Opens a session. Rooms call `SigningIn.signInWith`, which sets the cookies too.
   *
   * @throws Refusal IDENTITY.WRONG_SIGN_IN when the person is disabled
   */
  async open(personId: string, { methods, agent, broker, replaces }: Opening): Promise<Opened> {
    const secret = newSecret();
    const { rows } = await this.database.call({
      text: `SELECT expires_at FROM identity_open_session($1, $2, $3, make_interval(secs => $4), make_interval(secs => $5), $6, $7, $8)`,
      values: [
        hashOf(secret),
        replaces === undefined ? null : hashOf(replaces),
        personId,
        this.settings.sessionDays * 86_400,
        this.settings.sessionIdleHours * 3_600,
        methods,
        agent,
        broker ? JSON.stringify(broker) : null,
      ],
    });
    if (replaces) this.remembered.drop(replaces);
    if (!rows[0]) throw new Refusal(wrongSignIn);
    return { secret, expiresAt: rows[0]['expires_at'] as Date };
  }

  /**
   * The person of a session has shown anew who they are: it counts as signed in just now, under a new secret.
   *
   * @throws Refusal IDENTITY.SIGN_IN_REQUIRED when the session has ended
   */
  async renew(secret: string, methods: SignInMethod[]): Promise<Opened> {
    const renewed = newSecret();
    const { rows } = await this.database.call({
      text: 'SELECT expires_at FROM identity_sign_in_again($1, $2, $3)',
      values: [hashOf(secret), hashOf(renewed), methods],
    });
    this.remembered.drop(secret);
    if (!rows[0]) throw new Refusal(signInRequired);
    return { secret: renewed, expiresAt: rows[0]['expires_at'] as Date };
  }

  /** The person whose session has this secret and was looked up already, or null. */
  remember(secret: string | undefined): SignedIn | null {
    return this.remembered.get(secret);
  }

  /** The person whose session has this secret, or null. */
  async find(secret: string | undefined): Promise<SignedIn | null> {
    if (!secret) return null;
    return this.remembered.find(secret, async () => {
      const { rows } = await this.database.call({
        name: 'session-of',
        text: 'SELECT * FROM identity_session_of($1)',
        values: [hashOf(secret)],
      });
      return rows[0] ? signedInOf(rows[0]) : null;
    });
  }

  /** True while this session lives. */
  async lives(sessionId: string): Promise<boolean> {
    const { rows } = await this.database.call({
      name: 'session-lives',
      text: 'SELECT identity_session_lives($1) AS lives',
      values: [sessionId],
    });
    return rows[0]!['lives'] as boolean;
  }

  /** Ends a session. */
  async close(secret: string): Promise<void> {
    this.remembered.drop(secret);
    await this.database.call({ text: 'SELECT identity_close_session($1)', values: [hashOf(secret)] });
    this.remembered.drop(secret);
  }

  /** Forgets what is remembered of a person, in this process, at once. */
  forget(personId: string): void {
    this.remembered.forget(personId);
  }
}

function signedInOf(row: QueryResultRow): SignedIn {
  return {
    id: row['person_id'] as string,
    name: row['name'] as string,
    email: row['email'] as string,
    language: row['language'] as 'da' | 'en',
    expiresAt: (row['expires_at'] as Date).toISOString(),
    sessionId: row['id'] as string,
    signedInAt: (row['signed_in_at'] as Date).toISOString(),
    methods: row['methods'] as SignInMethod[],
    scopes: null,
  };
}

const newSecret = () => randomBytes(32).toString('base64url');
const hashOf = (secret: string) => createHash('sha256').update(secret).digest();
