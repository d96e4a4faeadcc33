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

const hour = 3_600_000;
/** What was just looked up is not looked up again for so long, unless a change is heard of before. */
const rememberFor = 300_000;
const rememberAtMost = 10_000;

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
  private readonly remembered = new Map<string, { signedIn: SignedIn; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly notices: RightsNotices,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    notices.listen((personId) => this.forget(personId));
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
    if (replaces) this.remembered.delete(replaces);
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
    this.remembered.delete(secret);
    if (!rows[0]) throw new Refusal(signInRequired);
    return { secret: renewed, expiresAt: rows[0]['expires_at'] as Date };
  }

  /** The person whose session has this secret and was looked up already, or null. */
  remember(secret: string | undefined): SignedIn | null {
    const known = secret === undefined || !this.notices.listening ? undefined : this.remembered.get(secret);
    return known && known.until > Date.now() ? known.signedIn : null;
  }

  /** The person whose session has this secret, or null. */
  async find(secret: string | undefined): Promise<SignedIn | null> {
    if (!secret) return null;
    const remembered = this.remember(secret);
    if (remembered) return remembered;
    const before = this.notices.count;
    const { rows } = await this.database.call({
      name: 'session-of',
      text: 'SELECT * FROM identity_session_of($1)',
      values: [hashOf(secret)],
    });
    if (!rows[0]) {
      this.remembered.delete(secret);
      return null;
    }
    const signedIn = signedInOf(rows[0]);
    // A change that was heard of meanwhile may be newer than what was read.
    if (this.notices.listening && this.notices.count === before) this.keep(secret, signedIn);
    return signedIn;
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
    this.remembered.delete(secret);
    await this.database.call({ text: 'SELECT identity_close_session($1)', values: [hashOf(secret)] });
    this.remembered.delete(secret);
  }

  /** Forgets what is remembered of a person (null: of everyone). */
  forget(personId: string | null): void {
    if (personId === null) return this.remembered.clear();
    for (const [secret, known] of this.remembered) if (known.signedIn.id === personId) this.remembered.delete(secret);
  }

  private keep(secret: string, signedIn: SignedIn): void {
    if (this.remembered.size >= rememberAtMost) this.remembered.clear();
    // Its use is noted when it is looked up: often enough that the hours without use come out right.
    const rememberedFor = Math.min(rememberFor, (this.settings.sessionIdleHours * hour) / 4);
    const until = Math.min(Date.now() + rememberedFor, Date.parse(signedIn.expiresAt));
    this.remembered.set(secret, { signedIn, until });
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
